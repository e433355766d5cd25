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
  signature = signature.replace(/\s*(?:[={:;,]|=>)$/, '');
  return (language.completeSignature?.(signature, node.name) ?? signature).slice(0, MAX_SIGNATURE);
}

/** What stands before the name, where the language writes types there, and after it in the head, on one line each. */
export function aroundName(
  parts: SignatureParts,
  from: number,
  text: string,
  language: OutlineLanguage,
): { readonly before: string; readonly after: string } {
  const { node, name, body } = parts;
  const end = body && body.start >= name.end ? body.start : node.end;
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
  if (isOneLine && saysTheSame(text.slice(start, end < 0 ? text.length : end), signature)) return undefined;
  const lines = text
    .slice(lineStart, Math.min(end < 0 ? text.length : end, lineStart + MAX_LINES * MAX_SIGNATURE))
    .split('\n', MAX_LINES)
    .map((line) => line.slice(0, MAX_SIGNATURE).trimEnd());
  const written = dedent(lines).join('\n');
  return saysTheSame(written.replaceAll(/[^\S\n]+/g, ' '), signature) ? undefined : written;
}

/** But for what opens the body or ends the statement. */
function saysTheSame(written: string, signature: string): boolean {
  return written.startsWith(signature) && /^\s*(?:\{|:|;|=>|=)*$/.test(written.slice(signature.length));
}

function cutOf({ body, value }: SignatureParts): Capture | undefined {
  const isLong = value !== undefined && (value.end - value.start > MAX_VALUE || value.line !== value.endLine);
  return body ?? (isLong ? value : undefined);
}

/** Annotations stand before what is annotated; the line of the name is where the head begins then. */
function startOf(name: Capture, from: number, text: string): number {
  return /[@#[]/.test(text[from]!) ? Math.max(from, text.lastIndexOf('\n', name.start) + 1) : from;
}

function dedent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line !== '').map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common));
}

const LINE_COMMENTS = { '//': /(?<=^|\s)\/\/.*$/gm, '#': /(?<=^|\s)#.*$/gm, '--': /(?<=^|\s)--.*$/gm };

/** Without comments, with single spaces. Most heads have neither comments nor line ends: those cost no more than a look. */
function oneLine(text: string, start: number, end: number, { lineComment }: OutlineLanguage): string {
  // Cut first, so that a huge type costs no more than a small one.
  let head = text.slice(start, Math.min(end, start + 4 * MAX_SIGNATURE));
  if (head.includes(lineComment)) head = head.replaceAll(LINE_COMMENTS[lineComment], '');
  if (head.includes('/*')) head = head.replaceAll(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ');
  return (/[\t\r\n]| {2}/.test(head) ? head.replaceAll(/\s+/g, ' ') : head).trim();
}
