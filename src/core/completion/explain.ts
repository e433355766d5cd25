import type { ExplainedVerdict } from '../gate/explain-verdict.ts';
import type { CompletionResult, NothingReason } from './result.ts';

/** One sentence per reason, for *Why this, or why nothing?*. */
const SENTENCES: Readonly<Record<NothingReason, string>> = {
  disabled: 'Sotto is turned off.',
  'language-disabled': 'Sotto is turned off for this language.',
  snoozed: 'Sotto is snoozing.',
  'manual-only': 'Sotto is set to suggest only when you ask.',
  'excluded-file': 'Files like this one hold credentials by custom; Sotto leaves them alone.',
  'too-large': 'The file, or this line, is too large.',
  'multiple-cursors': 'There is more than one cursor.',
  selection: 'Text is selected.',
  'middle-of-word': 'The cursor is in the middle of a word.',
  'text-follows': 'Code follows the cursor on this line.',
  'in-comment': 'The cursor is in a comment, where Sotto is set to be quiet.',
  'in-string': 'The cursor is in a string, where Sotto is set to be quiet.',
  'suggest-widget': 'The list of IntelliSense is open on something else.',
  'gated-before-request': 'You would probably not have taken a suggestion at this place.',
  'gated-before-show': 'You would probably not have taken the suggestion.',
  'no-guess': 'Nothing in this file or repository continues like this.',
  unsure: 'The engine was not sure enough of its guess.',
  'source-unavailable': 'The engine is starting, or busy.',
  'source-failed': 'The engine failed on this request; the log says how.',
  'only-whitespace': 'The suggestion was nothing but blanks.',
  'hidden-characters': 'The suggestion held characters that nobody can see.',
  talk: 'The model talked instead of writing code.',
  placeholder: 'The suggestion was a placeholder for code.',
  'invented-header': 'The suggestion was an invented file header.',
  'repeats-prefix': 'The suggestion repeated what stands before the cursor.',
  'repeats-import': 'The suggestion imported what is imported already.',
  'repeats-suffix': 'The suggestion repeated what already stands below.',
  repetition: 'The suggestion repeated itself.',
  unfinished: 'The suggestion broke off before anything in it was complete.',
  'rejected-before': 'You turned this very suggestion down a moment ago.',
  'just-deleted': 'You deleted this very text a moment ago.',
  'too-short': 'The suggestion was too short to be worth reading.',
  'breaks-syntax': 'The suggestion would have broken the syntax of the file.',
  'invented-name': 'The suggestion used a name that is nowhere in this project.',
  'suggest-item-not-extended': 'The suggestion does not continue the item selected in IntelliSense.',
  superseded: 'You went on typing.',
  deadline: 'The answer came too late.',
};

export function explainReason(reason: NothingReason): string {
  return SENTENCES[reason];
}

/** One sentence or two, for the status bar's menu and the log. */
export function explain(result: CompletionResult): string {
  return explainInLines(result).join(' ');
}

/** What was decided, by which numbers, and what moved them most: a sentence each. */
export function explainInLines(result: CompletionResult): readonly string[] {
  if (result.kind === 'nothing') {
    const detail = result.detail === undefined ? '' : ` (${result.detail})`;
    return [`Nothing shown: ${SENTENCES[result.reason]}${detail}`, ...gateLines(result.why)];
  }
  const { origin, confidence, why, isCutUnlikely } = result.suggestion;
  if (origin === 'reused')
    return ['Shown: the rest of a suggestion that you are typing into, or one that was made for this very place.'];
  const first =
    origin === 'model'
      ? 'Shown: it comes from your model server.'
      : `Shown: the engine is ${confidence === undefined ? '' : `${percent(confidence)} `}sure of it.`;
  const cut = isCutUnlikely
    ? ['The model went on, but where it is as unsure as there, you mostly went another way.']
    : [];
  return [first, ...cut, ...gateLines(why)];
}

function gateLines(why: ExplainedVerdict | undefined): readonly string[] {
  return why === undefined ? [] : [`${capitalised(why.summary)}.`, ...why.reasons];
}

const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
