import { FEATURE_NAMES } from '../../src/core/context/features.ts';
import { NEED_FEATURE_NAMES } from '../../src/core/context/need-features.ts';
import { EXPECTED } from '../../src/core/context/place.ts';
import type { RankerWeights } from '../../src/core/context/rank.ts';
import { softmax } from '../../src/core/context/rank.ts';
import type { ContextSample } from './context-samples.ts';

const EPOCHS = 8;
const RATE = 0.03;
const BATCH = 8;
const RIDGE = 1e-4;
const NEED_STEPS = 1500;
const NEED_RATE = 0.03;
const NEED_RIDGE = 0.03;
const DIGITS = 4;

/** The same samples give the same weights. */
export function fitContext(samples: readonly ContextSample[]): RankerWeights {
  const candidate = fitCandidates(samples);
  const need = fitNeed(samples, candidate);
  return {
    candidate: mapExpected((each) => candidate[each].map(rounded)),
    need: need.map(rounded),
  };
}

type CandidateWeights = RankerWeights['candidate'];

/**
 * A choice among the candidates of each place, by gradient steps (Adam): one set of weights that all places share, plus one
 * for each kind of place, both drawn to 0. Features are brought to one scale for it; the result is of raw ones.
 */
function fitCandidates(samples: readonly ContextSample[]): CandidateWeights {
  const scale = scalesOf(samples);
  const size = FEATURE_NAMES.length;
  const weights = new Float64Array(size * (1 + EXPECTED.length));
  const adam = createAdam(weights.length);
  const gradient = new Float64Array(weights.length);
  const usable = samples.filter(({ labels }) => labels.includes(true));
  const random = randomFrom(1);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - (0.9 * epoch) / EPOCHS);
    for (const [at, sample] of shuffled(usable, random).entries()) {
      addGradient(sample, weights, scale, gradient);
      if (at % BATCH !== BATCH - 1) continue;
      for (let k = 0; k < gradient.length; k++) gradient[k] = gradient[k]! / BATCH + RIDGE * weights[k]!;
      adam(weights, gradient, rate);
      gradient.fill(0);
    }
  }
  return mapExpected((_, kind) =>
    Array.from({ length: size }, (__, k) => (weights[k]! + weights[(kind + 1) * size + k]!) * scale[k]!),
  );
}

function addGradient(sample: ContextSample, weights: Float64Array, scale: Float64Array, gradient: Float64Array): void {
  const size = scale.length;
  const own = (EXPECTED.indexOf(sample.expects) + 1) * size;
  const chances = softmax(
    Float64Array.from(sample.features, (row) => {
      let score = 0;
      for (let k = 0; k < size; k++) score += (weights[k]! + weights[own + k]!) * row[k]! * scale[k]!;
      return score;
    }),
  );
  const wanted = sample.labels.filter(Boolean).length;
  for (const [at, row] of sample.features.entries()) {
    const error = chances[at]! - (sample.labels[at]! ? 1 / wanted : 0);
    if (Math.abs(error) < 1e-5) continue;
    for (let k = 0; k < size; k++) {
      const part = error * row[k]! * scale[k]!;
      gradient[k]! += part;
      gradient[own + k]! += part;
    }
  }
}

/** One over the standard deviation of each feature. */
function scalesOf(samples: readonly ContextSample[]): Float64Array {
  const [sum, squares] = [new Float64Array(FEATURE_NAMES.length), new Float64Array(FEATURE_NAMES.length)];
  let count = 0;
  for (const { features } of samples) {
    for (const row of features) {
      count++;
      for (let k = 0; k < row.length; k++) {
        const value = row[k]!;
        sum[k]! += value;
        squares[k]! += value * value;
      }
    }
  }
  return sum.map((each, k) => 1 / (Math.sqrt(Math.max(0, squares[k]! / count - (each / count) ** 2)) + 1e-3));
}

/** Logistic regression over whole sets of samples. Features are brought to one scale for it; the result is of raw ones. */
function fitNeed(samples: readonly ContextSample[], candidate: CandidateWeights): readonly number[] {
  const rows = samples
    .filter(({ candidates }) => candidates.length > 0)
    .map((sample) => ({ x: sample.needFeatures(scoresOf(sample, candidate)), isNeeded: sample.isNeeded }));
  const size = NEED_FEATURE_NAMES.length;
  const weights = new Float64Array(size);
  const adam = createAdam(size);
  const scales = standardise(rows.map(({ x }) => x));
  for (let step = 0; step < NEED_STEPS; step++) {
    const gradient = weights.map((weight, k) => (k === size - 1 ? 0 : NEED_RIDGE * weight));
    for (const { x, isNeeded } of rows) {
      let score = 0;
      for (let k = 0; k < x.length; k++) score += x[k]! * weights[k]!;
      const error = (1 / (1 + Math.exp(-score)) - (isNeeded ? 1 : 0)) / rows.length;
      for (let k = 0; k < x.length; k++) gradient[k]! += error * x[k]!;
    }
    adam(weights, gradient, NEED_RATE);
  }
  const raw = weights.map((weight, k) => weight * scales[k]!.by);
  raw[size - 1] = weights[size - 1]! - scales.reduce((sum, { mean, by }, k) => sum + weights[k]! * by * mean, 0);
  return [...raw];
}

/** In place: mean 0 and deviation 1, but for the constant at the end. */
function standardise(rows: readonly Float64Array[]): readonly { readonly mean: number; readonly by: number }[] {
  return Array.from(rows[0]!, (_, k) => {
    if (k === rows[0]!.length - 1) return { mean: 0, by: 1 };
    const mean = rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[k]! - mean) ** 2, 0) / rows.length;
    const by = 1 / (Math.sqrt(variance) + 1e-3);
    for (const row of rows) row[k] = (row[k]! - mean) * by;
    return { mean, by };
  });
}

export function scoresOf({ features, expects }: ContextSample, candidate: CandidateWeights): Float64Array {
  const own = candidate[expects];
  return Float64Array.from(features, (row) => {
    let score = 0;
    for (let k = 0; k < row.length; k++) score += row[k]! * own[k]!;
    return score;
  });
}

function createAdam(size: number): (weights: Float64Array, gradient: Float64Array, rate: number) => void {
  const [mean, square] = [new Float64Array(size), new Float64Array(size)];
  let step = 0;
  return (weights, gradient, rate) => {
    step++;
    for (let k = 0; k < size; k++) {
      mean[k] = 0.9 * mean[k]! + 0.1 * gradient[k]!;
      square[k] = 0.999 * square[k]! + 0.001 * gradient[k]! ** 2;
      weights[k]! -= (rate * (mean[k]! / (1 - 0.9 ** step))) / (Math.sqrt(square[k]! / (1 - 0.999 ** step)) + 1e-8);
    }
  };
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function mapExpected(value: (each: (typeof EXPECTED)[number], at: number) => readonly number[]): CandidateWeights {
  const [member, inside, line] = EXPECTED.map(value);
  return { member: member!, inside: inside!, line: line! };
}

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
