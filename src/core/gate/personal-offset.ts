import { keyOf, type LearnedState, type Tally } from './learned-state.ts';

/** Whom and what a prediction is for; names, hashed before anything is stored under them. */
export interface Circumstances {
  /** As the server calls it, or `engine`. */
  readonly model: string;
  /** The folder's path, or whatever tells it from others. */
  readonly repository: string;
}

/** With so many outcomes the person's own count as much as what was shipped: n / (n + 20). */
const SHRINKAGE = 20;

/** p · (1 − p) of a probability between a quarter and a half: turns a mean surplus into logits, in one Newton step. */
const INFORMATION = 0.2;

/** Of each of the three, before they are put together. */
const LARGEST_OFFSET = 1.5;

/**
 * Logits to add to what the shipped weights say, from what this person did; 0 for who has done nothing yet. The person, the
 * model and the repository explain a third each: who has but one of each is drawn to his own by n / (n + 20), and a new
 * repository begins with two thirds of it.
 */
export function personalOffset(state: LearnedState, { model, repository }: Circumstances): number {
  const tallies = [state.person, state.models[keyOf(model)], state.repositories[keyOf(repository)]];
  return tallies.reduce((sum, tally) => sum + offsetOf(tally), 0) / tallies.length;
}

function offsetOf(tally: Tally | undefined): number {
  if (tally === undefined) return 0;
  const offset = tally.surplus / (INFORMATION * (tally.count + SHRINKAGE));
  return Math.max(-LARGEST_OFFSET, Math.min(LARGEST_OFFSET, offset));
}
