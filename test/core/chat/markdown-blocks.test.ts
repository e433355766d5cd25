import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownBlocks } from '../../../src/core/chat/markdown-blocks.ts';

const texts = (markdown: string): readonly string[] => markdownBlocks(markdown).map(({ text }) => text);

test('blank lines part blocks, but not within a fence', () => {
  expect(texts('One\ntwo\n\n\nthree\n\n```\na\n\nb\n```\nfour')).toEqual(['One\ntwo', 'three', 'a\n\nb', 'four']);
});

test("an indented paragraph stays with its list's item, the next item is a block of its own", () => {
  expect(texts('1. One\n\n   more\n\n2. Two')).toEqual(['1. One\n\n   more', '2. Two']);
});

test('line ends of Windows are line ends', () => {
  expect(texts('One\r\n\r\n```ts\r\na\r\n```\r\n')).toEqual(['One', 'a']);
});

test('a block that is too long is cut at a line end, a table gets its head again', () => {
  const head = '| name | value |\n|---|---|';
  const row = `| ${'x'.repeat(90)} | y |`;
  const blocks = texts(`${head}\n${Array.from({ length: 200 }, () => row).join('\n')}`);
  expect(blocks.length).toBeGreaterThan(2);
  for (const block of blocks) {
    expect(block.startsWith(`${head}\n${row}`)).toBe(true);
    expect(block.length).toBeLessThanOrEqual(8_000);
  }
});

test('a line that is too long is cut at a space, and nothing is lost', () => {
  const line = 'word '.repeat(5_000).trim();
  const blocks = texts(line);
  expect(blocks.length).toBeGreaterThan(1);
  expect(blocks.join(' ')).toBe(line);
});

test('while a text grows, all of its blocks but the last stay as they are', () => {
  const parts = ['a', ' ', '\n', '\n\n', '```', '```ts\n', '- ', '1. ', '| a |', '\n|-|\n', '~~~', '   '];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (pieces) => {
      let text = '';
      let before = markdownBlocks(text);
      for (const piece of pieces) {
        text += piece;
        const now = markdownBlocks(text);
        // Two at the end: an unfinished line may yet turn out to be a fence.
        const stable = before.slice(0, -2);
        expect(now.slice(0, stable.length)).toEqual(stable);
        before = now;
      }
    }),
  );
});

const floods: readonly (readonly [string, string])[] = [
  ['an ordinary answer', 'Some words of an answer.\n\n```ts\nconst a = 1;\n```\n\n- item\n- item\n\n'],
  ['signs of lists, with spaces between them that could belong to either', '-  '],
  ['dashes', '-'],
  ['backticks', '`` '],
  ['spaces', '        '],
];
test.each(floods)('%s is split in a time that grows with its length alone', (_, piece) => {
  const text = `a | b\n${piece.repeat(Math.ceil(200_000 / piece.length))}x`;
  const start = performance.now();
  markdownBlocks(text);
  expect(performance.now() - start).toBeLessThan(500);
});
