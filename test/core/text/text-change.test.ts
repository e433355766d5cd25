import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textChange, textChanges } from '../../../src/core/text/text-change.ts';

test('is the shortest stretch whose replacement makes one text of the other, long texts too', () => {
  const part = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.nat(9000).map((length) => 'ab'.repeat(length)),
  );
  fc.assert(
    fc.property(part, part, part, part, (before, removed, added, after) => {
      const [old, text] = [before + removed + after, before + added + after];
      const { oldStart, oldEnd, newStart, newEnd } = textChange(old, text);
      expect(newStart).toBe(oldStart);
      expect(old.slice(0, oldStart) + text.slice(newStart, newEnd) + old.slice(oldEnd)).toBe(text);
      expect(Math.min(oldEnd, newEnd)).toBeGreaterThanOrEqual(oldStart);
      const [gone, come] = [old.slice(oldStart, oldEnd), text.slice(newStart, newEnd)];
      expect(gone !== '' && come !== '' && (gone[0] === come[0] || gone.at(-1) === come.at(-1))).toBe(false);
    }),
  );
});

test('changes at both ends of a long text are several, whose replacement makes one text of the other', () => {
  const line = fc.constantFrom('a\n', 'b\n', 'c', '\n', 'd\r\n', 'ab\n'.repeat(900));
  const long = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''));
  const edit = fc.record({ at: fc.nat(), removed: fc.nat(20), added: fc.constantFrom('', 'x', '\n', 'a\nb\n', 'b') });
  fc.assert(
    fc.property(long, fc.array(edit, { maxLength: 4 }), (old, edits) => {
      let text = old;
      for (const { at, removed, added } of edits) {
        const start = at % (text.length + 1);
        text = text.slice(0, start) + added + text.slice(start + removed);
      }
      let [made, end] = ['', 0];
      for (const { oldStart, oldEnd, newStart, newEnd } of textChanges(old, text)) {
        made += old.slice(end, oldStart) + text.slice(newStart, newEnd);
        expect(newEnd).toBe(made.length);
        end = oldEnd;
      }
      expect(made + old.slice(end)).toBe(text);
    }),
  );
  const middle = 'ab\n'.repeat(900);
  expect(textChanges(`x1\n${middle}y2`, `x3\n${middle}z\ny2`)).toEqual([
    { oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 2 },
    { oldStart: 2703, oldEnd: 2703, newStart: 2703, newEnd: 2705 },
  ]);
});
