// Measures the acceptance predictor on suggestions with their outcomes, in the form of bench/data/acceptance.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decisionParameters } from '../src/core/gate/mode.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import type { GateWeights } from '../src/core/gate/weight-set.ts';
import { fitGateWeights, fitLogProbabilityAlone, type GateSample } from '../scripts/lib/fit-gate.ts';
import { auc, brier, calibration, interval, type Scored, utilityGain } from '../scripts/lib/gate-metrics.ts';
import {
  type AcceptanceRow,
  acceptanceRows,
  type RawAcceptanceRow,
  readAcceptanceRows,
} from './lib/acceptance-rows.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeJsonLines } from './lib/json-lines.ts';
import { type GatePrediction, replayGate } from './lib/replay-gate.ts';

/** What the shipped weights were fitted on, and what log-probability alone is fitted on where nothing is left out. */
const PUBLIC_ROWS = path.join(import.meta.dirname, 'data/acceptance/suggestions.jsonl');

export function runGateBench(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      'cross-validate': { type: 'boolean', default: false },
      'no-logprob': { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined) throw new BadInput('--data is missing: a file in the form of bench/data/acceptance');
  const raws = readAcceptanceRows(values.data).map((raw) => (values['no-logprob'] ? withoutLogProbability(raw) : raw));
  const weightsFor = values['cross-validate'] ? leavingOneOut(raws) : () => shippedWeights;
  const rows = acceptanceRows(raws);
  const predictions = predictAll(rows, weightsFor);
  checkNothingLaterCounts(raws, predictions, weightsFor);
  if (values.out !== undefined) writeJsonLines(values.out, predictions);

  const labelled = rows.flatMap((row, i) => (row.label === undefined ? [] : [{ row, prediction: predictions[i]! }]));
  if (labelled.length === 0) throw new BadInput(`${values.data} holds no row with an outcome`);
  print(
    `${labelled.length} suggestions with an outcome, ${new Set(rows.map((row) => row.programmer)).size} programmers`,
  );
  print(values['cross-validate'] ? 'weights fitted leaving one programmer out' : 'the shipped weights');
  printScores(labelled);
  const alone = values['no-logprob'] ? undefined : logProbabilityAlone(samplesOf(rows), values['cross-validate']);
  if (alone !== undefined) print(`log-probability alone   ${scores(alone)}`);
  printShown(labelled);
}

type WeightsFor = (programmer: string) => GateWeights;

function leavingOneOut(raws: readonly RawAcceptanceRow[]): WeightsFor {
  const samples = samplesOf(acceptanceRows(raws));
  const groups = new Set(samples.map(({ group }) => group));
  if (groups.size < 3) throw new BadInput('--cross-validate needs rows of three programmers or more');
  const fitted = new Map<string, GateWeights>();
  return (programmer) => {
    const known = fitted.get(programmer);
    if (known !== undefined) return known;
    const others = samples.filter(({ group }) => group !== programmer);
    const weights = { ...shippedWeights, ...fitGateWeights(others, shippedWeights.beforeShow.engine) };
    fitted.set(programmer, weights);
    return weights;
  };
}

function predictAll(rows: readonly AcceptanceRow[], weightsFor: WeightsFor): GatePrediction[] {
  const byProgrammer = Map.groupBy(rows, ({ programmer }) => programmer);
  const predictions = new Map<string, GatePrediction>();
  for (const [programmer, own] of byProgrammer) {
    const replayed = replayGate(own, weightsFor(programmer), decisionParameters('balanced'));
    for (const prediction of replayed) predictions.set(prediction.id, prediction);
  }
  return rows.map(({ id }) => predictions.get(id)!);
}

