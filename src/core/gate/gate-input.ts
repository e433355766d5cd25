import type { TypingRhythm } from './typing-rhythm.ts';

/** What stage 1 may look at: known before anything is asked. Texts stay in memory; none of them is stored. */
export interface PlaceInput {
  /** Text before the cursor, at most the last `GATE_WINDOW` characters. */
  readonly before: string;
  /** What the cursor is in, as in a request. */
  readonly place: 'code' | 'comment' | 'string' | 'prose';
  /** Characters. */
  readonly documentLength: number;
  readonly offset: number;
  /** Milliseconds; `undefined` where there was none in this session. */
  readonly sinceShown: number | undefined;
  readonly sinceAccepted: number | undefined;
  /** Earlier outcomes, oldest first: `A` accepted, `R` rejected, anything else neither. */
  readonly outcomes: string;
  /** A suggestion was turned down in this session where the line up to the cursor read the same. */
  readonly rejectedHere: boolean;
  /** What the hands did lately; `undefined` where nobody watched. */
  readonly rhythm: TypingRhythm | undefined;
}

/** What stage 2 sees besides. */
export interface SuggestionInput extends PlaceInput {
  /** Who made it. */
  readonly source: 'engine' | 'model';
  /** What would be inserted. */
  readonly text: string;
  /** Its first line, where it has several and the probabilities of the tokens tell the lines apart. */
  readonly firstLine: { readonly text: string; readonly logProbabilities: LogProbabilities } | undefined;
  /** The same text was turned down before in this session. */
  readonly rejectedBefore: boolean;
  /** So many different suggestions were typed against on this line; `undefined` where nobody watched. */
  readonly typedAgainst: number | undefined;
  /** The texts turned down last, newest last; only compared with. */
  readonly rejectedTexts: readonly string[];
  /** Of the tokens of `text`, where the server sent them. */
  readonly logProbabilities: LogProbabilities | undefined;
  /** Calibrated probability of the embedded engine that `text` is right, where it made it. */
  readonly confidence: number | undefined;
  /** What the engine itself would have said here, where it was asked beside a model. */
  readonly engineText: string | undefined;
}

/** Natural logarithms, at most 0. */
export interface LogProbabilities {
  readonly mean: number;
  readonly sum: number;
  readonly first: number | undefined;
  readonly minimum: number | undefined;
  /** Nats a token, over the alternatives that were sent; `undefined` where none were. */
  readonly entropy: number | undefined;
  /** Mean lead of the chosen token over the next best one, nats. */
  readonly topTwoGap: number | undefined;
}

/** The gate was fitted on so much text before the cursor, in characters. */
export const GATE_WINDOW = 2_000;
