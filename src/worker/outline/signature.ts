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

/** The head of a definition on one line: from a place in the text, without body, and without a value that is long. */
export function signatureOf(
  { node, name, body, value }: SignatureParts,
  from: number,
  text: string,
  language: OutlineLanguage,
): string {
  let start = from;
  // Annotations stand before what is annotated; the line of the name is where the head begins then.
  if (/[@#[]/.test(text[start]!)) start = Math.max(start, text.lastIndexOf('\n', name.start) + 1);
  const isLong = value !== undefined && (value.end - value.start > MAX_VALUE || value.line !== value.endLine);
  const cut = body ?? (isLong ? value : undefined);
  let signature = oneLine(text, start, cut ? Math.max(cut.start, start) : node.end, language);
  // `typedef struct { … } Name;` has its name behind the body.
  if (cut && name.start >= cut.end) signature += ` { … } ${oneLine(text, name.start, node.end, language)}`;
  signature = signature.replace(/\s*(?:[={:;,]|=>)$/, '');
  return (language.completeSignature?.(signature, node.name) ?? signature).slice(0, MAX_SIGNATURE);
}

const LINE_COMMENTS = { '//': /(?<=^|\s)\/\/.*$/gm, '#': /(?<=^|\s)#.*$/gm };

/** Without comments, with single spaces. */
function oneLine(text: string, start: number, end: number, { lineComment }: OutlineLanguage): string {
  // Cut first, so that a huge type costs no more than a small one.
  const head = text.slice(start, Math.min(end, start + 4 * MAX_SIGNATURE));
  const bare = head.replaceAll(LINE_COMMENTS[lineComment], '').replaceAll(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ');
  return bare.replaceAll(/\s+/g, ' ').trim();
}
