import { makeNet, type SmallNet } from '../../src/core/base/small-net.ts';

const DIGITS = 4;

/** The net as `netText` writes it: what is judged is what ships. */
export function asWritten({ inputs, hidden, weights }: SmallNet): SmallNet {
  return makeNet(inputs, hidden, weights.map(rounded));
}

/** An expression for the sources. */
export function netText({ inputs, hidden, weights }: SmallNet): string {
  const numbers = [...weights].map((weight) => rounded(weight).toString());
  const lines = Array.from({ length: Math.ceil(numbers.length / 16) }, (_, i) =>
    numbers.slice(16 * i, 16 * (i + 1)).join(' '),
  );
  return ['netOf(', `  ${inputs},`, `  ${hidden},`, '  `', ...lines, '`,', ')'].join('\n');
}

const rounded = (weight: number): number => Number(weight.toPrecision(DIGITS));
