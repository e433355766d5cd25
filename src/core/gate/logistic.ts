import type { Feature } from './feature.ts';

/** Fitted on standardised features: logit = bias + Σ weight · (value − mean) / deviation. */
export interface LogisticWeights {
  readonly bias: number;
  /** By the feature's name; a feature that is not here has no weight, because no data told one. */
  readonly features: Readonly<
    Record<string, { readonly weight: number; readonly mean: number; readonly deviation: number }>
  >;
}

export interface Contribution {
  readonly name: string;
  readonly value: number;
  /** What it adds to the logit. */
  readonly logit: number;
  /** Whether the value is above the mean of what the weights were fitted on. */
  readonly high: boolean;
}

export interface Prediction {
  readonly logit: number;
  /** Strongest first. What is not known is not among them. */
  readonly contributions: readonly Contribution[];
}

/** A value further than this many deviations from the mean says no more than one at that distance. */
export const CLAMP = 4;

export function predict<Input>(
  weights: LogisticWeights,
  features: readonly Feature<Input>[],
  input: Input,
): Prediction {
  let logit = weights.bias;
  const contributions: Contribution[] = [];
  for (const feature of features) {
    const fitted = weights.features[feature.name];
    if (fitted === undefined) continue;
    const value = feature.of(input);
    if (value === undefined || Number.isNaN(value)) continue;
    const part = fitted.weight * standardise(value, fitted);
    logit += part;
    contributions.push({ name: feature.name, value, logit: part, high: value > fitted.mean });
  }
  contributions.sort((a, b) => Math.abs(b.logit) - Math.abs(a.logit));
  return { logit, contributions };
}

export function standardise(value: number, { mean, deviation }: { mean: number; deviation: number }): number {
  return Math.max(-CLAMP, Math.min(CLAMP, (value - mean) / deviation));
}

export const probabilityOf = (logit: number): number => 1 / (1 + Math.exp(-logit));

export const logitOf = (probability: number): number => Math.log(probability / (1 - probability));
