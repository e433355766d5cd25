import process from 'node:process';
import { expect, test } from 'vitest';
import { createOutliner } from '../../../src/worker/outline/create-outliner.ts';
import { createGrammars } from '../../../src/worker/outline/grammars.ts';
import { loadGrammar } from '../../../scripts/lib/load-grammar.ts';

const BUDGET_MS = 500;
const grammars = createGrammars(loadGrammar);
const outliner = createOutliner({ grammars, budgetMs: BUDGET_MS });

const repeat = (text: string, count: number): string => text.repeat(count);
const ofLength = (pattern: string, length: number): string =>
  pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
const lines = (line: string, count: number): string => `${line}\n`.repeat(count);

/** The kinds of file that a parser was seen to hang, crash or swell on. */
const HOSTILE: readonly (readonly [name: string, languageId: string, text: () => string])[] = [
  ['nested parentheses', 'javascript', () => repeat('(', 100_000) + 1 + repeat(')', 100_000)],
  ['nested parentheses on many lines', 'python', () => lines('(((((((((', 5_000) + 1 + lines(')))))))))', 5_000)],
  ['nested braces on many lines', 'c', () => lines('{', 50_000) + lines('}', 50_000)],
  ['parentheses that never close', 'rust', () => lines('(((((((((', 10_000)],
  ['braces that never close', 'javascript', () => lines('{{{{{{{{{{', 10_000)],
  ['nested classes', 'typescript', () => lines('class A { x = class { m() {', 5_000)],
  ['nested modules', 'rust', () => lines('mod a { fn f() {', 10_000)],
  ['nested use trees', 'rust', () => `use ${lines('a::{', 20_000)}b${lines('}', 20_000)};`],
  ['one line of a megabyte', 'javascript', () => ofLength('var a1=1;', 1_000_000)],
  ['one word of a megabyte', 'javascript', () => ofLength('a', 999_000)],
  ['a string that never ends', 'javascript', () => `const a = "${lines('text', 150_000)}`],
  ['a comment that never ends', 'java', () => `/* ${lines('text', 150_000)}`],
  ['only errors', 'javascript', () => lines('} ) ] ; = ', 90_000)],
  ['data instead of code', 'java', () => lines('1,2,3,4,', 110_000)],
  ['macros without end', 'c', () => lines('#define A(x) A(A(x)) ## __VA_ARGS__ ({[ " \\', 20_000)],
  ['a hundred thousand imports', 'python', () => lines('from a import b', 60_000)],
  ['a thousand names of one import', 'typescript', () => `import {\n${lines('a,', 300_000)}} from './x';`],
  ['lone surrogates and private characters', 'typescript', () => lines('const \uD800 = "\uDFFF\uE000";', 1000)],
];

test.each(HOSTILE)('survives %s', { timeout: 60_000 }, async (_name, languageId, text) => {
  await grammars.get(languageId);
  const source = text();
  const start = process.cpuUsage();
  await outliner.outline('/hostile', languageId, source);
  const { user, system } = process.cpuUsage(start);
  // Parsing and query have the budget each; grammar and query are compiled once, and other threads count too.
  expect((user + system) / 1000).toBeLessThan(6 * BUDGET_MS);

  const next = await outliner.outline('/next.ts', 'typescript', 'export const a = 1;');
  expect(next?.definitions).toHaveLength(1);
});

test('gives the event loop turns while it parses a large file', { timeout: 60_000 }, async () => {
  await outliner.outline('/warm-up.ts', 'typescript', 'export const a = 1;');
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const outline = await outliner.outline('/large.ts', 'typescript', lines('export const a = { b: [1, 2, 3] };', 8_000));
  clearInterval(counting);
  expect(outline?.definitions).toHaveLength(8_000);
  expect(turns).toBeGreaterThan(3);
});

test('tells once that a grammar does not load, and goes on without it', async () => {
  const told: string[] = [];
  const broken = createOutliner({
    grammars: createGrammars(
      async (name) => (name === 'python.wasm' ? new Uint8Array([1, 2, 3]) : loadGrammar(name)),
      (message) => told.push(message),
    ),
  });
  expect(await broken.outline('/a.py', 'python', 'a = 1')).toBeUndefined();
  expect(await broken.outline('/b.py', 'python', 'b = 1')).toBeUndefined();
  expect(await broken.outline('/c.go', 'go', 'package main')).toBeDefined();
  expect(told).toHaveLength(1);
});
