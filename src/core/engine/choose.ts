import { confidenceFeatures, confidenceOf } from './confidence.ts';
import type { CursorContext } from './cursor-context.ts';
import { render, type Continuation } from './decode.ts';

/** What reading and dismissing a wrong suggestion costs, in characters that a right one saves. */
const COST_OF_WRONG = 5;
/** A finished line is worth a little more than the same text without its end: nothing is left to check after it. */
const WORTH_OF_LINE_END = 0.3;
const MIN_CHARS = 2;

/** A continuation cut after some of its tokens. */
export interface Cut {
  readonly text: string;
  readonly confidence: number;
  readonly endsLine: boolean;
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
        tokens: count,
        ids: tokens.slice(0, count).map(({ id }) => id),
        meanLogProbability: logProbability / count,
        features,
      };
    });
  });
}

/** Characters saved where it is right, less the reading where it is wrong. */
export function worthOf({ text, confidence, endsLine }: Cut): number {
  return confidence * text.trim().length - (1 - confidence) * COST_OF_WRONG + (endsLine ? WORTH_OF_LINE_END : 0);
}

export function bestCut(cuts: readonly Cut[]): Cut | undefined {
  let best: Cut | undefined;
  for (const cut of cuts) {
    if (!best || worthOf(cut) > worthOf(best)) best = cut;
  }
  return best;
}
