import { isIdentifierPart } from '../syntax/characters.ts';
import type { TokenProbability } from './log-probabilities.ts';
import { expectedSeconds } from './utility.ts';

/**
 * An answer of a model is believed up to its first token that the model itself thought less likely than a bound (as in USCD's
 * sense: a standard of uncertainty cuts the output). Models differ in what their probabilities are worth, so which of these
 * bounds it is is learned for each, by what was typed after its answers, shown or not. 0 cuts nothing.
 */
export const TOKEN_BOUNDS: readonly number[] = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** Of one model. Sums, so that two windows' are added up, and nothing of the texts. */
export interface BoundTally {
  /** Answers whose truth is known. */
  readonly count: number;
  /** Seconds that each bound would have won with them, in the order of `TOKEN_BOUNDS`. */
  readonly seconds: readonly number[];
}

export const freshBoundTally: BoundTally = { count: 0, seconds: TOKEN_BOUNDS.map(() => 0) };

/** A shorter beginning that leaves its line unfinished is not shown (`completion/post-process.ts`). */
const SHORTEST = 6;
/** What nobody wants to read at the end of a beginning: blanks, operators, and brackets with nothing in them. */
const LOOSE_END = /[\s([{<,.:=+\-*/%&|?!]/;

/**
 * How much of `text`, in UTF-16 units, each of `TOKEN_BOUNDS` leaves: up to the first unlikely token, whole words and no loose end;
 * behind the first line, whole lines. All of it where too little would be left: whether to show that is for the gate to say.
 */
export function beginnings(text: string, tokens: readonly TokenProbability[]): readonly number[] {
  return TOKEN_BOUNDS.map((bound) => {
    const length = tidied(text, likelyLength(tokens, bound));
    return text.slice(0, length).trim().length < SHORTEST ? text.length : length;
  });
}

function likelyLength(tokens: readonly TokenProbability[], bound: number): number {
  let start = 0;
  let pieceStart = 0;
  for (const { characters, logProbability, beginsPiece } of tokens) {
    if (beginsPiece) pieceStart = start;
    // Where in a piece its tokens begin is not known.
    if (logProbability < Math.log(bound)) return Math.round(pieceStart);
    start += characters;
  }
  return Number.POSITIVE_INFINITY;
}

function tidied(text: string, length: number): number {
  if (length >= text.length) return text.length;
  const wholeLines = text.slice(0, text.lastIndexOf('\n', length - 1) + 1).trimEnd();
  if (wholeLines !== '') return wholeLines.length;
  let end = length;
  if (isIdentifierPart(text.charCodeAt(end))) while (end > 0 && isIdentifierPart(text.charCodeAt(end - 1))) end--;
  while (end > 0 && LOOSE_END.test(text[end - 1]!)) end--;
  return end;
}

/** Seconds that any of them must have won over cutting nothing before it is taken: about as much as five answers say. */
const DOUBT_SECONDS = 10;

/** Which of `TOKEN_BOUNDS` has won most for a model; 0 where nothing is known of it. */
export function bestBound({ seconds }: BoundTally = freshBoundTally): number {
  const worth = seconds.map((each, index) => each - (index === 0 ? 0 : DOUBT_SECONDS));
  return worth.indexOf(Math.max(...worth));
}

/** One answer counts as no longer than this, or a single long line would decide. */
const LONGEST = 100;

/** Adds one answer: what each bound would have left of its first line, and how many characters of that were typed or taken. */
export function withAgreed(tally: BoundTally, lengths: readonly number[], agreed: number): BoundTally {
  return {
    count: tally.count + 1,
    seconds: tally.seconds.map((sum, index) => {
      const length = lengths[index]!;
      return sum + expectedSeconds(length <= agreed ? 1 : 0, Math.min(length, LONGEST), 1);
    }),
  };
}
