import type { Definition } from '../repository/outline.ts';

/** Of a head that goes on over several lines, what follows the first is put on one, and cut here. */
const MAX_REST = 100;

/** A definition as a snippet shows it: the line of its name as it stands in the file, and the rest of a longer head. */
export function shownLines({ name, written, signature }: Definition): readonly string[] {
  if (written === undefined) return [signature];
  const lines = written.split('\n');
  const first = Math.max(
    0,
    lines.findIndex((line) => hasWord(line, name)),
  );
  const head = lines[first]!.trim();
  if (/[;:{]$/.test(head)) return [head.replace(/\s*\{$/, '')];
  const rest = lines
    .slice(first + 1)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\s*\{$/, '');
  return rest === '' || /^(?:"""|'''|\/[/*]|#)/.test(rest) ? [head] : [head, `  ${rest.slice(0, MAX_REST)}`];
}

function hasWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!WORD_PART.test(line[at - 1] ?? '') && !WORD_PART.test(line[at + word.length] ?? '')) return true;
  }
  return false;
}

const WORD_PART = /[\w$]/;
