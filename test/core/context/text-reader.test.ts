import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineIndex } from '../../../src/core/context/line-index.ts';
import { MAX_LINE_LENGTH } from '../../../src/core/context/numbered-text.ts';
import { TextReader } from '../../../src/core/context/text-reader.ts';
import { NameTable } from '../../../src/core/context/name-table.ts';

const pieces = fc.constantFrom(
  'a',
  'if (b.c) ',
  "'d'",
  '\n',
  '\n\n',
  '\r\n',
  ' // e',
  'é',
  'x'.repeat(MAX_LINE_LENGTH),
);
const text = fc.array(pieces, { maxLength: 20 }).map((all) => all.join(''));
const change = fc.record({ at: fc.nat(60), removed: fc.nat(20), added: text });

test('a text that changes again and again has what it would have if read anew', () => {
  fc.assert(
    fc.property(text, fc.array(change, { maxLength: 5 }), (first, changes) => {
      const names = new NameTable();
      const reader = new TextReader(names, new LineIndex(names));
      let now = first;
      for (const { at, removed, added } of [{ at: 0, removed: 0, added: '' }, ...changes]) {
        now = now.slice(0, at) + added + now.slice(at + removed);
        expect(reader.readAgain('/a', 'typescript', now)).toEqual(reader.read('typescript', now));
      }
      // The same path as another language has other keywords.
      expect(reader.readAgain('/a', 'python', now)).toEqual(reader.read('python', now));
    }),
  );
});
