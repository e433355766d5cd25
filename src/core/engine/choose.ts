import { confidenceFeatures, confidenceOf } from './confidence.ts';
import type { CursorContext } from './cursor-context.ts';
import { render, type Continuation } from './decode.ts';
import type { Candidate } from './predictor.ts';
import { CLOSE, OPEN, OPERATOR } from './token-kind.ts';

/** What reading and dismissing a wrong suggestion costs, in characters that a right one saves. */
const COST_OF_WRONG = 5;
/** And where a surer one is looked for. */
const COST_OF_WRONG_IF_IN_DOUBT = 40;
/** A finished line is worth a little more than the same text without its end: nothing is left to check after it. */
const WORTH_OF_LINE_END = 0.3;
const MIN_CHARS = 2;
/** Shorter ones that leave the line unfinished are not worth showing (`completion/post-process.ts`). */
const MIN_CHARS_OF_BEGINNING = 6;

/** A continuation cut after some of its tokens. */
export interface Cut {
  readonly text: string;
  readonly confidence: number;
  readonly endsLine: boolean;
  /** Nothing is left open: it opens no bracket that it does not close, and does not end with an operator. */
  readonly isRounded: boolean;
  readonly isAlternative: boolean;
  readonly tokens: number;
  readonly ids: readonly number[];
  readonly meanLogProbability: number;
  readonly features: readonly number[];
}

/** All cuts that have a letter or two in them. */
export function cutsOf(
  continuations: readonly Continuation[],
  cursor: CursorContext,
  textOf: (id: number) => string,
): readonly Cut[] {
  return continuations.flatMap((continuation) => {
    const { tokens, lineEnd } = continuation;
    let logProbability = 0;
    return tokens.flatMap((token, index) => {
      const count = index + 1;
      logProbability += Math.log(token.probability + 1e-9);
      const text = render(continuation, count, cursor, textOf);
      const chars = text.trim().length;
      if (chars < MIN_CHARS) return [];
      const features = confidenceFeatures(continuation, count, chars, cursor);
      return {
        text,
        confidence: confidenceOf(features),
        endsLine: count === tokens.length && lineEnd > 0.5,
        isRounded: isRounded(tokens.slice(0, count)),
        isAlternative: continuation.isAlternative,
        tokens: count,
        ids: tokens.slice(0, count).map(({ id }) => id),
        meanLogProbability: logProbability / count,
        features,
      };
    });
  });
}

/** Characters saved where it is right, less the reading where it is wrong. */
export function worthOf({ text, confidence, endsLine }: Cut, costOfWrong = COST_OF_WRONG): number {
  return confidence * text.trim().length - (1 - confidence) * costOfWrong + (endsLine ? WORTH_OF_LINE_END : 0);
}

export function bestCut(cuts: readonly Cut[], costOfWrong = COST_OF_WRONG): Cut | undefined {
  let best: Cut | undefined;
  for (const cut of cuts) {
    if (!best || worthOf(cut, costOfWrong) > worthOf(best, costOfWrong)) best = cut;
  }
  return best;
}

/** A beginning of `best`, one of `cuts`, that is surer than all of it: what is left to show to whom all of it is in doubt. */
export function surerCut(best: Cut, cuts: readonly Cut[]): Cut | undefined {
  const beginnings = cuts.filter(
    (cut) =>
      cut.isAlternative === best.isAlternative &&
      cut.tokens < best.tokens &&
      cut.confidence > best.confidence &&
      cut.isRounded &&
      cut.text.trim().length >= MIN_CHARS_OF_BEGINNING,
  );
  return bestCut(beginnings, COST_OF_WRONG_IF_IN_DOUBT);
}

function isRounded(tokens: readonly Candidate[]): boolean {
  const last = tokens.at(-1)!.kind;
  if (last === OPEN || last === OPERATOR) return false;
  let open = 0;
  for (const { kind } of tokens) {
    if (kind === OPEN) open++;
    if (kind === CLOSE && open > 0) open--;
  }
  return open === 0;
}
