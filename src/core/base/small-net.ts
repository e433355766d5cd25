/** A net with one hidden layer of rectified units and one output. */
export interface SmallNet {
  readonly inputs: number;
  readonly hidden: number;
  /** `weights[h * inputs + i]`, then the biases of the hidden units, their output weights, and the output's bias. */
  readonly weights: Float32Array;
  /** The same input weights as `byInput[i * hidden + h]`. */
  readonly byInput: Float64Array;
  /** Of the row that is evaluated, the inputs that are not 0 and where their weights begin: nothing is allocated for a row. */
  readonly values: Float64Array;
  readonly firsts: Int32Array;
}

/** Units that are summed up together, as there are registers for them: a third of the time of sums in an array. */
const AT_ONCE = 4;

export function netSize(inputs: number, hidden: number): number {
  return hidden * (inputs + 2) + 1;
}

/** Throws a `RangeError` where the hidden units are no multiple of four. */
export function makeNet(inputs: number, hidden: number, weights: Float32Array): SmallNet {
  if (hidden % AT_ONCE !== 0) throw new RangeError(`${hidden} hidden units are no multiple of ${AT_ONCE}`);
  const byInput = Float64Array.from(
    { length: inputs * hidden },
    (_, at) => weights[(at % hidden) * inputs + Math.floor(at / hidden)]!,
  );
  return { inputs, hidden, weights, byInput, values: new Float64Array(inputs), firsts: new Int32Array(inputs) };
}

/** Of numbers between blanks: how weights are written into the sources. */
export function netOf(inputs: number, hidden: number, weights: string): SmallNet {
  return makeNet(inputs, hidden, Float32Array.from(weights.trim().split(/\s+/), Number));
}

/** The output for the row of inputs that begins at `rows[at]`. Half of a row is flags that are 0: they cost nothing. */
export function evaluateNet(net: SmallNet, rows: Float32Array, at: number): number {
  const { inputs, hidden, weights, byInput, values, firsts } = net;
  let filled = 0;
  for (let input = 0; input < inputs; input++) {
    const value = rows[at + input]!;
    if (value === 0) continue;
    values[filled] = value;
    firsts[filled++] = input * hidden;
  }
  const biases = hidden * inputs;
  const outputs = biases + hidden;
  let output = weights[outputs + hidden]!;
  for (let unit = 0; unit < hidden; unit += AT_ONCE) {
    let one = weights[biases + unit]!;
    let two = weights[biases + unit + 1]!;
    let three = weights[biases + unit + 2]!;
    let four = weights[biases + unit + 3]!;
    for (let k = 0; k < filled; k++) {
      const value = values[k]!;
      const first = firsts[k]! + unit;
      one += value * byInput[first]!;
      two += value * byInput[first + 1]!;
      three += value * byInput[first + 2]!;
      four += value * byInput[first + 3]!;
    }
    if (one > 0) output += weights[outputs + unit]! * one;
    if (two > 0) output += weights[outputs + unit + 1]! * two;
    if (three > 0) output += weights[outputs + unit + 2]! * three;
    if (four > 0) output += weights[outputs + unit + 3]! * four;
  }
  return output;
}
