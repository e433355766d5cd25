import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines } from '../../../src/core/text/diff.ts';
import { applyEdit, minimalEdit } from '../../../src/core/text/minimal-edit.ts';
import { renderDraft, toTextLines } from '../../../src/core/text/text-lines.ts';

const piece = fc.constantFrom('a', 'b', '\n', '\r\n', '\r', '😀', '😃', '\uFEFF', ' ');
const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

test('a text is put together again byte for byte', () => {
  fc.assert(
    fc.property(text, (any) => {
      const lines = toTextLines(any);
      expect(
        renderDraft(
          lines,
          lines.lines.map((_, index) => index),
        ),
      ).toBe(any);
    }),
  );
});

test('a new line gets the line end that most lines have, the last one the state it had', () => {
  const lines = toTextLines('\uFEFFa\r\nb\nc\r\nd');
  expect(renderDraft(lines, [0, 'new', 1, 3, 'last'])).toBe('\uFEFFa\r\nnew\r\nb\nd\r\nlast');
  expect(renderDraft(lines, [0, 3], true)).toBe('\uFEFFa\r\nd\r\n');
  expect(renderDraft(toTextLines(''), ['a'])).toBe('a\n');
});

test('the minimal edit turns one text into the other', () => {
  fc.assert(
    fc.property(text, text, (old, now) => {
      const edit = minimalEdit(old, now);
      expect(edit ? applyEdit(old, edit) : old).toBe(now);
    }),
  );
});

test('the minimal edit cuts no surrogate pair and no CRLF in two', () => {
  expect(minimalEdit('x😀y', 'x😃y')).toEqual({ offset: 1, deleteCount: 2, insertText: '😃' });
  expect(minimalEdit('a\r\nb', 'a\nb')).toEqual({ offset: 1, deleteCount: 2, insertText: '\n' });
  fc.assert(
    fc.property(text, text, (old, now) => {
      const edit = minimalEdit(old, now);
      if (!edit) return;
      for (const at of [edit.offset, edit.offset + edit.deleteCount]) {
        expect(old.slice(0, at).isWellFormed()).toBe(true);
        expect(old[at - 1] === '\r' && old[at] === '\n').toBe(false);
      }
      expect(edit.insertText.isWellFormed()).toBe(true);
    }),
  );
});

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });

test('hunks applied to the old lines give the new ones, and do not touch each other', () => {
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const result: string[] = [];
      let [line, newLine] = [0, 0];
      for (const hunk of diffLines(old, now)) {
        expect(hunk.start > line || (line === 0 && newLine === 0)).toBe(true);
        result.push(...old.slice(line, hunk.start), ...now.slice(hunk.newStart, hunk.newEnd));
        expect(hunk.newStart - newLine).toBe(hunk.start - line);
        [line, newLine] = [hunk.end, hunk.newEnd];
      }
      expect([...result, ...old.slice(line)]).toEqual(now);
    }),
  );
});

test('texts with almost nothing in common are one hunk', () => {
  const old = Array.from({ length: 5000 }, (_, index) => `line ${index}`);
  expect(diffLines(old, old.toReversed())).toEqual([{ start: 0, end: 5000, newStart: 0, newEnd: 5000 }]);
});
