import { createGate } from '../../src/core/gate/gate.ts';
import { learn } from '../../src/core/gate/learn.ts';
import { freshState, type LearnedState } from '../../src/core/gate/learned-state.ts';
import type { DecisionParameters } from '../../src/core/gate/mode.ts';
import type { GateWeights } from '../../src/core/gate/weight-set.ts';
import { seededRandom } from '../../src/core/base/seeded-random.ts';
import type { AcceptanceRow } from './acceptance-rows.ts';

/** What the gate said of a row. */
export interface GatePrediction {
  readonly id: string;
  readonly p1: number;
  readonly p2: number;
  /** Whether it would have been shown by right; what is shown to learn from does not count. */
  readonly show: boolean;
}

/**
 * The product's own gate over one programmer's rows in order of time, from the first day on: it learns from the outcome of
 * what it would have shown, by right or to learn from, and from nothing that it would have hidden.
 */
export function replayGate(
  rows: readonly AcceptanceRow[],
  weights: GateWeights,
  parameters: DecisionParameters,
): GatePrediction[] {
  let state: LearnedState = freshState;
  const random = seededRandom(1);
  const gate = createGate({
    weights,
    parameters: () => parameters,
    learned: () => state,
    random,
    onFault(error) {
      throw error;
    },
  });
  return rows.map(({ id, programmer, time, label, input }) => {
    const circumstances = { model: 'study', repository: programmer };
    const before = gate.beforeRequest(input, circumstances);
    const verdict = gate.beforeShow(input, circumstances);
    const { record } = verdict;
    if (verdict.pass && label !== undefined && record !== undefined) {
      const accepted = label === 1;
      state = learn(state, { ...record, ...circumstances, accepted, certainty: 'full', time: time + DAY_MS });
    }
    return {
      id,
      p1: before.probability,
      p2: verdict.probability,
      show: before.pass && verdict.pass && record?.explored === false,
    };
  });
}

/** The rows begin at 0, which stands for "never" in a state. */
const DAY_MS = 86_400_000;
