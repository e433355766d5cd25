import { indentWidth } from '../syntax/indentation.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { unmatchedBrackets } from '../syntax/brackets.ts';
import { CODE } from '../syntax/line-state.ts';
import type { SyntaxPort } from '../syntax/syntax-port.ts';
import { cleaningAt } from './clean/cleaning.ts';
import { lexAtCursor } from './clean/lex-at-cursor.ts';
import { endStatement } from './end-statement.ts';
import { fitAtCursor } from './fit-at-cursor.ts';
import { type CompletionRequest, linePrefix } from './request.ts';
import type { PostProcessed, ProcessedText } from './result.ts';

/** Each is a parse of the window: so many fit into a keystroke's time. */
const MOST_CUTS = 6;
/** What is left of a mended text must be worth reading. */
const SHORTEST = 3;

/**
 * The file must not parse worse than before (SynCode, FRANC): a text that would break it is cut back to where it does not,
 * or not shown. A text of which the source knows where it ends (`isWhole`) may leave something open: code that is being
 * written has errors by nature, and the next lines mend them. One that a limit may have cut may not.
 */
export async function mendSyntax(
  syntax: SyntaxPort,
  processed: ProcessedText,
  isWhole: boolean,
  request: CompletionRequest,
): Promise<PostProcessed> {
  const { insertText } = processed;
  if (isWhole && !mayBreak(insertText, request)) return processed;
  if (request.place === 'comment' || request.place === 'prose') return processed;
  const { before, after, languageId, uri, version, offset } = request;
  const ended = isWhole ? undefined : endStatement(processed, request);
  const candidates = [processed, ...(ended ? [ended] : []), ...shortened(insertText, request)];
  const first = await syntax.firstSound({
    before: fromLineStart(before),
    after,
    insertions: candidates.map((each) => ({ insertText: each.insertText, replaceSuffixChars: each.replaceSuffix })),
    languageId,
    document: { uri, version, offset },
    // What may be cut anywhere must not add to what is broken.
    countAnyway: !isWhole,
  });
  if (first === undefined) return processed;
  return candidates[first] ?? { kind: 'nothing', reason: 'breaks-syntax' };
}

function shortened(insertText: string, request: CompletionRequest): readonly ProcessedText[] {
  const ends = request.place === 'string' ? cutsInString(insertText) : cuts(insertText, request);
  return ends
    .map((end) => fitAtCursor(insertText.slice(0, end).trimEnd(), request))
    .filter((fitted) => fitted.kind === 'text')
    .filter((fitted) => fitted.insertText.trim().length >= SHORTEST)
    .filter(({ insertText: left }, index, all) => all.findIndex((each) => each.insertText === left) === index);
}

function mayBreak(insertText: string, request: CompletionRequest): boolean {
  if (!/[()[\]{}"'`;]/.test(insertText)) return false;
  const line = linePrefix(request) + insertText;
  return unmatchedBrackets(line, languageSyntax(request.languageId)).openers.length === 0;
}

/** The window may begin in the middle of a line, or of a string: its first line is not code to judge by. */
function fromLineStart(window: string): string {
  return window.slice(window.indexOf('\n') + 1);
}

/** Of a text that begins in a string: of lines, before a quote that ends it, before what opens a value that it holds. */
function cutsInString(text: string): readonly number[] {
  const offsets = (pattern: RegExp): number[] => [...text.matchAll(pattern)].map(({ index }) => index);
  const ends = [...offsets(/\n/g).slice(-2), ...offsets(/[([{]/g).slice(-2), ...offsets(/["'`]/g).slice(0, 2)];
  return [...new Set(ends)].toSorted((a, b) => b - a);
}

/** Ends to try, longest first: of whole lines, and in the last line before what it leaves open. */
function cuts(text: string, request: CompletionRequest): readonly number[] {
  const placed = lexAtCursor(text, cleaningAt(request, { maxLines: 0 }));
  const last = placed.at(-1)!;
  const ends: number[] = [];
  let depth = last.depthBefore;
  for (const { start, class: tokenClass } of last.tokens) {
    const offset = last.start + start;
    if (offset < 0) continue;
    // Before an opener, an operator or a word, where nothing else is open.
    if (depth <= 0 && last.stateBefore === CODE && offset > 0) ends.push(offset);
    if (tokenClass === 'open') depth++;
    else if (tokenClass === 'close') depth--;
  }
  const inLine = ends.reverse().slice(0, MOST_CUTS / 2);
  const lines = placed.slice(0, -1).filter(({ text: line, stateAfter, depthAfter }, index) => {
    const next = placed[index + 1]!.text;
    return (
      stateAfter === CODE &&
      depthAfter <= 0 &&
      line.trim() !== '' &&
      indentWidth(next) <= Math.max(indentWidth(line), indentWidth(placed[0]!.text))
    );
  });
  return [
    ...inLine,
    ...lines
      .reverse()
      .slice(0, MOST_CUTS / 2)
      .map(({ start, text: line }) => start + line.length),
  ];
}
