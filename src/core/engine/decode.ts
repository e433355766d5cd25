import type { CursorContext } from './cursor-context.ts';
import { isLineStart } from './markers.ts';
import type { Candidate, Predictor } from './predictor.ts';

/** One way to go on from the cursor: tokens of this line, best first choice each. */
export interface Continuation {
  readonly tokens: readonly Candidate[];
  /** Probability that the line ends after the last token; 0 where the continuation breaks off before the line does. */
  readonly lineEnd: number;
  /** Whether it begins with the second best token. */
  readonly isAlternative: boolean;
}

export const MAX_TOKENS = 24;

/** A continuation less likely than this is not followed: e⁻⁵ is one in 150. */
const MIN_LOG_PROBABILITY = -5;

/** The greedy continuation, and the one that begins with the second best token. */
export function decode(predictor: Predictor, cursor: CursorContext): readonly Continuation[] {
  const { ids, length } = cursor.tokens;
  const context = new Int32Array(length + MAX_TOKENS + 1);
  context.set(ids.subarray(0, length));
  const [first, second] = predictor
    .predict(context, length, cursor.partial, 3)
    .filter((candidate) => !isLineStart(candidate.id));
  if (!first) return [];
  const best = follow(predictor, context, length, first, MIN_LOG_PROBABILITY);
  if (!second) return [{ ...best, isAlternative: false }];
  // The other way is worth following for as long as it is likelier than the whole of this line.
  const floor = best.lineEnd > 0 ? Math.max(MIN_LOG_PROBABILITY, logProbabilityOf(best)) : MIN_LOG_PROBABILITY;
  const other = follow(predictor, context, length, second, floor);
  return [
    { ...best, isAlternative: false },
    { ...other, isAlternative: true },
  ];
}

function logProbabilityOf({ tokens, lineEnd }: Omit<Continuation, 'isAlternative'>): number {
  return tokens.reduce((sum, { probability }) => sum + Math.log(probability + 1e-9), Math.log(lineEnd + 1e-9));
}

function follow(
  predictor: Predictor,
  context: Int32Array,
  length: number,
  first: Candidate,
  minLogProbability: number,
): Omit<Continuation, 'isAlternative'> {
  const tokens: Candidate[] = [];
  let logProbability = 0;
  let next: Candidate | undefined = first;
  while (next && tokens.length < MAX_TOKENS) {
    logProbability += Math.log(next.probability + 1e-9);
    if (logProbability < minLogProbability && tokens.length > 0) break;
    if (isLineStart(next.id)) return { tokens, lineEnd: next.probability };
    context[length + tokens.length] = next.id;
    tokens.push(next);
    next = predictor.predict(context, length + tokens.length, '', 1)[0];
  }
  return { tokens, lineEnd: 0 };
}

/** The text of the first `count` tokens as it goes in at the cursor. */
export function render(
  { tokens }: Continuation,
  count: number,
  cursor: CursorContext,
  textOf: (id: number) => string,
): string {
  return tokens
    .slice(0, count)
    .map((token, index) => {
      const text = textOf(token.id);
      if (index > 0) return token.spaceBefore ? ` ${text}` : text;
      if (cursor.partial !== '') return text.slice(cursor.partial.length);
      return token.spaceBefore && !cursor.blankBefore ? ` ${text}` : text;
    })
    .join('');
}
