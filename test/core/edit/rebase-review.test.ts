import { expect, test } from 'vitest';
import { rebaseReview } from '../../../src/core/edit/rebase-review.ts';
import { hunksOf } from '../../../src/core/edit/review.ts';

const review = { base: 'one\ntwo\nthree\nfour\n', proposal: 'one\n2\nthree\n4\n' };

test('what is typed elsewhere is on both sides, and the hunks are the same ones', () => {
  const rebased = rebaseReview(review, 'zero\none\ntwo\nthree\nfour\n')!;
  expect(rebased).toEqual({ base: 'zero\none\ntwo\nthree\nfour\n', proposal: 'zero\none\n2\nthree\n4\n' });
  expect(hunksOf(rebased)).toHaveLength(2);
});

test('a hunk that was typed by hand is no hunk any more', () =>
  expect(hunksOf(rebaseReview(review, 'one\n2\nthree\nfour\n')!)).toHaveLength(1));

test('typing in the lines of a hunk leaves the review as it is', () =>
  expect(rebaseReview(review, 'one\ntwo!\nthree\nfour\n')).toBeUndefined());
