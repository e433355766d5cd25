// How good predictions of acceptance are. The figures that are quoted come from score-acceptance.mjs; these are for
// choosing, for intervals, and for what the scorer does not print.
import { seededRandom } from '../../src/core/base/seeded-random.ts';
import { fitLogistic } from './fit-logistic.ts';

/** A prediction and what came of it; `group` is the programmer, or the repository. */
export interface Scored {
  readonly group: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly label: 0 | 1;
}

/** Area under the ROC curve; ties count one half. `undefined` with labels of one kind alone. */
export function auc(scored: readonly Scored[]): number | undefined {
  const sorted = scored.toSorted((a, b) => a.probability - b.probability);
  const positives = sorted.filter(({ label }) => label === 1).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  let ranks = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end]!.probability === sorted[start]!.probability) end++;
    for (let i = start; i < end; i++) if (sorted[i]!.label === 1) ranks += (start + 1 + end) / 2;
    start = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export function brier(scored: readonly Scored[]): number {
  return scored.reduce((sum, { probability, label }) => sum + (probability - label) ** 2, 0) / scored.length;
}

/** +0.75 for an accepted, −0.25 for another one, shown from 0.25 on: share of the way from "show all" (0) to an oracle (1). */
export function utilityGain(scored: readonly Scored[]): number {
  const worth = ({ label }: Scored): number => (label === 1 ? 0.75 : -0.25);
  const sum = (rows: readonly Scored[]): number => rows.reduce((total, row) => total + worth(row), 0);
  const all = sum(scored);
  const best = sum(scored.filter(({ label }) => label === 1));
  return best > all ? (sum(scored.filter(({ probability }) => probability >= 0.25)) - all) / (best - all) : 0;
}

/** The line that the true log odds are of the predicted ones: slope 1 and intercept 0 where all is well. */
export function calibration(scored: readonly Scored[]): { readonly slope: number; readonly intercept: number } {
  const logit = (probability: number): number => {
    const p = Math.max(1e-6, Math.min(1 - 1e-6, probability));
    return Math.log(p / (1 - p));
  };
  const { bias, weights, means, deviations } = fitLogistic(
    scored.map(({ probability }) => [logit(probability)]),
    scored.map(({ label }) => label),
    0,
  );
  const slope = weights[0]! / deviations[0]!;
  return { slope, intercept: bias - slope * means[0]! };
}

/** 95 % of what whole groups drawn anew would have given; with a dozen groups it is rather too narrow. */
export function interval(
  scored: readonly Scored[],
  measure: (sample: readonly Scored[]) => number | undefined,
  draws = 500,
): readonly [low: number, high: number] {
  const groups = [...Map.groupBy(scored, ({ group }) => group).values()];
  const random = seededRandom(20_240_607);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const sample = groups.flatMap(() => groups[Math.floor(random() * groups.length)]!);
    const value = measure(sample);
    if (value !== undefined) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}
