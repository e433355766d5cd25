import { evaluateNet, makeNet, type SmallNet } from '../../src/core/base/small-net.ts';
import { FEATURE_NAMES } from '../../src/core/context/features.ts';
import { NEED_FEATURE_NAMES } from '../../src/core/context/need-features.ts';
import type { RankerWeights } from '../../src/core/context/rank.ts';
import type { ContextSample, RankedSample } from './context-samples.ts';
import { fitLists, type Lists } from './fit-net.ts';
import { asWritten } from './net-text.ts';

const HIDDEN = 24;
const EPOCHS = 8;
const LEARNING_RATE = 0.01;
const DECAY = 3e-3;
const NEED_STEPS = 1500;
const NEED_RATE = 0.03;
const NEED_RIDGE = 0.03;
const DIGITS = 4;

export interface FittedSamples {
  /** Tell which candidate is right, and whether any is needed. */
  readonly tasks: readonly ContextSample[];
  /** Tell the former alone. */
  readonly more: readonly RankedSample[];
}

/** The same samples give the same weights. */
export function fitContext({ tasks, more }: FittedSamples, report: (line: string) => void): RankerWeights {
  const candidate = asWritten(fitCandidates([...tasks.filter(({ right }) => right.length > 0), ...more], report));
  return { candidate, need: fitNeed(tasks, candidate).map(rounded) };
}

/** Features are brought to one scale for the fit; the net takes raw ones. */
function fitCandidates(samples: readonly RankedSample[], report: (line: string) => void): SmallNet {
  const inputs = FEATURE_NAMES.length;
  const scales = scalesOf(samples);
  const net = fitLists(scaledLists(samples, scales), undefined, {
    inputs,
    hidden: HIDDEN,
    epochs: EPOCHS,
    learningRate: LEARNING_RATE,
    decay: DECAY,
    seed: 1,
    report,
  });
  const raw = net.weights.map((weight, at) => (at < HIDDEN * inputs ? weight * scales[at % inputs]! : weight));
  return makeNet(inputs, HIDDEN, raw);
}

function scaledLists(samples: readonly RankedSample[], scales: Float64Array): Lists {
  const rows = new Float32Array(samples.reduce((sum, each) => sum + each.rows.length, 0));
  const starts = [0];
  for (const each of samples) {
    const from = starts.at(-1)! * scales.length;
    for (let at = 0; at < each.rows.length; at++) rows[from + at] = each.rows[at]! * scales[at % scales.length]!;
    starts.push(starts.at(-1)! + each.rows.length / scales.length);
  }
  return { rows, starts, right: samples.map(({ right }) => right) };
}

/** One over the standard deviation of each feature. */
function scalesOf(samples: readonly RankedSample[]): Float64Array {
  const size = FEATURE_NAMES.length;
  const [sum, squares] = [new Float64Array(size), new Float64Array(size)];
  let count = 0;
  for (const { rows } of samples) {
    count += rows.length / size;
    for (let at = 0; at < rows.length; at++) {
      sum[at % size]! += rows[at]!;
      squares[at % size]! += rows[at]! ** 2;
    }
  }
  return sum.map((each, k) => 1 / (Math.sqrt(Math.max(0, squares[k]! / count - (each / count) ** 2)) + 1e-3));
}

/** Logistic regression over whole sets of samples. Features are brought to one scale for it; the result is of raw ones. */
function fitNeed(samples: readonly ContextSample[], candidate: SmallNet): readonly number[] {
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

export function scoresOf({ rows }: RankedSample, candidate: SmallNet): Float64Array {
  const size = FEATURE_NAMES.length;
  return Float64Array.from({ length: rows.length / size }, (_, at) => evaluateNet(candidate, rows, at * size));
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

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
