import type { GateWeights } from './gate.ts';

/** How eager the person wants Sotto to be. *Off* is no mode: nothing is asked then. */
export type Mode = 'eager' | 'balanced' | 'quiet';

/**
 * What a needless suggestion costs, against what a useful one saves. A bound `b` is the ratio cost / (cost + benefit), so
 * a mode multiplies its odds `b / (1 − b)`. Balanced is what was fitted; the steps of two are chosen, not fitted. On the
 * 728 outcomes that the weights were fitted on (so in favour of them), Eager hides 5 % and with it 2 % of what was taken,
 * Balanced 17 % and 5 %, Quiet 45 % and 19 %.
 */
const COST: Readonly<Record<Mode, number>> = { eager: 1 / 2, balanced: 1, quiet: 2 };

/** A probability from which on a suggestion is shown, as this mode wants it. */
export function boundIn(mode: Mode, bound: number): number {
  const cost = COST[mode] * bound;
  return cost / (cost + 1 - bound);
}

/**
 * The same weights with the bounds of the mode. What is asked for costs the person nothing, so stage 1 never becomes
 * stricter than it was fitted: its bound is the most that so weak a predictor may stop.
 */
export function weightsIn(mode: Mode, weights: GateWeights): GateWeights {
  const { beforeRequest, beforeShow } = weights.threshold;
  return {
    ...weights,
    threshold: {
      beforeRequest: Math.min(beforeRequest, boundIn(mode, beforeRequest)),
      beforeShow: boundIn(mode, beforeShow),
    },
  };
}
