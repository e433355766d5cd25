// Fits a net with one hidden layer by Adam. Plain loops over typed arrays: a million rows an epoch take some ten seconds.
import { makeNet, netSize, type SmallNet } from '../../src/core/base/small-net.ts';

export interface FitOptions {
  readonly inputs: number;
  readonly hidden: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Of each weight, at each step: draws it to 0. */
  readonly decay: number;
  readonly seed: number;
  readonly report: (line: string) => void;
}

/** Rows that compete. */
export interface Lists {
  readonly rows: Float32Array;
  /** Where each list's rows begin, in rows; one more entry at the end. */
  readonly starts: readonly number[];
  /** Which rows of each list are right, counted from its first: one at least. */
  readonly right: readonly (readonly number[])[];
}

const LISTS_PER_STEP = 32;

/**
 * Minimises the mean of −log softmax of the right rows together over `train`; keeps the weights of the epoch that does best on
 * `held`, of the last one without. The same seed and lists make the same weights.
 */
export function fitLists(train: Lists, held: Lists | undefined, options: FitOptions): SmallNet {
  const { inputs, hidden, epochs, seed } = options;
  const random = seeded(seed);
  const weights = new Float32Array(netSize(inputs, hidden));
  for (let i = 0; i < hidden * inputs; i++) weights[i] = (random() * 2 - 1) * Math.sqrt(3 / inputs);
  const outputs = hidden * inputs + hidden;
  for (let h = 0; h < hidden; h++) weights[outputs + h] = (random() * 2 - 1) * Math.sqrt(3 / hidden);
  const trainer = new Trainer(inputs, hidden, weights);
  const order = Int32Array.from(train.right, (_, list) => list);
  let best = { loss: Infinity, weights: weights.slice() };
  const steps = epochs * Math.ceil(order.length / LISTS_PER_STEP);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    shuffle(order, random);
    let loss = 0;
    for (let from = 0; from < order.length; from += LISTS_PER_STEP) {
      const batch = order.subarray(from, from + LISTS_PER_STEP);
      for (const list of batch) loss += trainer.learn(train, list, 1 / batch.length);
      // Down to nothing along half a cosine.
      const rate = options.learningRate * 0.5 * (1 + Math.cos((Math.PI * step++) / steps));
      trainer.step(rate, options.decay);
    }
    const judged = held && evaluateLists(trainer, held);
    const ofHeld = judged ? `, held ${judged.loss.toFixed(4)}, first ${judged.first.toFixed(4)}` : '';
    options.report(`epoch ${epoch}: ${(loss / order.length).toFixed(4)}${ofHeld}`);
    if (!judged || judged.loss < best.loss) best = { loss: judged?.loss ?? 0, weights: weights.slice() };
  }
  return makeNet(inputs, hidden, best.weights);
}

function evaluateLists(trainer: Trainer, lists: Lists): { loss: number; first: number } {
  let loss = 0;
  let first = 0;
  for (const [list, right] of lists.right.entries()) {
    const probabilities = trainer.forward(lists, list);
    loss -= Math.log(sumOf(probabilities, right) + TINY);
    if (right.includes(probabilities.indexOf(Math.max(...probabilities)))) first++;
  }
  return { loss: loss / lists.right.length, first: first / lists.right.length };
}

const TINY = 1e-12;

const sumOf = (probabilities: Float64Array, rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + probabilities[row]!, 0);

class Trainer {
  readonly #inputs: number;
  readonly #hidden: number;
  readonly #weights: Float32Array;
  readonly #gradient: Float32Array;
  readonly #mean: Float32Array;
  readonly #square: Float32Array;
  readonly #filled: Int32Array;
  #steps = 0;
  #activations = new Float32Array(0);

  constructor(inputs: number, hidden: number, weights: Float32Array) {
    this.#inputs = inputs;
    this.#hidden = hidden;
    this.#weights = weights;
    this.#gradient = new Float32Array(weights.length);
    this.#mean = new Float32Array(weights.length);
    this.#square = new Float32Array(weights.length);
    this.#filled = new Int32Array(inputs);
  }

