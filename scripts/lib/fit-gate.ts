// Fits the gate's weights: which features, how strongly each is held back, and where the bounds lie. The choices in here
// were made on the 14 programmers of bench/data/acceptance, leaving one out or fitting on half of them; docs/gate.md has
// the figures. Whatever depends on labels happens inside the folds.
import type { Feature } from '../../src/core/gate/feature.ts';
import type { SuggestionInput } from '../../src/core/gate/gate-input.ts';
import { learn } from '../../src/core/gate/learn.ts';
import { freshState } from '../../src/core/gate/learned-state.ts';
import { type LogisticWeights, logitOf, predict, probabilityOf, standardise } from '../../src/core/gate/logistic.ts';
import { decisionParameters } from '../../src/core/gate/mode.ts';
import { personalOffset } from '../../src/core/gate/personal-offset.ts';
import { utilityBound } from '../../src/core/gate/utility.ts';
import {
  beforeRequestFeatures,
  beforeShowFeatures,
  type GateWeights,
  type StageTwoWeights,
} from '../../src/core/gate/weight-set.ts';
import { fitLogistic } from './fit-logistic.ts';
import { seededRandom } from '../../src/core/base/seeded-random.ts';
import { auc, type Scored } from './gate-metrics.ts';

export interface GateSample {
  /** The programmer, or the repository: never split over fitting and testing. */
  readonly group: string;
  readonly label: 0 | 1;
  readonly input: SuggestionInput;
  /** When it was shown, milliseconds; a group's samples are in order of it. */
  readonly time: number;
}

/** Penalty on a squared weight, features having deviation 1. */
const RIDGE = 30;

/** One number a token, known for its worth before the data was looked at: hardly held back. */
const LOG_PROBABILITY_RIDGE = 3;

/**
 * What somebody took before told much about these 14 programmers and nothing about seven others (AUC .62 and .51 alone):
 * as a weight for everyone it is held back ten times as strongly. What a person does is learned on his device instead.
 */
const HISTORY_RIDGE = 300;
const HISTORY = new Set(['since-accepted', 'last-outcome', 'recent-acceptance']);
const LOG_PROBABILITIES = new Set([
  'mean-log-probability',
  'log-probability',
  'first-log-probability',
  'least-log-probability',
  'entropy',
]);

/** No server is asked for alternatives yet; beside the mean it adds nothing that can be told (AUC .705 and .694 alone). */
const NOT_SENT = new Set(['top-two-gap']);

/**
 * With log-probabilities the weights are for 70 % those of all features and for 30 % those of the mean log-probability alone: richer
 * models won on public programmers and lost on unseen ones, so the answer is drawn to what is known to hold.
 */
const SHARE_OF_ALL_FEATURES = 0.7;

export function fitBeforeRequest(samples: readonly GateSample[]): LogisticWeights {
  return fitWeights(chooseFeatures(beforeRequestFeatures, samples), samples);
}

/** Of the samples with log-probabilities. */
export function fitWithLogProbabilities(samples: readonly GateSample[]): LogisticWeights {
  const known = samples.filter(({ input }) => input.logProbabilities !== undefined);
  const features = beforeShowFeatures.filter(({ name }) => !NOT_SENT.has(name));
  const all = fitWeights(chooseFeatures(features, known), known);
  const mean = features.filter(({ name }) => name === 'mean-log-probability');
  return mix(all, fitWeights(mean, known), SHARE_OF_ALL_FEATURES);
}

export function fitWithoutLogProbabilities(samples: readonly GateSample[]): LogisticWeights {
  const features = beforeShowFeatures.filter(({ name }) => !LOG_PROBABILITIES.has(name) && !NOT_SENT.has(name));
  return fitWeights(chooseFeatures(features, samples), samples);
}

/** On replayed code. Its confidence is calibrated already, so it is hardly held back, and the rest strongly. */
export function fitEngine(samples: readonly GateSample[]): LogisticWeights {
  return fitWeights(chooseFeatures(beforeShowFeatures, samples), samples, (name) =>
    name === 'confidence' ? CONFIDENCE_RIDGE : ENGINE_RIDGE,
  );
}

/**
 * What it tells that suggestions of a line were typed against, in log odds for each, beside everything else: from lines typed
 * key by key, where the same guess comes again and again, so that the other weights are not fitted on them.
 */
export function fitTypedAgainst(weights: LogisticWeights, typed: readonly GateSample[]): LogisticWeights['features'] {
  const feature = beforeShowFeatures.find(({ name }) => name === 'typed-against')!;
  const rows = typed.map(({ input }) => [predict(weights, beforeShowFeatures, input).logit, feature.of(input) ?? 0]);
  const { weights: fitted, deviations } = fitLogistic(
    rows,
    typed.map(({ label }) => label),
    1,
  );
  const [ofLogit, ofCount] = fitted.map((weight, j) => weight / deviations[j]!);
  return { 'typed-against': { weight: ofCount! / ofLogit!, mean: 0, deviation: 1 } };
}

