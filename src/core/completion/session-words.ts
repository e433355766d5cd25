import type { Outcome } from './outcome.ts';
import type { NothingReason } from './result.ts';

/** The closed unions as values, for whoever reads them from outside; the compiler holds both complete. */

export const NOTHING_REASONS = keys<NothingReason>({
  disabled: true,
  'language-disabled': true,
  snoozed: true,
  'manual-only': true,
  'excluded-file': true,
  'too-large': true,
  'multiple-cursors': true,
  selection: true,
  'middle-of-word': true,
  'text-follows': true,
  'in-comment': true,
  'in-string': true,
  'suggest-widget': true,
  'gated-before-request': true,
  'gated-before-show': true,
  'no-guess': true,
  unsure: true,
  'source-unavailable': true,
  'source-failed': true,
  'only-whitespace': true,
  'hidden-characters': true,
  talk: true,
  placeholder: true,
  'invented-header': true,
  'repeats-prefix': true,
  'repeats-import': true,
  'repeats-suffix': true,
  repetition: true,
  unfinished: true,
  'rejected-before': true,
  'just-deleted': true,
  'too-short': true,
  'breaks-syntax': true,
  'invented-name': true,
  'suggest-item-not-extended': true,
  superseded: true,
  deadline: true,
});

export const OUTCOMES = keys<Outcome>({
  accepted: true,
  'partially-accepted': true,
  rejected: true,
  ignored: true,
  superseded: true,
});

function keys<Word extends string>(words: Readonly<Record<Word, true>>): readonly Word[] {
  // `Object.keys` forgets what the argument's type has just made certain.
  return Object.keys(words) as Word[];
}
