import type { TextEdit } from '../../text/text-edit.ts';
import { addToList } from './add-to-list.ts';
import type { NeededImport } from './needed-import.ts';
import { consecutive, type ImportLine, isApart, placeLine } from './place-lines.ts';

const PATTERNS = {
  blank: /(?:[ \t]*\n)+/y,
  comment: /#[^\n]*(?:\n|$)/y,
  docstring: /[rRuU]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')[ \t]*(?:\n|$)/y,
  list: /from[ \t]+(\S+)[ \t]+import[ \t]*\(([^)]{0,2000})\)[^\n]*(?:\n|$)/y,
  // Carried on by a backslash, it is left as it is.
  from: /from[ \t]+(\S+)[ \t]+import[ \t]+([^\n#\\(]*)(?:#[^\n]*)?(?:\n|$)/y,
  other: /(?:import|from)[ \t](?:[^\n\\]|\\\n|\\[^\n])*(?:\n|$)/y,
} as const;

export function placePythonImport(head: string, needed: NeededImport): TextEdit {
  const lines: ImportLine[] = [];
  let start = 0;
  for (const { kind, start: at, match } of consecutive(head, PATTERNS)) {
    const end = at + match[0].length;
    switch (kind) {
      case 'list':
      case 'from': {
        const [whole, source = '', names = ''] = match;
        if (source === needed.source && !names.includes('*')) {
          const open =
            at + (kind === 'list' ? whole.indexOf('(') + 1 : whole.indexOf(names, whole.indexOf('import') + 6));
          const joined = addToList(head, open, open + names.trimEnd().length, needed.name);
          if (joined) return joined;
        }
        lines.push({ start: at, end, source });
        break;
      }
      case 'other':
        lines.push({ start: at, end, source: /^\w+[ \t]+([\w.]+)/.exec(match[0])?.[1] ?? '' });
        break;
      case 'docstring':
        if (lines.length === 0) start = end;
        break;
      case 'comment':
        if (lines.length === 0 && (match[0].startsWith('#!') || isApart(kind, head, end))) start = end;
        break;
      case 'blank':
        break;
    }
  }
  const text = `from ${needed.source} import ${needed.name}`;
  const isRelative = needed.source.startsWith('.');
  const top = needed.source.split('.')[0];
  const isAlike = (source: string): boolean =>
    isRelative ? source.startsWith('.') : source.split('.')[0] === top && !source.startsWith('.');
  return placeLine(head, lines, { text, source: needed.source }, { start, isAlike });
}
