/** A net with one hidden layer of rectified units and one output. */
export interface SmallNet {
  readonly inputs: number;
  readonly hidden: number;
  /** `inputWeights[h * inputs + i]`, then the biases of the hidden units, their output weights, and the output's bias. */
  readonly weights: Float32Array;
}

export function netSize(inputs: number, hidden: number): number {
  return hidden * (inputs + 2) + 1;
}

/** The output for the row of inputs that begins at `rows[at]`. */
export function evaluateNet({ inputs, hidden, weights }: SmallNet, rows: Float32Array, at: number): number {
  const biases = hidden * inputs;
  const outputs = biases + hidden;
  let sum = weights[outputs + hidden]!;
  for (let unit = 0, weight = 0; unit < hidden; unit++) {
    let activation = weights[biases + unit]!;
    for (let input = 0; input < inputs; input++) activation += weights[weight++]! * rows[at + input]!;
    if (activation > 0) sum += weights[outputs + unit]! * activation;
  }
  return sum;
}

/** Of numbers between blanks: how weights are written into the sources. */
export function netOf(inputs: number, hidden: number, weights: string): SmallNet {
  return { inputs, hidden, weights: Float32Array.from(weights.trim().split(/\s+/), Number) };
}
