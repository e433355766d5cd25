import type { Feature } from './feature.ts';
import type { Verdict } from './gate.ts';
import { beforeShowFeatures } from './weight-set.ts';

/** Said of a verdict, for *Why this, or why nothing?*: its numbers, and what moved it most, in plain words. */
export interface ExplainedVerdict {
  readonly summary: string;
  /** At most three, strongest first; each one sentence. */
  readonly reasons: readonly string[];
}

const MOST_REASONS = 3;

/** Moves of less than this many logits change the probability by a percent at most. */
const LEAST_MOVE = 0.05;

export function explainVerdict({ probability, bound, contributions }: Verdict): ExplainedVerdict {
  const told = contributions.filter(({ logit }) => Math.abs(logit) >= LEAST_MOVE).slice(0, MOST_REASONS);
  return {
    summary: `${percent(probability)} likely to be taken, ${percent(bound)} needed`,
    reasons: told.map(({ name, high, logit }) => {
      const direction = logit < 0 ? 'Less likely' : 'More likely';
      return `${direction}, because ${words(name)[high ? 'high' : 'low']}.`;
    }),
  };
}

const BY_NAME: ReadonlyMap<string, Feature<never>> = new Map(
  beforeShowFeatures.map((feature) => [feature.name, feature]),
);

function words(name: string): Feature<never>['words'] {
  return BY_NAME.get(name)?.words ?? { high: name, low: name };
}

const percent = (share: number): string => (Number.isNaN(share) ? 'unknown' : `${(share * 100).toFixed(0)} %`);
