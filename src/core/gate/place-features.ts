import type { Feature } from './feature.ts';
import type { PlaceInput } from './gate-input.ts';
import { countOf, flag, lastLine, logSeconds } from './measures.ts';

/** Long ago and never say the same. */
const NEVER_MS = 10 * 60_000;

/** Known before anything is asked, about the place and about the last minutes. */
export const placeFeatures: readonly Feature<PlaceInput>[] = [
  {
    name: 'line-start',
    unit: '0 or 1',
    reason: 'At the start of a line nothing is said yet about what is meant.',
    words: { high: 'the line has only just begun', low: 'part of the line is written' },
    of: ({ before }) => flag(lastLine(before).trim() === ''),
  },
  {
    name: 'line-length',
    unit: 'log characters before the cursor on its line',
    reason: 'The more of the line stands, the better the rest can be guessed.',
    words: { high: 'much of the line is written', low: 'little of the line is written' },
    of: ({ before }) => Math.log1p(lastLine(before).trim().length),
  },
  {
    name: 'after-blank',
    unit: '0 or 1',
    reason: 'After a blank a new word begins; inside a word people are already typing what they know.',
    words: { high: 'a new word begins here', low: 'no new word begins here' },
    of: ({ before }) => flag(/[ \t]$/.test(before)),
  },
  {
    name: 'in-word',
    unit: '0 or 1',
    reason: 'Who is in a word knows at least how it ends.',
    words: { high: 'you are in the middle of typing a word', low: 'no word is half typed' },
    of: ({ before }) => flag(/[\p{L}\p{N}_$]$/u.test(before)),
  },
  {
    name: 'after-opener',
    unit: '0 or 1',
    reason: 'An argument, an index or a value comes next: such things are near by, and can be guessed.',
    words: { high: 'an argument or a value comes next', low: 'it is no place for an argument' },
    of: ({ before }) => flag(/[([{,=:]\s?$/.test(lastLine(before))),
  },
  {
    name: 'inside-brackets',
    unit: 'openers minus closers on the line, −3 to 3',
    reason: 'Arguments and indices are guessed from what is in scope.',
    words: { high: 'a bracket is open on the line', low: 'no bracket is open on the line' },
    of: ({ before }) => {
      const line = lastLine(before);
      return Math.max(-3, Math.min(3, countOf(line, /[([{]/g) - countOf(line, /[)\]}]/g)));
    },
  },
  {
    name: 'in-comment',
    unit: '0 or 1',
    reason: 'Prose is personal, and guesses at it are turned down more often.',
    words: { high: 'it is in a comment', low: 'it is in code' },
    of: ({ place }) => flag(place === 'comment' || place === 'prose'),
  },
  {
    name: 'in-string',
    unit: '0 or 1',
    reason: 'What stands between quotes is prose or data.',
    words: { high: 'it is in a string', low: 'it is not in a string' },
    of: ({ place }) => flag(place === 'string'),
  },
  {
    name: 'below-comment',
    unit: '0 or 1: the line above is a comment, and this one is empty so far',
    reason: 'A comment that was just written says what comes next.',
    words: { high: 'a comment above says what comes next', low: 'no comment above says what comes next' },
    of: ({ before }) => flag(/(^|\n)[ \t]*(#|\/\/|\*|--)[^\n]*\n[ \t]*$/.test(before)),
  },
  {
    name: 'indentation',
    unit: 'log columns of the cursor’s line',
    reason: 'Deep inside a block more is settled by what surrounds it.',
    words: { high: 'it is deep inside a block', low: 'it is at the outermost level' },
    of: ({ before }) => Math.log1p(/^[ \t]*/.exec(lastLine(before))?.[0].length ?? 0),
  },
  {
    name: 'to-document-end',
    unit: 'log characters from the cursor to the end',
    reason: 'Appending at the end is writing anew; in the middle it is mending.',
    words: { high: 'much of the file follows', low: 'it is near the end of the file' },
    of: ({ documentLength, offset }) => Math.log1p(Math.max(0, documentLength - offset)),
  },
  {
    name: 'document-length',
    unit: 'log characters',
    reason: 'A file with little in it gives little to guess from.',
    words: { high: 'the file is long', low: 'the file is short' },
    of: ({ documentLength }) => Math.log1p(Math.max(0, documentLength)),
  },
  {
    name: 'since-shown',
    unit: 'log seconds',
    reason: 'What appears right after the last suggestion is often typed over unread.',
    words: { high: 'nothing was suggested for a while', low: 'something was suggested just before' },
    of: ({ sinceShown }) => logSeconds(sinceShown, NEVER_MS),
  },
  {
    name: 'since-accepted',
    unit: 'log seconds',
    reason: 'Who has just accepted is in a stretch where suggestions fit.',
    words: { high: 'you accepted nothing for a while', low: 'you accepted one just before' },
    of: ({ sinceAccepted }) => logSeconds(sinceAccepted, NEVER_MS),
  },
  {
    name: 'last-outcome',
    unit: '−1 rejected, 0 neither, 1 accepted',
    reason: 'Outcomes come in runs (in Copilot’s own filter this weighs most).',
    words: { high: 'you accepted the last one', low: 'you turned the last one down' },
    of: ({ outcomes }) => ({ A: 1, R: -1 })[outcomes.at(-1) ?? ''] ?? 0,
  },
  {
    name: 'recent-acceptance',
    unit: 'share accepted, each older outcome counting 0.8 of the next, drawn to one third by 3 outcomes',
    reason: 'Some people, tasks and hours take more of what is offered than others.',
    words: { high: 'you accepted many of late', low: 'you turned many down of late' },
    of: ({ outcomes }) => recentAcceptance(outcomes),
  },
  {
    name: 'rejected-here',
    unit: '0 or 1',
    reason: 'The place is the same; so is probably the answer.',
    words: { high: 'you turned one down at this very place', low: 'you turned nothing down at this place' },
    of: ({ rejectedHere }) => flag(rejectedHere),
  },
  {
    name: 'typed',
    unit: 'log characters by hand since the last show',
    reason: 'Much typed by hand without a look at what is offered: the next one is not looked at either.',
    words: { high: 'you have typed much by hand since the last one', low: 'you have typed little since the last one' },
    of: ({ rhythm }) => rhythm && Math.log1p(rhythm.typed),
  },
  {
    name: 'deleted',
    unit: 'log characters since the last show',
    reason: 'Who deletes is mending, and knows what is to stand there.',
    words: { high: 'you have been deleting', low: 'you have deleted nothing' },
    of: ({ rhythm }) => rhythm && Math.log1p(rhythm.deleted),
  },
  {
    name: 'typing-speed',
    unit: 'log characters a second in the last burst',
    reason: 'Fast typing is knowing what comes.',
    words: { high: 'you are typing fast', low: 'you are typing slowly' },
    of: ({ rhythm }) =>
      rhythm?.charactersPerSecond === undefined ? undefined : Math.log1p(Math.max(0, rhythm.charactersPerSecond)),
  },
  {
    name: 'since-edit',
    unit: 'log seconds since the last edit by hand',
    reason: 'Who has paused looks for what comes next.',
    words: { high: 'you have paused', low: 'you are in the middle of typing' },
    of: ({ rhythm }) => (rhythm?.sinceEdit === undefined ? undefined : logSeconds(rhythm.sinceEdit, NEVER_MS)),
  },
  {
    name: 'undone',
    unit: '0 or 1: since the last show',
    reason: 'What was just undone is not wanted again in other words.',
    words: { high: 'you have just undone something', low: 'you have undone nothing' },
    of: ({ rhythm }) => rhythm && flag(rhythm.undone),
  },
];

const DECAY = 0.8;
const PRIOR_SHARE = 1 / 3;
const PRIOR_OUTCOMES = 3;

function recentAcceptance(outcomes: string): number {
  let accepted = PRIOR_SHARE * PRIOR_OUTCOMES;
  let all = PRIOR_OUTCOMES;
  let weight = 1;
  for (let i = outcomes.length - 1; i >= 0 && weight > 0.01; i--) {
    const letter = outcomes[i];
    if (letter !== 'A' && letter !== 'R') continue;
    if (letter === 'A') accepted += weight;
    all += weight;
    weight *= DECAY;
  }
  return accepted / all;
}
