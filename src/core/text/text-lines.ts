/** A text as lines, each with the line end that it has, so that it can be put together again byte for byte. */
export interface TextLines {
  /** U+FEFF, or nothing. It is no part of the first line. */
  readonly bom: string;
  /** Without their line ends. An empty text has none; a text that ends with a line end has no empty line after it. */
  readonly lines: readonly string[];
  /** `\n`, `\r\n`, or nothing after the last line. */
  readonly ends: readonly string[];
  /** What most lines end with: what a new line gets. */
  readonly eol: '\n' | '\r\n';
}

/** A text to be: lines of the old one by their number, and new ones. */
export type LineDraft = readonly (number | string)[];

export function toTextLines(text: string): TextLines {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines: string[] = [];
  const ends: string[] = [];
  let crlf = 0;
  for (let start = bom.length; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? '' : text[feed - 1] === '\r' && feed > start ? '\r\n' : '\n';
    lines.push(text.slice(start, (feed < 0 ? text.length : feed + 1) - end.length));
    ends.push(end);
    if (end === '\r\n') crlf++;
    start = feed < 0 ? text.length : feed + 1;
  }
  const lineEnds = ends.length - (ends.at(-1) === '' ? 1 : 0);
  return { bom, lines, ends, eol: crlf * 2 > lineEnds ? '\r\n' : '\n' };
}

/** Whether the text ends with a line end. An empty text counts as if it did: its first line will get one. */
export function endsWithNewline({ ends }: TextLines): boolean {
  return ends.at(-1) !== '';
}

/** Old lines keep their line ends, new ones get the text's usual one; the last line has one where `finalNewline` says so. */
export function renderDraft(old: TextLines, draft: LineDraft, finalNewline = endsWithNewline(old)): string {
  const parts = draft.map((line, index) => {
    const [text, own] = typeof line === 'number' ? [old.lines[line]!, old.ends[line]!] : [line, ''];
    const end = index < draft.length - 1 || finalNewline ? own || old.eol : '';
    return text + end;
  });
  return old.bom + parts.join('');
}

/** The lines of a draft, without their ends. */
export function draftLines(old: TextLines, draft: LineDraft): readonly string[] {
  return draft.map((line) => (typeof line === 'number' ? old.lines[line]! : line));
}
