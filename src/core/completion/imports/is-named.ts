import type { NeededImport } from './needed-import.ts';

/** A line that is, or goes on, an import: what may name something that comes from elsewhere. Longer ones are not looked through. */
const STATEMENTS =
  /^[ \t]*(?:import\b[^;\n({]*(?:\{[^}]{0,2000}\}|\([^)]{0,2000}\))?[^;\n]*|from\s+\S+\s+import\s+(?:\([^)]{0,2000}\)|[^\n]*)|(?:pub\s+)?use\s[^;]{0,2000};|(?:const|let|var)\s[^=;]{0,2000}=\s*require\([^\n]*)/gm;

/** Whether an import of the text brings that name already, from wherever; also where another statement has been added since. */
export function isNamed(head: string, { name }: NeededImport): boolean {
  const word = new RegExp(`(?<![\\w$/])${name.replaceAll('$', '\\$')}(?![\\w$])`);
  return [...head.matchAll(STATEMENTS)].some(([statement]) =>
    word.test(statement.replace(/(['"])[^'"\n]*['"]/g, lastPart)),
  );
}

/** Of a path in quotes its last part is the name of a package in Go. */
function lastPart(quoted: string): string {
  return quoted.startsWith('"') ? quoted.slice(quoted.lastIndexOf('/') + 1) : '';
}