  /** The softmax over the list's rows; fills the activations. */
  forward({ rows, starts }: Lists, list: number): Float64Array {
    const [inputs, hidden, weights] = [this.#inputs, this.#hidden, this.#weights];
    const first = starts[list]!;
    const count = starts[list + 1]! - first;
    if (this.#activations.length < count * hidden) this.#activations = new Float32Array(count * hidden);
    const activations = this.#activations;
    const biases = hidden * inputs;
    const outputs = biases + hidden;
    const scores = new Float64Array(count);
    let most = -Infinity;
    for (let row = 0; row < count; row++) {
      const at = (first + row) * inputs;
      let score = weights[outputs + hidden]!;
      const filled = this.#filledInputs(rows, at);
      for (let h = 0; h < hidden; h++) {
        let sum = weights[biases + h]!;
        const w = h * inputs;
        for (let k = 0; k < filled; k++) {
          const i = this.#filled[k]!;
          sum += weights[w + i]! * rows[at + i]!;
        }
        if (sum < 0) sum = 0;
        activations[row * hidden + h] = sum;
        score += weights[outputs + h]! * sum;
      }
      scores[row] = score;
      if (score > most) most = score;
    }
    let total = 0;
    for (let row = 0; row < count; row++) total += scores[row] = Math.exp(scores[row]! - most);
    for (let row = 0; row < count; row++) scores[row]! /= total;
    return scores;
  }

  /** Adds the list's gradient, times `scale`; returns its loss. */
  learn(lists: Lists, list: number, scale: number): number {
    const [inputs, hidden, weights, gradient] = [this.#inputs, this.#hidden, this.#weights, this.#gradient];
    const probabilities = this.forward(lists, list);
    const right = lists.right[list]!;
    const sum = sumOf(probabilities, right);
    const first = lists.starts[list]!;
    const biases = hidden * inputs;
    const outputs = biases + hidden;
    for (let row = 0; row < probabilities.length; row++) {
      // Each right row is wanted as often as it is expected beside the others.
      const wanted = !right.includes(row) ? 0 : sum > TINY ? probabilities[row]! / sum : 1 / right.length;
      const slope = scale * (probabilities[row]! - wanted);
      if (Math.abs(slope) < 1e-7) continue;
      const at = (first + row) * inputs;
      const filled = this.#filledInputs(lists.rows, at);
      gradient[outputs + hidden]! += slope;
      for (let h = 0; h < hidden; h++) {
        const activation = this.#activations[row * hidden + h]!;
        if (activation === 0) continue;
        gradient[outputs + h]! += slope * activation;
        const back = slope * weights[outputs + h]!;
        gradient[biases + h]! += back;
        const w = h * inputs;
        for (let k = 0; k < filled; k++) {
          const i = this.#filled[k]!;
          gradient[w + i]! += back * lists.rows[at + i]!;
        }
      }
    }
    return -Math.log(sum + TINY);
  }

  /** Half of a row is flags that are 0: they cost nothing. Returns how many are not. */
  #filledInputs(rows: Float32Array, at: number): number {
    let count = 0;
    for (let i = 0; i < this.#inputs; i++) if (rows[at + i] !== 0) this.#filled[count++] = i;
    return count;
  }

  step(rate: number, decay: number): void {
    this.#steps++;
    const meanScale = 1 / (1 - 0.9 ** this.#steps);
    const squareScale = 1 / (1 - 0.999 ** this.#steps);
    for (let i = 0; i < this.#weights.length; i++) {
      const slope = this.#gradient[i]! + decay * this.#weights[i]!;
      this.#gradient[i] = 0;
      this.#mean[i] = 0.9 * this.#mean[i]! + 0.1 * slope;
      this.#square[i] = 0.999 * this.#square[i]! + 0.001 * slope * slope;
      this.#weights[i]! -= (rate * this.#mean[i]! * meanScale) / (Math.sqrt(this.#square[i]! * squareScale) + 1e-8);
    }
  }
}

function shuffle(values: Int32Array, random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}

/** SplitMix32: numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
