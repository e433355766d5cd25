import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifiersIn } from '../../../src/core/context/identifiers.ts';
import { NameTable } from '../../../src/core/context/name-table.ts';
import { MAX_LINE_LENGTH, numberNames } from '../../../src/core/context/numbered-text.ts';

const pieces = fc.constantFrom(
  'a',
  '$b_2',
  '3c',
  '.',
  ' ',
  '\n',
  '\r\n',
  'é',
  '𝒳y',
  '—',
  '"',
  'x'.repeat(MAX_LINE_LENGTH),
);
const text = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''));

test('has the names of each line, where they stand, but of lines that are too long', () => {
  fc.assert(
    fc.property(text, (written) => {
      const table = new NameTable();
      const { names, starts, ends, upTo, lineEnds } = numberNames(written, table);
      const lines = written.split('\n');
      expect(lineEnds.map((end, line) => written.slice(line === 0 ? 0 : lineEnds[line - 1]! + 1, end))).toEqual(lines);
      const byLine = upTo.map((end, line) => names.slice(upTo[line - 1] ?? 0, end));
      expect(byLine.map((ids) => ids.map((id) => table.nameOf(id)))).toEqual(
        lines.map((line) => (line.length > MAX_LINE_LENGTH ? [] : identifiersIn(line))),
      );
      expect(names.map((id) => table.nameOf(id))).toEqual(starts.map((start, at) => written.slice(start, ends[at])));
    }),
  );
});
