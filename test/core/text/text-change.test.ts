import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textChange } from '../../../src/core/text/text-change.ts';

test('is the shortest stretch whose replacement makes one text of the other, long texts too', () => {
  const part = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.nat(9000).map((length) => 'ab'.repeat(length)),
  );
  fc.assert(
    fc.property(part, part, part, part, (before, removed, added, after) => {
      const [old, text] = [before + removed + after, before + added + after];
      const { start, oldEnd, newEnd } = textChange(old, text);
      expect(old.slice(0, start) + text.slice(start, newEnd) + old.slice(oldEnd)).toBe(text);
      expect(Math.min(oldEnd, newEnd)).toBeGreaterThanOrEqual(start);
      const [gone, come] = [old.slice(start, oldEnd), text.slice(start, newEnd)];
      expect(gone !== '' && come !== '' && (gone[0] === come[0] || gone.at(-1) === come.at(-1))).toBe(false);
    }),
  );
});
