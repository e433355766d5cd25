import { expect, test } from 'vitest';
import { estimateTokens } from '../../../src/core/models/estimate-tokens.ts';

/** True numbers by o200k. */
test.each([
  ['', 0],
  ['const total = items.reduce((sum, item) => sum + item.price, 0);', 19],
  ['これは日本語の文章です。', 7],
  ['Это русский текст для проверки оценки.', 7],
])('%j is about %d tokens', (text, tokens) => {
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(Math.floor(tokens * 0.7));
  expect(estimateTokens(text)).toBeLessThanOrEqual(Math.ceil(tokens * 1.5));
});

test('a megabyte of one letter, or of blanks, is counted at once', () => {
  expect(estimateTokens('a'.repeat(1_000_000))).toBeGreaterThan(1_000);
  expect(estimateTokens(' '.repeat(1_000_000))).toBeGreaterThan(0);
});

test('a long text is counted in slices, beginning and end among them, as if it were counted whole', () => {
  const line = (n: number): string => `const value${n} = compute(${n * 7919}, 'a rather long text', options);\n`;
  const lines = Array.from({ length: 6_000 }, (_, n) => line(n));
  const inPieces = Array.from({ length: 20 }, (_, n) => estimateTokens(lines.slice(300 * n, 300 * (n + 1)).join('')));
  const whole = inPieces.reduce((sum, tokens) => sum + tokens, 0);
  expect(estimateTokens(lines.join('')) / whole).toBeGreaterThan(0.95);
  expect(estimateTokens(lines.join('')) / whole).toBeLessThan(1.05);
});
