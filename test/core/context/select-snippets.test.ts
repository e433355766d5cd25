import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate } from '../../../src/core/context/candidate.ts';
import type { Ranking } from '../../../src/core/context/rank.ts';
import { RETRIEVER_NAMES } from '../../../src/core/context/retriever.ts';
import { selectSnippets } from '../../../src/core/context/select-snippets.ts';

interface Ranked extends Candidate {
  readonly chance: number;
}

const ranking = (candidates: readonly Ranked[], needOdds: number): Ranking => {
  return { candidates, chances: Float64Array.from(candidates, ({ chance }) => chance), needOdds };
};

/** Found by the first retriever. */
const STRENGTHS = RETRIEVER_NAMES.map((_, at) => (at === 0 ? 1 : 0));

const candidate: fc.Arbitrary<Ranked> = fc.record({
  path: fc.constantFrom('/a.ts', '/b.ts', '/folder/c.ts'),
  definition: fc.record({
    name: fc.constantFrom('one', 'two', 'three'),
    kind: fc.constant('function' as const),
    signature: fc.string({ minLength: 1, maxLength: 30 }).map((text) => text.replaceAll('\n', ' ')),
    line: fc.nat(20),
    endLine: fc.constant(30),
    exported: fc.boolean(),
  }),
  strengths: fc.constant(STRENGTHS),
  chance: fc.double({ min: 0.001, max: 1, noNaN: true }),
});

test('whatever was found: one snippet a file, no line twice, within the budget, in any order of finding the same', () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 8 }), fc.nat(200), (candidates, budgetChars) => {
      const options = { budgetChars, roots: [], stopBelow: 0 };
      const snippets = selectSnippets(ranking(candidates, 1), options);
      expect(new Set(snippets.map(({ path }) => path)).size).toBe(snippets.length);
      const lines = snippets.flatMap(({ text }) => text.split('\n').map((line) => line.trim()));
      expect(new Set(lines).size).toBe(lines.length);
      const spent = snippets.reduce((sum, { path, text }) => sum + path.length + 4 + text.length, 0);
      expect(spent).toBeLessThanOrEqual(budgetChars);
    }),
  );
});

const named = (name: string, chance: number): Ranked => ({
  path: `/${name}.ts`,
  definition: { name, kind: 'function', signature: `function ${name}()`, line: 0, endLine: 1, exported: true },
  strengths: STRENGTHS,
  chance,
});

test('puts the likeliest first, and stops where nothing more is worth its characters', () => {
  const candidates = [named('seldom', 0.01), named('often', 0.7), named('never', 0.000_001)];
  const paths = (needOdds: number): readonly string[] =>
    selectSnippets(ranking(candidates, needOdds), { budgetChars: 1000, roots: [], stopBelow: 0.0001 }).map(
      ({ path }) => path,
    );
  expect(paths(1)).toEqual(['/often.ts', '/seldom.ts']);
  expect(paths(0.01)).toEqual(['/often.ts']);
  expect(paths(0)).toEqual([]);
});
