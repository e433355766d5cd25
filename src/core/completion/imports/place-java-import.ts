import type { TextEdit } from '../../text/text-edit.ts';
import type { NeededImport } from './needed-import.ts';
import { consecutive, type ImportLine, isApart, placeLine } from './place-lines.ts';

const PATTERNS = {
  blank: /(?:[ \t]*\n)+/y,
  comment: /[ \t]*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/[ \t]*)(?:\n|$)/y,
  package: /[ \t]*package\s[^;]*;[^\n]*(?:\n|$)/y,
  static: /[ \t]*import\s+static\s[^;]*;[^\n]*(?:\n|$)/y,
  import: /[ \t]*import\s+([\w.*]+)\s*;[^\n]*(?:\n|$)/y,
} as const;

export function placeJavaImport(head: string, needed: NeededImport): TextEdit {
  const lines: ImportLine[] = [];
  let start = 0;
  for (const { kind, start: at, match } of consecutive(head, PATTERNS)) {
    const end = at + match[0].length;
    if (kind === 'package' || (lines.length === 0 && isApart(kind, head, end))) start = end;
    if (kind === 'import') lines.push({ start: at, end, source: match[1]! });
  }
  const group = groupOf(needed.source, lines);
  const isAlike = (source: string): boolean => source.startsWith(group);
  return placeLine(head, lines, { text: `import ${needed.source};`, source: needed.source }, { start, isAlike });
}

/** The longest beginning, of whole parts, that another import has too. */
function groupOf(wanted: string, lines: readonly ImportLine[]): string {
  const parts = wanted.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const beginning = `${parts.slice(0, length).join('.')}.`;
    if (lines.some(({ source }) => source.startsWith(beginning))) return beginning;
  }
  return wanted;
}