/** Turns round every outcome after a place, at a few places of each programmer: what was said up to it must stay. */
function checkNothingLaterCounts(
  raws: readonly RawAcceptanceRow[],
  predictions: readonly GatePrediction[],
  weightsFor: WeightsFor,
): void {
  const said = new Map(predictions.map((prediction) => [prediction.id, JSON.stringify(prediction)]));
  for (const own of Map.groupBy(raws, ({ programmer }) => programmer).values()) {
    for (const share of [0.1, 0.4, 0.7]) {
      const place = Math.floor(share * own.length);
      const turned = own.map((raw, i) => (i <= place || raw.label === null ? raw : { ...raw, label: turn(raw.label) }));
      const again = predictAll(acceptanceRows(turned), weightsFor).slice(0, place + 1);
      for (const prediction of again) {
        if (said.get(prediction.id) === JSON.stringify(prediction)) continue;
        throw new Error(`what was said of ${prediction.id} depends on a later outcome`);
      }
    }
  }
}

const turn = (label: 0 | 1): 0 | 1 => (label === 1 ? 0 : 1);

function withoutLogProbability(raw: RawAcceptanceRow): RawAcceptanceRow {
  return { ...raw, sugg: { ...raw.sugg, mean_logprob: null, mean_alt_logprob: null } };
}

function samplesOf(rows: readonly AcceptanceRow[]): GateSample[] {
  return rows.flatMap(({ programmer, label, input, time }) =>
    label === undefined ? [] : [{ group: programmer, label, input, time }],
  );
}

/** The baseline to beat: one weight and a constant. */
function logProbabilityAlone(samples: readonly GateSample[], crossValidated: boolean): Scored[] {
  if (!samples.some(({ input }) => input.logProbabilities !== undefined)) return [];
  const known = samplesOf(acceptanceRows(readAcceptanceRows(PUBLIC_ROWS)));
  return samples.map(({ group, label, input }) => {
    const training = crossValidated ? samples.filter((sample) => sample.group !== group) : known;
    return { group, label, probability: fitLogProbabilityAlone(training)(input) };
  });
}

interface Labelled {
  readonly row: AcceptanceRow;
  readonly prediction: GatePrediction;
}

function printScores(labelled: readonly Labelled[]): void {
  const scored = (stage: 'p1' | 'p2'): Scored[] =>
    labelled.map(({ row, prediction }) => ({
      group: row.programmer,
      label: row.label!,
      probability: prediction[stage],
    }));
  print(`stage 1                 ${scores(scored('p1'))}`);
  print(`stage 2                 ${scores(scored('p2'))}`);
}

function scores(scored: readonly Scored[]): string {
  const [low, high] = interval(scored, auc);
  const { slope, intercept } = calibration(scored);
  return [
    `AUC ${auc(scored)?.toFixed(3) ?? 'n/a'} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
    `Brier ${brier(scored).toFixed(4)}`,
    `utility gain ${utilityGain(scored).toFixed(3)}`,
    `calibration slope ${slope.toFixed(2)} intercept ${intercept.toFixed(2)}`,
  ].join('  ');
}

function printShown(labelled: readonly Labelled[]): void {
  const characters = ({ row }: Labelled): number => row.input.text.length;
  const sum = (some: readonly Labelled[]): number => some.reduce((total, each) => total + characters(each), 0);
  const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  const mean = (some: readonly Labelled[]): number => sum(some) / Math.max(1, some.length);
  const hidden = labelled.filter(({ prediction }) => !prediction.show);
  const shown = labelled.filter(({ prediction }) => prediction.show);
  const accepted = labelled.filter(({ row }) => row.label === 1);
  const lost = accepted.filter(({ prediction }) => !prediction.show);
  const rejected = hidden.length - lost.length;
  print(`hidden ${share(hidden.length, labelled.length)}, of them turned down ${share(rejected, hidden.length)}`);
  print(`lost accepts ${share(lost.length, accepted.length)} (${lost.length} of ${accepted.length})`);
  print(`lost accepted characters ${share(sum(lost), sum(accepted))}`);
  print(`mean length shown ${mean(shown).toFixed(1)} characters, ungated ${mean(labelled).toFixed(1)}`);
  const taken = shown.filter(({ row }) => row.label === 1).length;
  print(`accepted of what is shown ${share(taken, shown.length)}, ungated ${share(accepted.length, labelled.length)}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
