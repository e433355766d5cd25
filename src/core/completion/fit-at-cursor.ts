import { bracketsOf, closerOf } from '../syntax/brackets.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { type CompletionRequest, linePrefix, lineSuffix } from './request.ts';
import type { PostProcessed } from './result.ts';

/**
 * Reconciles the text with what stands around the cursor: closers that the editor put there, a text that is there
 * already, and the item selected in the suggest widget, which VS Code wants every suggestion to extend.
 */
export function fitAtCursor(text: string, request: CompletionRequest): PostProcessed {
  if (!extendsSelectedItem(text, request)) return { kind: 'nothing', reason: 'suggest-item-not-extended' };
  const suffix = lineSuffix(request);
  if (suffix.trim() !== '' && text.trimEnd() === suffix.trimEnd()) return { kind: 'nothing', reason: 'repeats-suffix' };
  const fitted = fitClosers(text, suffix, request);
  if (fitted.insertText.trim() === '') return { kind: 'nothing', reason: 'repeats-suffix' };
  return { kind: 'text', ...fitted };
}

function extendsSelectedItem(text: string, { selectedItem }: CompletionRequest): boolean {
  if (selectedItem === undefined) return true;
  return text.startsWith(selectedItem.text.slice(selectedItem.typed.length));
}

/**
 * Closers that the text brings and the editor has put there already, `foo(█)` and `bar);`: they replace the editor's, with
 * a `;` or `,` behind them; where more stands behind those, `f(g(█))` and `x);`, the text goes without them.
 */
function fitClosers(
  text: string,
  suffix: string,
  request: CompletionRequest,
): { readonly insertText: string; readonly replaceSuffix: number } {
  const closers = unmatchedClosers(text, request);
  let end = 0;
  let matched = 0;
  for (const { text: closer } of closers) {
    const next = skipBlanks(suffix, end);
    if (suffix[next] !== closer) break;
    end = next + 1;
    matched++;
  }
  const separator = suffix[skipBlanks(suffix, end)];
  const tail = text.trimEnd();
  const isSeparator = separator !== undefined && ';,'.includes(separator);
  if (isSeparator && tail.endsWith(separator) && (end > 0 || closers.length === 0)) end = skipBlanks(suffix, end) + 1;
  if (end === 0) return { insertText: text, replaceSuffix: 0 };
  const first = closers[0];
  const isTail = first !== undefined && /^[\s)\]}"'`;,]*$/.test(text.slice(first.offset));
  const isMore = suffix.slice(end).trim() !== '';
  // Nothing but what closes: the editor's own stay where they have to.
  if (isTail && (isMore || matched < closers.length)) {
    return { insertText: text.slice(0, first.offset), replaceSuffix: 0 };
  }
  // VS Code draws a replacement only where the replaced text can be found, in order, in the new one.
  return { insertText: text, replaceSuffix: isSubsequence(suffix.slice(0, end), text) ? end : 0 };
}

interface Closer {
  readonly text: string;
  readonly offset: number;
}

/** Brackets, and in a string its quote, that close what stands before the cursor. */
function unmatchedClosers(text: string, request: CompletionRequest): readonly Closer[] {
  const language = languageSyntax(request.languageId);
  const quote = request.place === 'string' ? openQuote(request) : undefined;
  const closing = quote === undefined ? -1 : text.indexOf(quote);
  if (request.place === 'string' && closing < 0) return [];
  const code = request.place === 'string' ? ' '.repeat(closing + 1) + text.slice(closing + 1) : text;
  const closers: Closer[] = closing < 0 ? [] : [{ text: quote!, offset: closing }];
  // Only what closes before everything else does: a closer behind an opener that is left open is not the editor's.
  const open: string[] = [];
  for (const bracket of bracketsOf(code, language)) {
    const closer = closerOf(bracket.text);
    if (closer !== undefined) open.push(closer);
    else if (open.length > 0) open.splice(open.lastIndexOf(bracket.text));
    else closers.push(bracket);
  }
  return closers;
}

/** The quote that stands open on the cursor's line: the last one of an odd number. */
function openQuote(request: CompletionRequest): string | undefined {
  const prefix = linePrefix(request);
  return ['"', "'", '`']
    .filter((quote) => (prefix.split(quote).length - 1) % 2 === 1)
    .toSorted((a, b) => prefix.lastIndexOf(b) - prefix.lastIndexOf(a))[0];
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at++;
  return at >= part.length;
}
