import { beforeRequestFeatures, beforeShowFeatures, type PlaceInput, type SuggestionInput } from './features.ts';
import { type LogisticWeights, type Prediction, predict } from './logistic.ts';

/**
 * The acceptance predictor, after "When to Show a Suggestion?" (CDHF, AAAI 2024): two stages, the first before anything
 * is asked. It never waits for anything and holds no state.
 */
export interface Gate {
  beforeRequest(input: PlaceInput): Verdict;
  beforeShow(input: SuggestionInput): Verdict;
}

export interface Verdict extends Prediction {
  readonly pass: boolean;
  /** `probability` passes at or above it. */
  readonly threshold: number;
}

export interface GateWeights {
  readonly beforeRequest: LogisticWeights;
  readonly beforeShow: LogisticWeights;
  readonly threshold: { readonly beforeRequest: number; readonly beforeShow: number };
}

export function createGate(weights: GateWeights): Gate {
  return {
    beforeRequest: (input) =>
      verdict(predict(weights.beforeRequest, beforeRequestFeatures, input), weights.threshold.beforeRequest),
    beforeShow: (input) =>
      verdict(predict(weights.beforeShow, beforeShowFeatures, input), weights.threshold.beforeShow),
  };
}

/** For people who want to see everything, and for tests of the other stages. */
export const openGate: Gate = {
  beforeRequest: () => ({ pass: true, probability: 1, threshold: 0, contributions: [] }),
  beforeShow: () => ({ pass: true, probability: 1, threshold: 0, contributions: [] }),
};

/** A number that is no number comes from a broken feature: then the suggestion is let through. */
function verdict(prediction: Prediction, threshold: number): Verdict {
  return { ...prediction, threshold, pass: !(prediction.probability < threshold) };
}
