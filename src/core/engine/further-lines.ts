import { type Cut, worthOf } from './choose.ts';
import type { CursorContext } from './cursor-context.ts';
import { MAX_TOKENS } from './decode.ts';
import { DEEPER_INDENT, isLineStart, SHALLOWER_INDENT } from './markers.ts';
import type { Candidate, Predictor } from './predictor.ts';
import { CLOSE } from './token-kind.ts';

/** Only a line this likely to be right is worth going on from, */
const MIN_LINE_CONFIDENCE = 0.7;
/** and only while all lines together are this likely: still worth showing. */
const MIN_CONFIDENCE = 0.7;
const MAX_LINES = 3;
/** A line's own probability is rather too sure of itself. */
const EXPONENT = 1.1;
const FACTOR = 0.97;
const MIN_LOG_PROBABILITY = -0.6;

/**
 * The cut with the lines after it that are as good as certain: closing brackets, rows of a table. Itself where there are
 * none. `indentUnit` is what one level of indentation adds.
 */
export function withFurtherLines(
  cut: Cut,
  predictor: Predictor,
  cursor: CursorContext,
  textOf: (id: number) => string,
  indentUnit: string,
): Cut {
  if (!cut.endsLine || cut.confidence < MIN_LINE_CONFIDENCE) return cut;
  const { ids, length } = cursor.tokens;
  const context = new Int32Array(length + cut.ids.length + MAX_LINES * (MAX_TOKENS + 1));
  context.set(ids.subarray(0, length));
  context.set(cut.ids, length);
  let end = length + cut.ids.length;
  let indent = /^[ \t]*/.exec(cursor.linePrefix)![0];
  let { text, confidence, tokens } = cut;
  for (let line = 0; line < MAX_LINES; line++) {
    const next = likeliestLine(predictor, context, end);
    if (!next) break;
    indent = indentAfter(indent, next.lineStart, indentUnit);
    const lineText = next.tokens
      .map((token, place) => (place > 0 && token.spaceBefore ? ' ' : '') + textOf(token.id))
      .join('');
    const together = confidence * Math.exp(EXPONENT * next.logProbability) * FACTOR;
    if (together < MIN_CONFIDENCE || lineText.trim() === cursor.nextLine) break;
    confidence = together;
    text += `\n${indent}${lineText}`;
    tokens += next.tokens.length;
    end += 1 + next.tokens.length;
  }
  const longer = { ...cut, text, confidence, tokens };
  return worthOf(longer) > worthOf(cut) ? longer : cut;
}

interface Line {
  readonly lineStart: number;
  readonly tokens: readonly Candidate[];
  readonly logProbability: number;
}

/** After `context[0, end)`, which it is written into; `undefined` where nothing is certain enough. */
function likeliestLine(predictor: Predictor, context: Int32Array, end: number): Line | undefined {
  const start = predictor.predict(context, end, '', 1)[0];
  if (!start || !isLineStart(start.id)) return undefined;
  context[end] = start.lineStart;
  const tokens: Candidate[] = [];
  let logProbability = 0;
  while (tokens.length < MAX_TOKENS) {
    const next = predictor.predict(context, end + 1 + tokens.length, '', 1)[0];
    if (!next) return undefined;
    logProbability += Math.log(next.probability + 1e-9);
    if (logProbability < MIN_LOG_PROBABILITY) return undefined;
    if (isLineStart(next.id))
      return tokens.length > 0 ? { lineStart: start.lineStart, tokens, logProbability } : undefined;
    // How far back a shallower line goes is known of closing brackets alone.
    if (tokens.length === 0 && start.lineStart === SHALLOWER_INDENT && next.kind !== CLOSE) return undefined;
    context[end + 1 + tokens.length] = next.id;
    tokens.push(next);
  }
  return undefined;
}

function indentAfter(indent: string, lineStart: number, unit: string): string {
  if (lineStart === DEEPER_INDENT) return indent + unit;
  if (lineStart === SHALLOWER_INDENT) return indent.slice(0, Math.max(0, indent.length - unit.length));
  return indent;
}
