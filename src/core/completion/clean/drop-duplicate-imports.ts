import { indentOf } from '../../syntax/indentation.ts';
import type { Cleaning, Nothing } from './cleaning.ts';

/** One line each, in the languages that have imports on lines of their own. */
const IMPORT =
  /^\s*(?:import\b|from\s+[\w.]+\s+import\b|(?:global\s+)?using\s+(?:static\s+)?[\w.]+(?:\s*=\s*[\w.<>]+)?\s*;|(?:pub\s+)?use\s+[\w:\\{]|#\s*include\b|@import\b|@use\b|require(?:_once|_relative)?[\s('"]|(?:const|let|var)\s+[\w${},\s:]+=\s*require\(|export\s+.*\bfrom\s+['"]|library\()/;

export function isImport(line: string): boolean {
  return IMPORT.test(line) && !/[{(]\s*$/.test(line);
}

/** What is imported already is not imported again. */
export function dropDuplicateImports(text: string, at: Cleaning): string | Nothing {
  const inBlock = isInGoBlock(at);
  const isOne = (line: string): boolean => isImport(line) || (inBlock && /^\s*(?:[\w.]+\s+)?"[^"]+"\s*$/.test(line));
  const lines = text.split('\n');
  if (at.linePrefix.trim() !== '' && !lines.slice(1).some(isOne)) return text;
  const known = new Set([...at.linesAbove, ...at.linesBelow].filter(isOne).map(plain));
  const left = lines.filter((line, index) => {
    if (index === 0 && at.linePrefix.trim() !== '') return true;
    if (!isOne(line)) return true;
    if (known.has(plain(line))) return false;
    known.add(plain(line));
    return true;
  });
  if (left.length === lines.length) return text;
  return left.every((line) => line.trim() === '') ? { nothing: 'repeats-import' } : left.join('\n');
}

/** In a function an import is another one: the indentation counts. */
function plain(line: string): string {
  return indentOf(line) + line.replace(/\s+/g, '').replaceAll('"', "'").replace(/;$/, '').replace(/,\}/, '}');
}

/** Between the parentheses of Go's `import ( … )`. */
function isInGoBlock({ request, linesAbove }: Cleaning): boolean {
  if (request.languageId !== 'go') return false;
  const head = linesAbove.findLastIndex((line) => /^import \($/.test(line.trim()));
  return head >= 0 && !linesAbove.slice(head).some((line) => line.startsWith(')'));
}
