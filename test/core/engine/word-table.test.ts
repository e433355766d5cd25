import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILE_BORDER, FIRST_WORD } from '../../../src/core/engine/markers.ts';
import { WordTable } from '../../../src/core/engine/word-table.ts';

test('numbers words in the order in which they first come, wherever they stand', () => {
  const word = fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', 'é', '💡', '\u0000') });
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word)), (lines) => {
      const table = new WordTable();
      const expected = [...new Set(lines.map(([, text]) => text).filter((text) => text !== ''))];
      for (const [before, text] of lines) {
        const id = table.intern(before + text + before, before.length, before.length + text.length, 2);
        expect(id).toBe(text === '' ? FILE_BORDER : FIRST_WORD + expected.indexOf(text));
      }
      expect(table.words()).toEqual(expected);
      expect(table.kinds).toEqual(expected.map(() => 2));
    }),
  );
});

test('has room for any number of words', () => {
  const table = new WordTable();
  const words = Array.from({ length: 20_000 }, (_, n) => `word${n}`);
  for (const word of words) table.intern(word, 0, word.length, 0);
  for (const [n, word] of words.entries()) expect(table.intern(word, 0, word.length, 0)).toBe(FIRST_WORD + n);
  expect(table.words()).toEqual(words);
});

test('keeps no half of a surrogate pair', () => {
  const table = new WordTable();
  const id = table.intern('a\ud83d', 0, 2, 0);
  expect(table.intern('a\ufffd', 0, 2, 0)).toBe(id);
  expect(table.words()).toEqual(['a\ufffd']);
});
