import { indentOf, indentUnit } from '../syntax/indentation.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { lexerBlockEnd } from '../syntax/lexer-syntax.ts';
import { fitAtCursor } from './fit-at-cursor.ts';
import { keepLines } from './keep-lines.ts';
import { type CompletionRequest, linePrefix, lineSuffix, onlyClosers } from './request.ts';
import type { NothingReason, PostProcessed } from './result.ts';

export interface GeneratedText {
  readonly text: string;
  /** The source says that the line ends here; `undefined` where it says nothing of the kind. */
  readonly endsLine: boolean | undefined;
}

/** What the person allows a suggestion. */
export interface Limits {
  /** Lines that are not blank; 0 for no limit. */
  readonly maxLines: number;
}

/** A step takes the text as the steps before it left it; a reason ends the walk. */
type Step = (text: string, request: CompletionRequest, limits: Limits) => string | { readonly nothing: NothingReason };

/** In this order: first what belongs to the form, then what may take text away. */
const STEPS: readonly Step[] = [
  unifyLineEnds,
  dropTypedIndentation,
  matchIndentationStyle,
  keepOneLineWhereCodeFollows,
  endWithTheBlock,
  (text, { languageId }, { maxLines }) => keepLines(text, maxLines, languageId),
  dropTrailingBlanks,
  stopBeforeSuffixLines,
  cutRepetition,
];

/** Generated text → what may be shown at this cursor. Pure; each step has its table of cases in the tests. */
export function postProcess(
  generated: GeneratedText,
  request: CompletionRequest,
  limits: Limits = { maxLines: 0 },
): PostProcessed {
  let text = generated.text;
  for (const step of STEPS) {
    const next = step(text, request, limits);
    if (typeof next !== 'string') return { kind: 'nothing', reason: next.nothing };
    text = next;
  }
  if (text.trim() === '') return { kind: 'nothing', reason: 'only-whitespace' };
  if (tooShort(text, generated.endsLine, request)) return { kind: 'nothing', reason: 'too-short' };
  return fitAtCursor(text, request);
}

/** The editor puts its own line ends in; a lone CR or a CRLF in between would double them. */
function unifyLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** On a blank line that is already indented, sources like to begin with the indentation once more. */
function dropTypedIndentation(text: string, request: CompletionRequest): string {
  const prefix = linePrefix(request);
  if (prefix.trim() !== '') return text;
  const withoutNewline = text.replace(/^\n+/, '');
  const given = indentOf(withoutNewline);
  if (given === '') return withoutNewline;
  if (given.startsWith(prefix)) return withoutNewline.slice(prefix.length);
  return withoutNewline.slice(given.length);
}

/** Tabs where the file has tabs, its number of blanks where it has blanks. */
function matchIndentationStyle(text: string, request: CompletionRequest): string {
  if (!text.includes('\n')) return text;
  const here = indentUnit(request.before + request.after);
  const there = indentUnit(text);
  if (here === undefined || there === undefined || (here === '\t') === (there === '\t')) return text;
  const [first = '', ...rest] = text.split('\n');
  return [first, ...rest.map((line) => reindent(line, there, here))].join('\n');
}

function reindent(line: string, from: string, to: string): string {
  const indent = indentOf(line);
  const levels = Math.floor(indent.length / from.length);
  return to.repeat(levels) + indent.slice(levels * from.length) + line.slice(indent.length);
}

/** With code right of the cursor a second line would tear it off; closers alone are dealt with when it is fitted in. */
function keepOneLineWhereCodeFollows(text: string, request: CompletionRequest): string {
  return onlyClosers(lineSuffix(request)) ? text : (text.split('\n')[0] ?? '');
}

/** Models go on after the block that was asked for, with the next function and the one after that. */
function endWithTheBlock(text: string, request: CompletionRequest): string {
  if (!text.includes('\n')) return text;
  const edit = { before: request.before, insertText: text };
  const end = lexerBlockEnd(edit, languageSyntax(request.languageId));
  // Nothing at all is left where the text begins by closing what stands open: then it is a closer that may be missing.
  return end === undefined || end === 0 ? text : text.slice(0, end);
}

function dropTrailingBlanks(text: string, request: CompletionRequest): string {
  return lineSuffix(request).trim() === '' ? text.trimEnd() : text;
}

/** What stands below already is not said again, however it is spaced. */
function stopBeforeSuffixLines(text: string, request: CompletionRequest): string | { nothing: NothingReason } {
  const below = request.after
    .slice(lineSuffix(request).length)
    .split('\n')
    .find((line) => line.trim() !== '');
  if (below === undefined) return text;
  const lines = text.split('\n');
  const whole = (index: number) => (index === 0 ? linePrefix(request) + (lines[0] ?? '') : (lines[index] ?? ''));
  const repeat = lines.findIndex((_, index) => squeeze(whole(index)) === squeeze(below) && squeeze(below).length > 2);
  if (repeat < 0) return text;
  return repeat === 0 ? { nothing: 'repeats-suffix' } : lines.slice(0, repeat).join('\n');
}

const squeeze = (line: string): string => line.replace(/\s+/g, '');

/** So often may a line follow itself, or its like before the cursor: tables and lists do that, a stuck model too. */
const EQUAL_LINES = 2;

function cutRepetition(text: string, request: CompletionRequest): string | { nothing: NothingReason } {
  const generated = text.split('\n');
  const written = request.before.split('\n').slice(-EQUAL_LINES - 1);
  const current = written.pop() ?? '';
  const lines = [...written, current + (generated[0] ?? ''), ...generated.slice(1)].map((line) => line.trim());
  for (let i = EQUAL_LINES; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.length < 3 || !lines.slice(i - EQUAL_LINES, i).every((earlier) => earlier === line)) continue;
    const keep = i - written.length;
    if (keep < 0) continue;
    return keep === 0 ? { nothing: 'repetition' } : generated.slice(0, keep).join('\n');
  }
  return repeatsItself(text) ? { nothing: 'repetition' } : text;
}

/** The same few words again and again on one line. */
function repeatsItself(text: string): boolean {
  return /(\S.{1,30}?)\1{4,}/.test(text.slice(0, 400));
}

/** A suggestion under six characters that does not end the line is quicker typed than read (research on the engine). */
const SHORTEST = 6;

function tooShort(text: string, endsLine: boolean | undefined, request: CompletionRequest): boolean {
  if (request.triggerKind === 'invoked') return false;
  return text.trim().length < SHORTEST && endsLine === false;
}
