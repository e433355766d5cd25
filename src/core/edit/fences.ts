/** A fenced block of an answer. */
export interface Fence {
  /** The lines of the opening and of the closing marker, zero-based; `end` is the answer's length where none closes it. */
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
  /** What stands after the opening marker: a language, often a path too. */
  readonly info: string;
  /** Without the indentation of the fence itself, which a list item has. */
  readonly lines: readonly string[];
}

/**
 * The outermost fences, in order. A fence inside a Markdown document opens with a language and closes without one, so
 * those are paired off, and the last closing marker is the outer one's: models forget to make the outer fence longer.
 */
export function findFences(lines: readonly string[], fileLanguageId: string): readonly Fence[] {
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at++) {
    const open = MARKER.exec(lines[at]!);
    if (!open || (open[2]!.startsWith('`') && open[3]!.includes('`'))) continue;
    const info = open[3]!.trim();
    const holdsFences =
      /^(?:markdown|md|mdx)\b/i.test(info) || (fileLanguageId === 'markdown' && !/^(?:diff|patch)/.test(info));
    const end = closingLine(lines, at, open[1]!.length, open[2]!, holdsFences);
    fences.push({
      start: at,
      end: end ?? lines.length,
      closed: end !== undefined,
      info,
      lines: lines.slice(at + 1, end ?? lines.length).map((line) => withoutIndent(line, open[1]!)),
    });
    at = end ?? lines.length;
  }
  return fences;
}

const MARKER = /^([ \t]*)(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/;

function closingLine(
  lines: readonly string[],
  start: number,
  indent: number,
  marker: string,
  holdsFences: boolean,
): number | undefined {
  let depth = 0;
  for (let at = start + 1; at < lines.length; at++) {
    const found = MARKER.exec(lines[at]!);
    if (!found || found[2]![0] !== marker[0] || found[2]!.length < marker.length || found[1]!.length > indent) continue;
    if (found[3] !== '') {
      if (holdsFences) depth++;
    } else if (depth > 0) {
      depth--;
    } else {
      return at;
    }
  }
  return undefined;
}

function withoutIndent(line: string, indent: string): string {
  let shared = 0;
  while (shared < indent.length && line[shared] === indent[shared]) shared++;
  return line.slice(shared);
}
