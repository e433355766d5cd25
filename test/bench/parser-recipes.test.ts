import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Described, type Recipe, recipeOf } from '../../bench/safety/parser-recipes.ts';
import { problems } from '../../bench/safety/parser.ts';

const describe = (changes: Partial<Described>): Described => ({
  category: 'nesting',
  kind: 'nested',
  lang: 'javascript',
  params: {},
  ...changes,
});
const textOf = (recipe: Recipe | undefined): string => {
  if (recipe?.kind !== 'file') throw new Error('no file');
  return Buffer.from(recipe.content).toString('latin1');
};

test('knows how to make every row of the corpus', () => {
  const file = path.join(import.meta.dirname, '../corpora/security/parser.jsonl');
  const rows = fs.readFileSync(file, 'utf8').trim().split('\n');
  const unknown = rows.map((line) => JSON.parse(line)).filter((row) => recipeOf(row) === undefined);
  expect(unknown.map(({ id }) => id)).toEqual([]);
});

const files: readonly (readonly [string, Partial<Described>, string, string])[] = [
  ['nested', { params: { open: '(', close: ')', depth: 3, body: '1' } }, 'hostile.js', '(((1)))'],
  ['nested and never closed', { lang: 'go', params: { open: '{', close: '', depth: 2 } }, 'hostile.go', '{{'],
  ['a pattern again and again', { params: { pattern: 'ab;', kb: 0.01 } }, 'hostile.js', 'ab;ab;ab;a'],
  [
    'a string that never ends',
    { kind: 'unclosed_string', params: { kb: 0.004, quote: '"' } },
    'hostile.js',
    'const a = "aaaa\n',
  ],
  ['a comment', { params: { kb: 0.004, open: '/*', close: '*/' } }, 'hostile.js', '/*aaaa*/\n'],
  ['lines', { lang: 'python', params: { lines: 2, line: 'x = 1' } }, 'hostile.py', 'x = 1\nx = 1\n'],
  ['bytes', { lang: undefined, params: { hex: 'c0af', ext: '.js' } }, 'hostile.js', 'a = "\xC0\xAF"\n'],
  ['UTF-16', { kind: 'utf16le_bom', lang: undefined, params: { text: 'a', ext: '.c' } }, 'hostile.c', '\xFF\xFEa\0'],
  ['Latin-1', { kind: 'latin1', lang: undefined, params: { text: 'é', ext: '.py' } }, 'hostile.py', '\xE9'],
];
test.each(files)('makes %s', (_name, row, name, content) => {
  const recipe = recipeOf(describe(row));
  expect(recipe).toMatchObject({ kind: 'file', name });
  expect(textOf(recipe)).toBe(content);
});

test('what is random is the same for the same seed', () => {
  const make = (seed: number) => textOf(recipeOf(describe({ category: 'encoding', params: { kb: 1, seed } })));
  expect(make(1)).toHaveLength(1024);
  expect(make(1)).toBe(make(1));
  expect(make(1)).not.toBe(make(2));
});

test('makes nothing of a row that it does not understand', () => {
  expect(recipeOf(describe({ category: 'index_tree', kind: 'made_of_cheese' }))).toBeUndefined();
  expect(recipeOf(describe({ kind: 'made_of_cheese' }))).toBeUndefined();
});

test('says of a result what is not as its row expects', () => {
  const good = { id: 'a', outcome: 'parsed', ms: 9, alive: true, blockedMs: 1, laterIndexed: true, rssMB: 90 } as const;
  const expected = {
    withinMs: 10,
    processAlive: true,
    uiThreadBlockedMsMax: 5,
    laterFilesStillIndexed: true,
    rssMbMax: 100,
  };
  expect(problems(expected, good)).toEqual([]);
  const bad = { ...good, ms: 11, alive: false, blockedMs: 6, laterIndexed: false, rssMB: 101 };
  expect(problems(expected, bad)).toEqual([
    '11 ms',
    'the process ended or hung',
    '6 ms blocked',
    'later files are not known',
    '101 MB',
  ]);
  expect(problems({}, bad)).toEqual([]);
});