const CONFIDENCE_RIDGE = 1;
const ENGINE_RIDGE = 100;

/** All but the engine's, which no programmer's outcomes are known for. */
export function fitGateWeights(samples: readonly GateSample[], engine: StageTwoWeights): GateWeights {
  const known = samples.filter(({ input }) => input.logProbabilities !== undefined);
  const without = samples.map((sample) => ({ ...sample, input: { ...sample.input, logProbabilities: undefined } }));
  const model = withMargins(fitWithoutLogProbabilities, without);
  return {
    beforeRequest: fitBeforeRequest(samples),
    beforeShow: {
      engine,
      'model-with-log-probabilities': known.length === 0 ? model : withMargins(fitWithLogProbabilities, known),
      model,
    },
  };
}

/** The baseline: a weight for the mean and a constant; where there is no mean, how often such ones were taken. */
export function fitLogProbabilityAlone(samples: readonly GateSample[]): (input: SuggestionInput) => number {
  const known = samples.filter(({ input }) => input.logProbabilities !== undefined);
  const unknown = samples.filter(({ input }) => input.logProbabilities === undefined);
  const mean = beforeShowFeatures.filter(({ name }) => name === 'mean-log-probability');
  const weights = fitWeights(mean, known, () => 1);
  const accepted = (some: readonly GateSample[]): number => some.filter(({ label }) => label === 1).length;
  const otherwise = (accepted(unknown) + accepted(samples) / samples.length) / (unknown.length + 1);
  return (input) =>
    input.logProbabilities === undefined ? otherwise : probabilityOf(predict(weights, mean, input).logit);
}

export type Fit = (samples: readonly GateSample[]) => LogisticWeights;

/** A fit, and where what was accepted came out under fits that had seen none of its group. */
export function withMargins(fit: Fit, samples: readonly GateSample[]): StageTwoWeights {
  return {
    ...fit(samples),
    acceptedMargins: marginsOf(crossValidate(fit, samples, beforeShowFeatures, true), samples),
  };
}

/**
 * Each sample's prediction by weights that saw none of its group, in the samples' order; with `learning` also by what the
 * outcomes of its own earlier ones taught.
 */
export function crossValidate(
  fit: Fit,
  samples: readonly GateSample[],
  features: readonly Feature<never>[] = beforeShowFeatures,
  learning = false,
): Scored[] {
  const scored = new Map<GateSample, Scored>();
  for (const [group, own] of Map.groupBy(samples, (sample) => sample.group)) {
    const weights = fit(samples.filter((sample) => sample.group !== group));
    const circumstances = { model: 'study', repository: group };
    let state = freshState;
    for (const sample of own) {
      const { logit } = predict(weights, features, sample.input as never);
      const probability = probabilityOf(logit + personalOffset(state, circumstances));
      scored.set(sample, { group, label: sample.label, probability });
      if (!learning) continue;
      const accepted = sample.label === 1;
      const time = sample.time + FIRST_DAY_MS;
      state = learn(state, { ...SHOWN, ...circumstances, logit, accepted, certainty: 'full', time });
    }
  }
  return samples.map((sample) => scored.get(sample)!);
}

const SHOWN = { explored: false, propensity: 1, hideAtMost: 1, explore: 0, bounded: false } as const;

/** Samples begin at 0, which stands for "never" in what is learned. */
const FIRST_DAY_MS = 86_400_000;

/** Those that point the same way within most programmers: on average at least this many standard errors from chance. */
const LEAST_CONSISTENCY = 1;

/** With fewer of either kind a programmer's own AUC says nothing. */
const LEAST_OF_A_KIND = 3;

export function chooseFeatures<Input>(
  features: readonly Feature<Input>[],
  samples: readonly GateSample[],
): readonly Feature<Input>[] {
  const groups = [...Map.groupBy(samples, ({ group }) => group).values()];
  return features.filter((feature) => {
    const within = groups.flatMap((group) => {
      const known = group.flatMap(({ group: name, label, input }) => {
        const value = feature.of(input as Input);
        return value === undefined || Number.isNaN(value) ? [] : [{ group: name, label, probability: value }];
      });
      const positives = known.filter(({ label }) => label === 1).length;
      const negatives = known.length - positives;
      if (positives < LEAST_OF_A_KIND || negatives < LEAST_OF_A_KIND) return [];
      return [{ away: auc(known)! - 0.5, weight: (positives * negatives) / (positives + negatives) }];
    });
    return Math.abs(consistency(within)) >= LEAST_CONSISTENCY;
  });
}

