import type { Feature } from './feature.ts';
import type { PlaceInput, SuggestionInput } from './gate-input.ts';
import type { LogisticWeights } from './logistic.ts';
import { placeFeatures } from './place-features.ts';
import { suggestionFeatures } from './suggestion-features.ts';

/** Which weights judge a suggestion: by who made it, and by what came with it. One decision is made of either's answer. */
export type WeightSet = 'engine' | 'model-with-log-probabilities' | 'model';

export interface StageTwoWeights extends LogisticWeights {
  /**
   * How far above or below its bound what was accepted came out, in logits, leaving out the programmer it is of: at
   * `share` of the accepted the margin is smaller. Ascending. Empty where no outcomes were there to tell.
   */
  readonly acceptedMargins: readonly { readonly share: number; readonly margin: number }[];
}

export interface GateWeights {
  readonly beforeRequest: LogisticWeights;
  readonly beforeShow: Readonly<Record<WeightSet, StageTwoWeights>>;
}

export function weightSetFor({ source, logProbabilities }: SuggestionInput): WeightSet {
  if (source === 'engine') return 'engine';
  // A server may send a number that is none; then it is as if it had sent nothing.
  return Number.isFinite(logProbabilities?.mean) ? 'model-with-log-probabilities' : 'model';
}

/** Stage 1 and stage 2; the second sees all that the first sees. */
export const beforeRequestFeatures: readonly Feature<PlaceInput>[] = placeFeatures;
export const beforeShowFeatures: readonly Feature<SuggestionInput>[] = [...placeFeatures, ...suggestionFeatures];
