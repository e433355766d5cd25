import type { EngineTally } from './recalibration.ts';
import type { BoundTally } from './token-bound.ts';

/**
 * What was learned on this device, about this person: counts and weights, never a text. Repositories and models are told
 * apart by a hash. Plain data, replaced as a whole, so that whoever decides reads one that does not change under him.
 */
export interface LearnedState {
  readonly version: typeof STATE_VERSION;
  /** Wall clock, milliseconds, of the last event; 0 before the first. */
  readonly time: number;
  /** Outcomes in the second of `time`: nobody judges a dozen suggestions in one. */
  readonly inSecond: number;
  readonly person: Tally;
  readonly models: Readonly<Record<string, Tally>>;
  readonly repositories: Readonly<Record<string, RepositoryTally>>;
  /** Of the embedded engine's guesses, by repository: see `recalibration.ts`. */
  readonly engine: Readonly<Record<string, EngineTally>>;
  /** Of models that send probabilities: see `token-bound.ts`. */
  readonly tokenBounds: Readonly<Record<string, BoundTally>>;
  readonly control: Control;
}

/** Of outcomes against what was predicted of them. Sums, so that two windows' are added up. */
export interface Tally {
  /** Outcomes, each by what it is worth as a label. */
  readonly count: number;
  /** Σ worth · (accepted − probability). */
  readonly surplus: number;
}

export interface RepositoryTally extends Tally {
  /** What it has added to the surplus of the person and of models, −`LARGEST_GIFT` to `LARGEST_GIFT`. */
  readonly given: number;
}

/** The books of the bound "hide at most so much of what I would have accepted". */
export interface Control {
  /** Logits by which everything is shown more readily (below 0) or less. */
  readonly shift: number;
  /** Outcomes with a label. */
  readonly labelled: number;
  /** Accepted of what was shown by right. */
  readonly acceptedShown: number;
  /** Would have been hidden, was shown to learn from, and has an outcome: how many, and accepted of them. */
  readonly explored: number;
  readonly exploredAccepted: number;
  /** The same, each by 1 / its chance of being shown: estimates of what was hidden. */
  readonly hiddenEstimate: number;
  readonly hiddenAcceptedEstimate: number;
}

export const STATE_VERSION = 1;

/** Milliseconds; no clock that is right says more before the year 5138. */
export const LATEST_TIME = 1e14;

/**
 * What one repository may add to the person's and the model's surplus, so that it does not rule the others: a quarter of a
 * logit each, at the most.
 */
export const LARGEST_GIFT = 4;

/** Entries of the two tables; those with the fewest outcomes make room. */
export const MOST_MODELS = 50;
export const MOST_REPOSITORIES = 200;

export const freshTally: Tally = { count: 0, surplus: 0 };

export const freshState: LearnedState = {
  version: STATE_VERSION,
  time: 0,
  inSecond: 0,
  person: freshTally,
  models: {},
  repositories: {},
  engine: {},
  tokenBounds: {},
  control: {
    shift: 0,
    labelled: 0,
    acceptedShown: 0,
    explored: 0,
    exploredAccepted: 0,
    hiddenEstimate: 0,
    hiddenAcceptedEstimate: 0,
  },
};

/** 52 bits of a name, as text (cyrb53, public domain): enough to tell a few hundred repositories apart. */
export function keyOf(name: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