/** The weighted mean in its own standard errors. */
function consistency(values: readonly { readonly away: number; readonly weight: number }[]): number {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  const mean = values.reduce((sum, { away, weight }) => sum + away * weight, 0) / total;
  const variance = values.reduce((sum, { away, weight }) => sum + weight * (away - mean) ** 2, 0) / total;
  return variance > 0 ? mean / Math.sqrt(variance / (values.length - 1)) : 0;
}

/** As `predict` reads them: a value that is not known counts as the mean, one far out as one at the clamp. */
export function fitWeights<Input>(
  features: readonly Feature<Input>[],
  samples: readonly GateSample[],
  ridgeOf: (name: string) => number = ridgeFor,
): LogisticWeights {
  const columns = features.map((feature) => {
    const values = samples.map(({ input }) => feature.of(input as Input));
    const known = values.flatMap((value) => (value !== undefined && Number.isFinite(value) ? [value] : []));
    const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
    const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length);
    const moments = { mean, deviation: Math.sqrt(variance) || 1 };
    return { name: feature.name, moments, values, constant: variance < 1e-12 };
  });
  const used = columns.filter(({ constant }) => !constant);
  const rows = samples.map((_, i) =>
    used.map(({ values, moments }) => {
      const value = values[i];
      return value === undefined || !Number.isFinite(value) ? 0 : standardise(value, moments);
    }),
  );
  const fit = fitLogistic(
    rows,
    samples.map(({ label }) => label),
    used.map(({ name }) => ridgeOf(name)),
  );
  // The clamp has moved the columns a little from mean 0 and deviation 1; what was fitted is put in terms of the features.
  const scaled = used.map((_, j) => fit.weights[j]! / fit.deviations[j]!);
  const bias = fit.bias - scaled.reduce((sum, weight, j) => sum + weight * fit.means[j]!, 0);
  return {
    bias,
    features: Object.fromEntries(used.map(({ name, moments }, j) => [name, { weight: scaled[j]!, ...moments }])),
  };
}

function ridgeFor(name: string): number {
  if (LOG_PROBABILITIES.has(name)) return LOG_PROBABILITY_RIDGE;
  return HISTORY.has(name) ? HISTORY_RIDGE : RIDGE;
}

/** The mean of two log odds is one of the same form; both were fitted on the same rows. */
function mix(one: LogisticWeights, other: LogisticWeights, share: number): LogisticWeights {
  const names = new Set([...Object.keys(one.features), ...Object.keys(other.features)]);
  return {
    bias: share * one.bias + (1 - share) * other.bias,
    features: Object.fromEntries(
      [...names].map((name) => {
        const a = one.features[name];
        const b = other.features[name];
        const weight = share * (a?.weight ?? 0) + (1 - share) * (b?.weight ?? 0);
        return [name, { ...(a ?? b)!, weight }];
      }),
    ),
  };
}

const SHARES = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5] as const;

/** A dozen programmers differ: the bound is to hold for so many of the groups of programmers that could have been. */
const HELD_BY = 0.9;
const DRAWS = 300;

/**
 * By conformal risk control (Angelopoulos and others, 2024): with n accepted ones, so many may fall below the bound that
 * one more would still leave the share within what is allowed; and that for `HELD_BY` of programmers drawn anew.
 */
function marginsOf(scored: readonly Scored[], samples: readonly GateSample[]): StageTwoWeights['acceptedMargins'] {
  const { costFactor } = decisionParameters('balanced');
  const accepted = scored.flatMap(({ group, label, probability }, i) => {
    const utility = utilityBound(samples[i]!.input.text.length, costFactor);
    return label === 1 ? [{ group, margin: logitOf(probability) - logitOf(utility) }] : [];
  });
  const groups = [...Map.groupBy(accepted, ({ group }) => group).values()];
  const random = seededRandom(1);
  const draws = Array.from({ length: DRAWS }, () =>
    groups
      .flatMap(() => groups[Math.floor(random() * groups.length)]!)
      .map(({ margin }) => margin)
      .sort((a, b) => a - b),
  );
  return SHARES.flatMap((share) => {
    const margins = draws.flatMap((margins) => margins[Math.floor(share * (margins.length + 1) - 1)] ?? []);
    const margin = margins.sort((a, b) => a - b)[Math.floor((1 - HELD_BY) * margins.length)];
    // Down, so that what lies on the bound is shown.
    return margin === undefined ? [] : [{ share, margin: Math.floor(margin * 1_000) / 1_000 }];
  });
}
