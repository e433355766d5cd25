import { isBlank } from '../../core/syntax/characters.ts';
import type { Capture } from './match.ts';
import type { OutlineLanguage } from './outline-language.ts';

export interface SignatureParts {
  readonly node: Capture;
  readonly name: Capture;
  readonly body: Capture | undefined;
  readonly value: Capture | undefined;
}

/** Longer than this, a signature says no more to a reader and costs the place of another one. */
const MAX_SIGNATURE = 240;
/** A value longer than this is data; the name and type are what matters. */
const MAX_VALUE = 80;
/** Of a head that takes many lines, the ones that say most. */
const MAX_LINES = 12;

/** The head of a definition on one line: from a place in the text, without body, and without a value that is long. */
export function signatureOf(parts: SignatureParts, from: number, text: string, language: OutlineLanguage): string {
  const { node, name } = parts;
  const cut = cutOf(parts);
  const start = startOf(name, from, text);
  let signature = oneLine(text, start, cut ? Math.max(cut.start, start) : node.end, language);
  // `typedef struct { … } Name;` has its name behind the body.
  if (cut && name.start >= cut.end) signature += ` { … } ${oneLine(text, name.start, node.end, language)}`;
  signature = withoutLastSign(signature);
  return (language.completeSignature?.(signature, node.name) ?? signature).slice(0, MAX_SIGNATURE);
}

/** Without what opens a body or a value, or ends a statement. Looked for at the end: a pattern would try every blank in between. */
function withoutLastSign(signature: string): string {
  if (signature.endsWith('=>')) return signature.slice(0, -2).trimEnd();
  return '={:;,'.includes(signature.at(-1) ?? ' ') ? signature.slice(0, -1).trimEnd() : signature;
}

/**
 * What stands before the name, where the language writes types there, and after it in the head, on one line each. Of a value, which
 * may be long, only that there is one.
 */
export function aroundName(
  parts: SignatureParts,
  from: number,
  text: string,
  language: OutlineLanguage,
): { readonly before: string; readonly after: string } {
  const { node, name, body, value } = parts;
  const rest = body ?? value;
  const end = rest && rest.start >= name.end ? rest.start : node.end;
  return {
    before: language.typePlace === 'before' ? oneLine(text, startOf(name, from, text), name.start, language) : '',
    after: oneLine(text, name.end, end, language),
  };
}

/** The head's lines as they stand in the file, dedented; `undefined` where the signature says the same on one line too. */
export function writtenOf(parts: SignatureParts, from: number, text: string, signature: string): string | undefined {
  const start = startOf(parts.name, from, text);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  // Members on one line with their parent: the line is the parent's.
  if (text.slice(lineStart, start).trim() !== '') return undefined;
  const last = cutOf(parts)?.start ?? parts.node.end - 1;
  const end = text.indexOf('\n', Math.max(last, start));
  const isOneLine = text.indexOf('\n', start) === end;
  // Most are, and need no more than a look.
  if (isOneLine && saysTheSame(text, start, end < 0 ? text.length : end, signature)) return undefined;
  const lines = text
    .slice(lineStart, Math.min(end < 0 ? text.length : end, lineStart + MAX_LINES * MAX_SIGNATURE))
    .split('\n', MAX_LINES)
    .map((line) => line.slice(0, MAX_SIGNATURE).trimEnd());
  const written = dedent(lines).join('\n');
  return saysTheSame(written, 0, written.length, signature) ? undefined : written;
}

/** Whether `text[from, to)` is the signature, but for how many blanks there are at a place, and what opens the body or ends the statement. */
function saysTheSame(text: string, from: number, to: number, signature: string): boolean {
  let at = from;
  for (let sign = 0; sign < signature.length; sign++, at++) {
    const code = text.charCodeAt(at);
    if (at >= to || !(signature.charCodeAt(sign) === code || (signature[sign] === ' ' && isBlankInLine(code))))
      return false;
    if (signature[sign] === ' ') while (at + 1 < to && isBlankInLine(text.charCodeAt(at + 1))) at++;
  }
  return /^\s*(?:\{|:|;|=>|=)*$/.test(text.slice(at, to));
}

function isBlankInLine(code: number): boolean {
  return isBlank(code) && code !== LINE_END;
}

const [LINE_END, SPACE] = [10, 32] as const;

function cutOf({ body, value }: SignatureParts): Capture | undefined {
  const isLong = value !== undefined && (value.end - value.start > MAX_VALUE || value.line !== value.endLine);
  return body ?? (isLong ? value : undefined);
}

/** Annotations stand before what is annotated; the line of the name is where the head begins then. */
function startOf(name: Capture, from: number, text: string): number {
  return '@#['.includes(text[from]!) ? Math.max(from, text.lastIndexOf('\n', name.start) + 1) : from;
}

function dedent(lines: readonly string[]): readonly string[] {
  let common = Infinity;
  for (const line of lines) if (line !== '') common = Math.min(common, line.search(/\S/));
  return lines.map((line) => line.slice(common));
}

const LINE_COMMENTS = { '//': /(?<=^|\s)\/\/.*$/gm, '#': /(?<=^|\s)#.*$/gm, '--': /(?<=^|\s)--.*$/gm };

/** Without comments, with single spaces. Most heads have neither comments nor line ends: those cost no more than a look. */
function oneLine(text: string, start: number, end: number, { lineComment }: OutlineLanguage): string {
  // Cut first, so that a huge type costs no more than a small one.
  let head = text.slice(start, Math.min(end, start + 4 * MAX_SIGNATURE));
  if (head.includes(lineComment)) head = head.replaceAll(LINE_COMMENTS[lineComment], '');
  if (head.includes('/*')) head = head.replaceAll(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ');
  return singleSpaced(head).trim();
}

/** As `replaceAll(/\s+/g, ' ')`, in a third of the time where lines have words between their blanks. */
function singleSpaced(text: string): string {
  let line = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > SPACE && code < 128) continue;
    if (!isBlank(code)) continue;
    let end = at + 1;
    while (end < text.length && isBlank(text.charCodeAt(end))) end++;
    if (code === SPACE && end === at + 1) continue;
    line += `${text.slice(start, at)} `;
    start = end;
    at = end - 1;
  }
  return start === 0 ? text : line + text.slice(start);
}
