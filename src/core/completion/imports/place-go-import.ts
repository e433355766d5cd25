import type { TextEdit } from '../../text/text-edit.ts';
import type { NeededImport } from './needed-import.ts';
import { consecutive, type ImportLine, placeLine } from './place-lines.ts';

const PATTERNS = {
  blank: /(?:[ \t]*\n)+/y,
  comment: /[ \t]*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/[ \t]*)(?:\n|$)/y,
  package: /package\s+\w+[^\n]*(?:\n|$)/y,
  block: /import\s*\(([^)]{0,8000})\)[^\n]*(?:\n|$)/y,
  import: /import\s+(?:[\w.]+\s+)?"([^"\n]+)"[^\n]*(?:\n|$)/y,
} as const;

export function placeGoImport(head: string, needed: NeededImport): TextEdit {
  const { name, source } = needed;
  const last = source.split('/').at(-1);
  const path = last === name ? `"${source}"` : `${name} "${source}"`;
  const lines: ImportLine[] = [];
  let start = 0;
  for (const { kind, start: at, match } of consecutive(head, PATTERNS)) {
    const end = at + match[0].length;
    if (kind === 'package') start = end;
    if (kind === 'import') lines.push({ start: at, end, source: match[1]! });
    if (kind === 'block') return placeInBlock(head, at + match[0].indexOf('(') + 1, match[1]!, path, source);
  }
  const isAlike = (): boolean => true;
  return placeLine(head, lines, { text: `import ${path}`, source }, { start, isAlike });
}

/** Between the brackets of `import ( … )`, with what is of the same module. */
function placeInBlock(head: string, open: number, inner: string, path: string, source: string): TextEdit {
  const lines = [...inner.matchAll(/[ \t]*(?:[\w.]+\s+)?"([^"\n]+)"[^\n]*\n/g)].map(({ 0: text, 1: each, index }) => ({
    start: open + index,
    end: open + index + text.length,
    source: each!,
  }));
  if (lines.length === 0) return { offset: open, deleteCount: 0, insertText: `\n\t${path}${inner === '' ? '\n' : ''}` };
  const [host] = source.split('/');
  // What has no dot in its first part is the standard library's, unless the module itself has none.
  const isAlike = (each: string): boolean => each.split('/')[0] === host;
  const gap = lines.some(({ source: each }) => isAlike(each) || each.split('/')[0]!.includes('.')) ? '' : '\n';
  return placeLine(head, lines, { text: `${gap}\t${path}`, source }, { start: open, isAlike });
}
