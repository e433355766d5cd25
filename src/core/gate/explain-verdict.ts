import type { Feature } from './feature.ts';
import type { Verdict } from './gate.ts';
import type { Contribution } from './logistic.ts';
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
  const told = contributions
    .filter(({ logit }) => Math.abs(logit) >= LEAST_MOVE)
    .map((contribution) => {
      const direction = contribution.logit < 0 ? 'Less likely' : 'More likely';
      return `${direction}, because ${inWords(contribution)}.`;
    });
  return {
    summary: `${percent(probability)} likely to be taken, ${percent(bound)} needed`,
    // Two features may come to the same for a person: the mean of the log-probabilities, and their sum.
    reasons: [...new Set(told)].slice(0, MOST_REASONS),
  };
}

/** What it was that counted: the end of a sentence. */
export function inWords({ name, high }: Contribution): string {
  return words(name)[high ? 'high' : 'low'];
}

const BY_NAME: ReadonlyMap<string, Feature<never>> = new Map(
  beforeShowFeatures.map((feature) => [feature.name, feature]),
);

function words(name: string): Feature<never>['words'] {
  return BY_NAME.get(name)?.words ?? { high: name, low: name };
}

const percent = (share: number): string => (Number.isNaN(share) ? 'unknown' : `${(share * 100).toFixed(0)} %`);
