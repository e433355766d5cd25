import type { Definition } from '../repository/outline.ts';

/** Of a head that goes on over several lines, what follows the first is put on one, and cut here. */
const MAX_REST = 100;

/** A definition as a snippet shows it: the line of its name as it stands in the file, and the rest of a longer head. */
export function shownLines({ name, written, signature }: Definition): readonly string[] {
  if (written === undefined) return [signature];
  const lines = written.split('\n');
  const word = new RegExp(`(?<![\\w$])${name.replaceAll(/[$.*+?^()[\]{}|\\]/g, String.raw`\$&`)}(?![\\w$])`);
  const first = Math.max(
    0,
    lines.findIndex((line) => word.test(line)),
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
