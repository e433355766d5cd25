import { indentWidth } from '../../syntax/indentation.ts';
import { CODE } from '../../syntax/line-state.ts';
import { type Cleaning, nextLine, type Nothing } from './cleaning.ts';
import { endsOpen } from './ends-open.ts';
import { lexAtCursor, type PlacedLine } from './lex-at-cursor.ts';

/**
 * Several lines, the last of which a token limit cut: back to the last whole statement, and a nested block that is still
 * open goes as a whole. A single line stays: it can be typed on. So does that of a statement that was begun on the cursor's.
 */
export function cutUnfinished(text: string, at: Cleaning): string | Nothing {
  if (
    at.extent === 'line' ||
    at.language.kind === 'prose' ||
    at.request.place !== 'code' ||
    !text.trim().includes('\n')
  )
    return text;
  const placed = lexAtCursor(text.trimEnd(), at);
  const spare = Math.max(0, at.closers.length - at.openers.length);
  const last = placed.at(-1)!;
  if (!isUnfinished(last, at, spare)) return text;
  for (let end = placed.length - 2; end >= 0; end--) {
    const line = placed[end]!;
    const next = placed.slice(end + 1).find((each) => each.text.trim() !== '');
    if (line.text.trim() === '' || line.depthAfter > 0 || line.stateAfter !== CODE) continue;
    if (next !== undefined && goesDeeper(line, next, at)) continue;
    if (endsOpen(line, at)) continue;
    return text.slice(0, line.start + line.text.length);
  }
  const [first] = placed;
  // What it opens is the next thing to be written, or comes with the rest of the answer.
  if (at.extent === 'statement' && first!.stateAfter === CODE && text.trimStart() === text) {
    return text.slice(0, first!.start + first!.text.length);
  }
  return text.trimStart() === text && first!.depthAfter <= 0 ? text : { nothing: 'unfinished' };
}

/** By what follows: a block of indentation that was begun, or words that open one. */
function goesDeeper(line: PlacedLine, next: PlacedLine, { language, request }: Cleaning): boolean {
  const byIndentation =
    language.blocks === 'colon' || /^(?:ruby|lua|shellscript|yaml|elixir)$/.test(request.languageId);
  return byIndentation && indentWidth(next.text) > indentWidth(line.text);
}

/** In parentheses the lines below may go on with the expression. */
function goesOnBelow(at: Cleaning): boolean {
  const below = nextLine(at);
  return /^[([]$/.test(at.openers.at(-1)?.text ?? '') && below !== undefined && !/^\s*[)\]}]/.test(below);
}

function isUnfinished(line: PlacedLine, at: Cleaning, spare: number): boolean {
  return (
    line.depthAfter > spare || line.stateAfter !== CODE || isInString(line) || (endsOpen(line, at) && !goesOnBelow(at))
  );
}

/** A string of one line that the line's end cuts. */
function isInString({ text, tokens }: PlacedLine): boolean {
  const last = tokens.at(-1);
  if (last?.class !== 'string') return false;
  const string = text.slice(last.start, last.end);
  const quote = /["'`]/.exec(string)?.[0];
  return (
    quote !== undefined &&
    !/^\/.*\/[a-z]*$/.test(string) &&
    (!string.endsWith(quote) || string.indexOf(quote) === string.length - 1)
  );
}
