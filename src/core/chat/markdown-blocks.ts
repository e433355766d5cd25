/** A part of an answer that can be drawn on its own: what comes after it never changes it. */
export type MarkdownBlock =
  | { readonly kind: 'prose'; readonly text: string }
  | {
      readonly kind: 'code';
      /** What follows the opening fence on its line. */
      readonly info: string;
      /** Without fences, without the indentation of the fence, without a line end at its end. */
      readonly text: string;
      readonly closed: boolean;
    };

/** Drawing 8,000 characters of Markdown takes a few milliseconds; a longer block is cut at a line end. */
const LONGEST_PROSE = 8_000;

/**
 * Splits Markdown at blank lines and at fences. The parts of a text that is still growing are the same at each step, but
 * for the last: so a streaming answer is drawn by its last part alone.
 *
 * Further from CommonMark than it need be, where models write otherwise than people: a fence counts at any indentation and
 * after a list's sign, so that code in a list is code like any other; and a fence in a Markdown block nests.
 */
export function markdownBlocks(markdown: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let prose: string[] = [];
  let length = 0;
  let fence: Fence | undefined;
  let code: string[] = [];

  const endProse = (): void => {
    if (prose.some((line) => line.trim() !== '')) blocks.push({ kind: 'prose', text: prose.join('\n').trimEnd() });
    prose = [];
    length = 0;
  };
  const addProse = (line: string): void => {
    if (length > 0 && length + line.length > LONGEST_PROSE) {
      // The rows that follow would be no table without its head.
      const head = isTableHead(prose) ? prose.slice(0, 2) : [];
      endProse();
      prose = head;
      length = head.join('').length;
    }
    prose.push(line);
    length += line.length + 1;
  };

  for (const line of lines(markdown)) {
    if (fence !== undefined) {
      const change = fenceChange(fence, line);
      if (change === 'closed') {
        blocks.push({ kind: 'code', info: fence.info, text: code.join('\n'), closed: true });
        fence = undefined;
        code = [];
        continue;
      }
      fence = change;
      code.push(outdent(line, fence.indentation));
      continue;
    }
    const opened = openFence(line);
    if (opened !== undefined) {
      if (opened.before.trim() !== '') addProse(opened.before);
      endProse();
      fence = opened.fence;
      continue;
    }
    const previous = prose.at(-1);
    // An indented paragraph after a blank line still belongs to the list's item above it.
    if (previous?.trim() === '' && line.trim() !== '' && !(isListItem(prose[0]) && /^\s{2}/.test(line))) endProse();
    if (prose.length === 0 && line.trim() === '') continue;
    for (const piece of pieces(line)) addProse(piece);
  }
  endProse();
  if (fence !== undefined) blocks.push({ kind: 'code', info: fence.info, text: code.join('\n'), closed: false });
  return blocks;
}

interface Fence {
  readonly sign: string;
  readonly info: string;
  readonly indentation: number;
  /** How many fences stand open within a block of Markdown, itself among them. */
  readonly depth: number;
}

const OPENING = /^(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const CLOSING = /^\s*(`{3,}|~{3,})\s*$/;

function openFence(line: string): { readonly before: string; readonly fence: Fence } | undefined {
  const match = OPENING.exec(line);
  if (match === null) return undefined;
  const [, before = '', sign = '', info = ''] = match;
  return { before, fence: { sign, info: info.trim(), indentation: before.length, depth: 1 } };
}

function fenceChange(fence: Fence, line: string): Fence | 'closed' {
  const closing = CLOSING.exec(line)?.[1];
  if (closing !== undefined && closing[0] === fence.sign[0] && closing.length >= fence.sign.length) {
    return fence.depth === 1 ? 'closed' : { ...fence, depth: fence.depth - 1 };
  }
  const nests = /^(?:markdown|md|mdx)\b/i.test(fence.info) && /^\s*(?:`{3,}|~{3,})\s*\w/.test(line);
  return nests && line.trimStart().startsWith(fence.sign) ? { ...fence, depth: fence.depth + 1 } : fence;
}

function outdent(line: string, indentation: number): string {
  let at = 0;
  while (at < indentation && (line[at] === ' ' || line[at] === '\t')) at++;
  return at === 0 ? line : line.slice(at);
}

function isListItem(line: string | undefined): boolean {
  return line !== undefined && /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line);
}

function isTableHead(prose: readonly string[]): boolean {
  const [names = '', rule = ''] = prose;
  return names.includes('|') && rule.includes('-') && /^[\s|:-]+$/.test(rule);
}

/** Of a line that is longer than a block may be, at spaces where there are any. */
function* pieces(line: string): Generator<string> {
  let rest = line;
  while (rest.length > LONGEST_PROSE) {
    const space = rest.lastIndexOf(' ', LONGEST_PROSE);
    const end = space > LONGEST_PROSE / 2 ? space + 1 : LONGEST_PROSE;
    yield rest.slice(0, end);
    rest = rest.slice(end);
  }
  yield rest;
}

function* lines(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    start = end + 1;
  }
  // What ends with a line end has no further line.
  if (start < text.length) yield text.slice(start);
}
