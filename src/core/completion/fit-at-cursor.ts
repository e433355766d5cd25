import { unmatchedBrackets } from '../syntax/brackets.ts';
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
  const replaceSuffix = closersBroughtAlong(text, suffix, request);
  return { kind: 'text', insertText: text, replaceSuffix };
}

function extendsSelectedItem(text: string, { selectedItem }: CompletionRequest): boolean {
  if (selectedItem === undefined) return true;
  return text.startsWith(selectedItem.text.slice(selectedItem.typed.length));
}

/**
 * How many characters of the suffix the text brings itself: `foo(█)` and `bar);` → 1. Only closers that the text does
 * not open itself count, in the order in which they stand, and a `;` or `,` behind them.
 */
function closersBroughtAlong(text: string, suffix: string, request: CompletionRequest): number {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const closers = [...quoteThatCloses(text, request), ...unmatchedClosers(text, request)];
  let end = 0;
  let at = 0;
  for (const closer of closers) {
    const next = skipBlanks(suffix, at);
    if (suffix[next] !== closer) break;
    at = next + 1;
    end = at;
  }
  const separator = suffix[skipBlanks(suffix, end)];
  const endsWithSeparator =
    separator !== undefined && ';,'.includes(separator) && lastLine.trimEnd().endsWith(separator);
  if (endsWithSeparator && (end > 0 || closers.length === 0)) end = skipBlanks(suffix, end) + 1;
  // VS Code draws a replacement only where the replaced text can be found, in order, in the new one.
  return isSubsequence(suffix.slice(0, end), text) ? end : 0;
}

function unmatchedClosers(text: string, request: CompletionRequest): string[] {
  const code = request.place === 'string' ? afterClosingQuote(text, request) : text;
  return unmatchedBrackets(code, languageSyntax(request.languageId)).closers.map((bracket) => bracket.text);
}

/** Inside a string, the quote that ends it is a closer as well. */
function quoteThatCloses(text: string, request: CompletionRequest): string[] {
  if (request.place !== 'string') return [];
  const quote = openQuote(request);
  return quote !== undefined && text.includes(quote) ? [quote] : [];
}

function afterClosingQuote(text: string, request: CompletionRequest): string {
  const quote = openQuote(request);
  const end = quote === undefined ? -1 : text.indexOf(quote);
  return end < 0 ? '' : text.slice(end + 1);
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
