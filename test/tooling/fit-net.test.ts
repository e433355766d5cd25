import { expect, test } from 'vitest';
import { fitLists, type Lists } from '../../scripts/lib/fit-net.ts';
import { evaluateNet } from '../../src/core/base/small-net.ts';

// Of each list of three the row is right whose two numbers differ most: no weighted sum of them tells.
const lists = (count: number, seed: number): Lists => {
  let state = seed;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const rows = Float32Array.from({ length: 6 * count }, random);
  return {
    rows,
    starts: Array.from({ length: count + 1 }, (_, list) => 3 * list),
    right: Array.from({ length: count }, (_, list) => {
      const differences = [0, 1, 2].map((row) => Math.abs(rows[6 * list + 2 * row]! - rows[6 * list + 2 * row + 1]!));
      return [differences.indexOf(Math.max(...differences))];
    }),
  };
};
const options = { inputs: 2, hidden: 8, epochs: 12, learningRate: 1e-2, decay: 1e-5, seed: 3, report: () => undefined };

test('a net learns which row of a list is right', () => {
  const net = fitLists(lists(2000, 1), lists(200, 2), options);
  const fresh = lists(300, 5);
  const right = fresh.right.filter(([label], list) => {
    const scores = [0, 1, 2].map((row) => evaluateNet(net, fresh.rows, 6 * list + 2 * row));
    return scores.indexOf(Math.max(...scores)) === label;
  });
  expect(right.length).toBeGreaterThan(270);
});

test('the same lists and the same seed make the same net', () => {
  const [one, other] = [1, 1].map(() => fitLists(lists(100, 1), lists(50, 2), { ...options, epochs: 2 }));
  expect(one!.weights).toEqual(other!.weights);
});

test('where several rows of a list are right, they are right together', () => {
  // The first two of four, in every list: nothing tells them apart.
  const rows = Float32Array.from([1, 0, 1, 0, 0, 1, 0, 1]);
  const net = fitLists({ rows, starts: [0, 4], right: [[0, 1]] }, undefined, { ...options, epochs: 200 });
  const scores = [0, 1, 2, 3].map((row) => Math.exp(evaluateNet(net, rows, 2 * row)));
  const [one, other] = scores as [number, number];
  expect((one + other) / scores.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0.95);
  expect(one).toBe(other);
});
