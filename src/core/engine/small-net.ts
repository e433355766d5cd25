/** A net with one hidden layer of rectified units and one output. */
export interface SmallNet {
  readonly inputs: number;
  readonly hidden: number;
  /** `weights[h * inputs + i]`, then the biases of the hidden units, their output weights, and the output's bias. */
  readonly weights: Float32Array;
  /** The same input weights as `byInput[i * hidden + h]`. */
  readonly byInput: Float32Array;
  /** Where the hidden units are summed up: nothing is allocated for a row. */
  readonly sums: Float64Array;
}

export function netSize(inputs: number, hidden: number): number {
  return hidden * (inputs + 2) + 1;
}

export function makeNet(inputs: number, hidden: number, weights: Float32Array): SmallNet {
  const byInput = Float32Array.from(
    { length: inputs * hidden },
    (_, at) => weights[(at % hidden) * inputs + Math.floor(at / hidden)]!,
  );
  return { inputs, hidden, weights, byInput, sums: new Float64Array(hidden) };
}

/** Of numbers between blanks: how weights are written into the sources. */
export function netOf(inputs: number, hidden: number, weights: string): SmallNet {
  return makeNet(inputs, hidden, Float32Array.from(weights.trim().split(/\s+/), Number));
}

/** The output for the row of inputs that begins at `rows[at]`. Half of a row is flags that are 0: they cost nothing. */
export function evaluateNet(net: SmallNet, rows: Float32Array, at: number): number {
  const { inputs, hidden, weights, byInput, sums } = net;
  const biases = hidden * inputs;
  const outputs = biases + hidden;
  for (let unit = 0; unit < hidden; unit++) sums[unit] = weights[biases + unit]!;
  for (let input = 0; input < inputs; input++) {
    const value = rows[at + input]!;
    if (value === 0) continue;
    const first = input * hidden;
    for (let unit = 0; unit < hidden; unit++) sums[unit]! += value * byInput[first + unit]!;
  }
  let output = weights[outputs + hidden]!;
  for (let unit = 0; unit < hidden; unit++) if (sums[unit]! > 0) output += weights[outputs + unit]! * sums[unit]!;
  return output;
}
