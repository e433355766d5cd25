/** A named number about a suggestion or the place it is for. */
export interface Feature<Input> {
  readonly name: string;
  /** What one step of the number means. */
  readonly unit: string;
  /** Why it may tell something about acceptance. */
  readonly reason: string;
  of(input: Input): number;
}

/** Fitted on standardised features: logit = bias + Σ weight · (value − mean) / deviation. */
export interface LogisticWeights {
  readonly bias: number;
  readonly features: Readonly<
    Record<string, { readonly weight: number; readonly mean: number; readonly deviation: number }>
  >;
}

export interface Contribution {
  readonly name: string;
  readonly value: number;
  /** What it adds to the logit. */
  readonly logit: number;
}

export interface Prediction {
  /** Probability of acceptance, 0 to 1. */
  readonly probability: number;
  /** Strongest first. */
  readonly contributions: readonly Contribution[];
}

/** A value further than this many deviations from the mean says no more than one at that distance. */
const CLAMP = 4;

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
    const standardised = Math.max(-CLAMP, Math.min(CLAMP, (value - fitted.mean) / fitted.deviation));
    const part = fitted.weight * standardised;
    logit += part;
    contributions.push({ name: feature.name, value, logit: part });
  }
  contributions.sort((a, b) => Math.abs(b.logit) - Math.abs(a.logit));
  return { probability: 1 / (1 + Math.exp(-logit)), contributions };
}
