import { acceptAll, type Review } from './review.ts';

/**
 * The review on top of what the person has typed meanwhile, so that both sides of the diff show their document as it is
 * now. `undefined` where they changed lines that a hunk changes too: such a hunk is theirs to decide, and stays as it is.
 */
export function rebaseReview(review: Review, document: string): Review | undefined {
  if (review.base === document) return review;
  const { document: proposal, conflicts } = acceptAll(review, document);
  return conflicts === 0 ? { base: document, proposal } : undefined;
}
