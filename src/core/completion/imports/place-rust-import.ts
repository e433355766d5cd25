import type { TextEdit } from '../../text/text-edit.ts';
import { addToList } from './add-to-list.ts';
import type { NeededImport } from './needed-import.ts';
import { consecutive, type ImportLine, isApart, placeLine } from './place-lines.ts';

const PATTERNS = {
  blank: /(?:[ \t]*\n)+/y,
  inner: /(?:\/\/![^\n]*|#!\[[^\n]*)(?:\n|$)/y,
  comment: /(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/[ \t]*)(?:\n|$)/y,
  attribute: /#\[[^\n]*\][ \t]*(?:\n|$)/y,
  // One brace, and none inside it.
  list: /(?:pub(?:\([^)]{0,2000}\))?\s+)?use\s+([\w:]+)::\{([^{};]*)\}\s*;[^\n]*(?:\n|$)/y,
  use: /(?:pub(?:\([^)]{0,2000}\))?\s+)?use\s+([^;]*);[^\n]*(?:\n|$)/y,
  module: /(?:pub(?:\([^)]{0,2000}\))?\s+)?(?:mod\s+\w+|extern\s+crate\s[^;]*);[^\n]*(?:\n|$)/y,
} as const;

export function placeRustImport(head: string, needed: NeededImport): TextEdit {
  const lines: ImportLine[] = [];
  let start = 0;
  for (const { kind, start: at, match } of consecutive(head, PATTERNS)) {
    const end = at + match[0].length;
    if (kind === 'inner' || (lines.length === 0 && isApart(kind, head, end))) start = end;
    if (kind === 'list' && match[1] === needed.source && !match[0].startsWith('pub')) {
      const open = at + match[0].indexOf('{') + 1;
      const joined = addToList(head, open, open + match[2]!.length, needed.name);
      if (joined) return joined;
    }
    if (kind === 'list' || kind === 'use') lines.push({ start: at, end, source: match[1]! });
  }
  const source = `${needed.source}::${needed.name}`;
  const crate = needed.source.split('::')[0]!;
  const isAlike = (each: string): boolean => each.split('::')[0] === crate;
  return placeLine(head, lines, { text: `use ${source};`, source }, { start, isAlike });
}
