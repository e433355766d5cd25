import { expect, test } from 'vitest';
import { type Budget, fitHole } from '../../../src/core/models/context-budget.ts';
import { estimateTokens } from '../../../src/core/models/estimate-tokens.ts';
import type { Hole } from '../../../src/core/models/formats/fim-format.ts';

const LINE = 'const value = compute(1);\n';
const hole = (changes: Partial<Hole>): Hole => ({
  repository: 'app',
  path: 'a.ts',
  languageId: 'typescript',
  prefix: LINE.repeat(100),
  suffix: LINE.repeat(100),
  snippets: [],
  ...changes,
});
const budget = (contextLength: number | undefined, tokensPerEstimate = 1): Budget => ({
  contextLength,
  maxTokens: 64,
  tokensPerEstimate,
});
const tokensOf = ({ prefix, suffix, begun = '', snippets }: Hole) =>
  [prefix, suffix, begun, ...snippets.map(({ text }) => text)].reduce((sum, text) => sum + estimateTokens(text), 0);

test('a hole that fits is left as it is, also where nobody knows how much fits', () => {
  expect(fitHole(hole({}), budget(8_192))).toEqual(hole({}));
  expect(fitHole(hole({}), budget(undefined))).toEqual(hole({}));
});

test('in a short context the suffix gets a third, and the prefix keeps what is nearest, from a line start', () => {
  const { prefix, suffix } = fitHole(hole({}), budget(512));
  expect(tokensOf(hole({ prefix, suffix }))).toBeLessThanOrEqual(512 - 64 - 64);
  expect(prefix).toMatch(/^const/);
  expect(LINE.repeat(100).endsWith(prefix)).toBe(true);
  expect(estimateTokens(suffix)).toBeLessThan(estimateTokens(prefix));
  expect(prefix).not.toBe('');
});

test('of snippets those that fit are kept, best first, and what was said stays whole', () => {
  const snippets = [
    { path: 'big.ts', text: LINE.repeat(900) },
    { path: 'small.ts', text: LINE },
  ];
  const fitted = fitHole(hole({ snippets, begun: LINE }), budget(4_096));
  expect(fitted.snippets.map(({ path }) => path)).toEqual(['small.ts']);
  expect(fitted.begun).toBe(LINE);
});

test('a vocabulary that needs more tokens leaves less room', () => {
  const usual = fitHole(hole({}), budget(1_024));
  expect(tokensOf(fitHole(hole({}), budget(1_024, 2)))).toBeLessThan(tokensOf(usual) * 0.6);
});

test('a context with room for nothing still ends', () => {
  expect(fitHole(hole({}), budget(16)).prefix.length).toBeLessThan(40);
});
