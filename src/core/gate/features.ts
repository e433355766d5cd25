import type { Feature } from './logistic.ts';

/** What stage 1 may look at: known before anything is asked. */
export interface PlaceInput {
  /** Text before the cursor, at most the last 2,000 characters. */
  readonly before: string;
  readonly inComment: boolean;
  readonly documentLength: number;
  readonly offset: number;
  /** Milliseconds; `undefined` where there was none in this session. */
  readonly sinceShown: number | undefined;
  readonly sinceAccepted: number | undefined;
  /** Earlier outcomes, oldest first: `A` accepted, `R` rejected, anything else neither. */
  readonly outcomes: string;
}

/** What stage 2 sees besides. */
export interface SuggestionInput extends PlaceInput {
  readonly text: string;
  /** The same text was turned down before in this session. */
  readonly rejectedBefore: boolean;
}

/** Long pauses say the same, whatever their length; also what "never" counts as. */
const LONGEST_PAUSE_MS = 10 * 60_000;

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);
const flag = (condition: boolean): number => (condition ? 1 : 0);
const logSeconds = (milliseconds: number | undefined): number =>
  Math.log1p(Math.min(Math.max(milliseconds ?? LONGEST_PAUSE_MS, 0), LONGEST_PAUSE_MS) / 1000);

const placeFeatures: readonly Feature<PlaceInput>[] = [
  {
    name: 'line-start',
    unit: '0 or 1',
    reason: 'At the start of a line nothing is said yet about what is meant.',
    of: ({ before }) => flag(lastLine(before).trim() === ''),
  },
  {
    name: 'line-length',
    unit: 'log characters before the cursor on its line',
    reason: 'The more of the line stands, the better the rest can be guessed.',
    of: ({ before }) => Math.log1p(lastLine(before).trim().length),
  },
  {
    name: 'after-blank',
    unit: '0 or 1',
    reason: 'After a blank a new word begins; inside a word people are already typing what they know.',
    of: ({ before }) => flag(/[ \t]$/.test(before)),
  },
  {
    name: 'inside-brackets',
    unit: 'openers minus closers on the line',
    reason: 'Arguments and indices are guessed from what is in scope.',
    of: ({ before }) => {
      const line = lastLine(before);
      return Math.max(-3, Math.min(3, count(line, /[([{]/g) - count(line, /[)\]}]/g)));
    },
  },
  {
    name: 'in-comment',
    unit: '0 or 1',
    reason: 'Prose is personal, and guesses at it are turned down more often.',
    of: ({ inComment }) => flag(inComment),
  },
  {
    name: 'since-shown',
    unit: 'log seconds',
    reason: 'What appears right after the last suggestion is often typed over unread.',
    of: ({ sinceShown }) => logSeconds(sinceShown),
  },
  {
    name: 'since-accepted',
    unit: 'log seconds',
    reason: 'Who has just accepted is in a stretch where suggestions fit.',
    of: ({ sinceAccepted }) => logSeconds(sinceAccepted),
  },
  {
    name: 'last-outcome',
    unit: '-1 rejected, 0 neither, 1 accepted',
    reason: 'Outcomes come in runs.',
    of: ({ outcomes }) => outcomeValue(outcomes.at(-1)),
  },
  {
    name: 'to-document-end',
    unit: 'log characters from the cursor to the end',
    reason: 'Appending at the end is writing anew; in the middle it is mending.',
    of: ({ documentLength, offset }) => Math.log1p(Math.max(0, documentLength - offset)),
  },
];

const textFeatures: readonly Feature<SuggestionInput>[] = [
  {
    name: 'length',
    unit: 'log characters left',
    reason: 'Longer suggestions save more; very short ones are quicker typed than read.',
    of: ({ text }) => Math.log1p(text.length),
  },
  {
    name: 'tiny',
    unit: '0 or 1: at most 3 characters',
    reason: 'Of suggestions this short 7 % were taken (CDHF user study, 55 shown).',
    of: ({ text }) => flag(text.length <= 3),
  },
  {
    name: 'short',
    unit: '0 or 1: at most 8 characters',
    reason: 'Of suggestions of 4 to 8 characters 23 % were taken, of longer ones over a third (same study).',
    of: ({ text }) => flag(text.length <= 8),
  },
  {
    name: 'several-lines',
    unit: '0 or 1',
    reason: 'A whole block is worth reading.',
    of: ({ text }) => flag(text.trimEnd().includes('\n')),
  },
  {
    name: 'closes-more',
    unit: '0 or 1',
    reason: 'Closers without an opener on the line mostly belong to something the editor has already closed.',
    of: ({ before, text }) => {
      const line = lastLine(before) + text;
      return flag(count(line, /[)\]}]/g) > count(line, /[([{]/g));
    },
  },
  {
    name: 'rejected-before',
    unit: '0 or 1',
    reason: 'Who turned it down once seldom wants it a minute later.',
    of: ({ rejectedBefore }) => flag(rejectedBefore),
  },
];

/** Stage 1 and stage 2; the second sees all that the first sees. */
export const beforeRequestFeatures: readonly Feature<PlaceInput>[] = placeFeatures;
export const beforeShowFeatures: readonly Feature<SuggestionInput>[] = [...placeFeatures, ...textFeatures];

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function outcomeValue(letter: string | undefined): number {
  if (letter === 'A') return 1;
  return letter === 'R' ? -1 : 0;
}
