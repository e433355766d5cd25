import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptAll, acceptHunk, hunksOf, rejectHunk, type Review } from '../../../src/core/edit/review.ts';
import { applyEdit } from '../../../src/core/text/minimal-edit.ts';

const review = (base: string, proposal: string): Review => ({ base, proposal });
const accepted = (state: Review, index: number, document: string) => {
  const result = acceptHunk(state, hunksOf(state)[index]!, document);
  if (result.kind === 'conflict') throw new Error('a conflict');
  return result;
};

test('accepts one hunk and leaves the others to decide', () => {
  const state = review('a\nb\nc\nd\n', 'A\nb\nc\nD\n');
  const { document, review: left, edit } = accepted(state, 1, state.base);
  expect(document).toBe('a\nb\nc\nD\n');
  expect(edit).toEqual({ offset: 6, deleteCount: 1, insertText: 'D' });
  expect(hunksOf(left)).toHaveLength(1);
});

test('a rejected hunk is gone and the document as it was', () => {
  const state = review('a\nb\nc\n', 'A\nb\nC\n');
  const left = rejectHunk(state, hunksOf(state)[0]!);
  expect(acceptAll(left, state.base).document).toBe('a\nb\nC\n');
});

test('what was typed elsewhere meanwhile stays', () => {
  const state = review('a\nb\nc\nd\n', 'a\nb\nC\nd\n');
  expect(accepted(state, 0, 'new\na\nb!\nc\nd\n').document).toBe('new\na\nb!\nC\nd\n');
});

test('a hunk whose lines the person changed is a conflict', () => {
  const state = review('a\nb\nc\n', 'a\nB\nc\n');
  expect(acceptHunk(state, hunksOf(state)[0]!, 'a\nbb\nc\n')).toEqual({ kind: 'conflict' });
  expect(acceptAll(state, 'a\nbb\nc\n')).toMatchObject({ conflicts: 1, document: 'a\nbb\nc\n', edit: undefined });
});

test('two insertions at one spot are a conflict', () => {
  const state = review('a\nb\n', 'a\nmine\nb\n');
  expect(acceptHunk(state, hunksOf(state)[0]!, 'a\nyours\nb\n')).toEqual({ kind: 'conflict' });
});

test('a hunk that the person typed themselves counts as accepted', () => {
  const state = review('a\nb\n', 'a\nB\n');
  const result = accepted(state, 0, 'a\nB\n');
  expect(result.edit).toBeUndefined();
  expect(hunksOf(result.review)).toEqual([]);
});

test('keeps to the line end that the person has set meanwhile', () => {
  const state = review('a\nb\nc\n', 'a\nB\nc\n');
  expect(accepted(state, 0, 'a\r\nb\r\nc\r\n').document).toBe('a\r\nB\r\nc\r\n');
});

test('text behind a last line without a line end begins on a line of its own', () => {
  const state = review('a\nb\n', 'a\nb\nc\n');
  expect(accepted(state, 0, 'a!\nb\n').document).toBe('a!\nb\nc\n');
  expect(accepted(state, 0, 'a\nb').document).toBe('a\nb\nc\n');
});

const text = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', 'c', '', '😀', 'x\r'), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));

test('accepting all of an untouched document gives the proposal, as one edit', () => {
  fc.assert(
    fc.property(text, text, (base, proposal) => {
      const { document, edit, conflicts } = acceptAll(review(base, proposal), base);
      expect(conflicts).toBe(0);
      expect(document).toBe(proposal);
      expect(edit ? applyEdit(base, edit) : base).toBe(proposal);
    }),
  );
});

const unlike = (prefix: string) => fc.array(fc.constantFrom(`${prefix}1`, `${prefix}2`), { maxLength: 2 });
/** Numbered lines, so that the diff has no choice, each changed or not, and who decides on it when. */
const decisions = fc.array(
  fc.record({ lines: fc.option(unlike('p'), { nil: undefined }), accept: fc.boolean(), order: fc.nat(1000) }),
  {
    minLength: 1,
    maxLength: 7,
  },
);

test('decisions in any order give the same document', () => {
  fc.assert(
    fc.property(decisions, (each) => {
      const base = each.map((_, index) => `${index}\nkeep ${index}\n`).join('');
      const build = (isTaken: (index: number) => boolean): string =>
        each
          .map(({ lines }, index) => {
            const own = lines && isTaken(index) ? lines.map((line) => `${line} ${index}\n`).join('') : `${index}\n`;
            return `${own}keep ${index}\n`;
          })
          .join('');
      let state = review(
        base,
        build(() => true),
      );
      let document = base;
      const changed = each.flatMap(({ lines, accept, order }, index) => (lines ? [{ index, accept, order }] : []));
      for (const { index, accept } of changed.toSorted((a, b) => a.order - b.order)) {
        const lines = state.base.split('\n');
        const hunk = hunksOf(state).find(({ start, end }) => lines.slice(start, end).includes(String(index)))!;
        if (!accept) {
          state = rejectHunk(state, hunk);
          continue;
        }
        const result = acceptHunk(state, hunk, document);
        if (result.kind === 'conflict') throw new Error('a conflict');
        [state, document] = [result.review, result.document];
      }
      expect(document).toBe(build((index) => each[index]!.accept));
      expect(hunksOf(state)).toEqual([]);
    }),
  );
});

test('lines typed between hunks are there after all was accepted', () => {
  fc.assert(
    fc.property(decisions, fc.nat(6), (each, at) => {
      const base = each.map((_, index) => `${index}\nkeep ${index}\n`).join('');
      const propose = (typed: boolean): string =>
        each
          .map(({ lines }, index) => {
            const own = lines ? lines.map((line) => `${line} ${index}\n`).join('') : `${index}\n`;
            return `${own}keep ${index}${typed && index === at ? ' typed' : ''}\n`;
          })
          .join('');
      const document = base.replace(`keep ${at}\n`, `keep ${at} typed\n`);
      const result = acceptAll(review(base, propose(false)), document);
      expect(result.conflicts).toBe(0);
      expect(result.document).toBe(propose(true));
    }),
  );
});
