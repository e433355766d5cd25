import type { Match } from './match.ts';

/** What the file says its package or namespace is; of several, the first. */
export function readNamespace(text: string, matches: readonly Match[]): string | undefined {
  for (const { captures } of matches) {
    const found = captures.find(({ name }) => name === 'namespace');
    if (found) return text.slice(found.start, found.end).replaceAll(/\s+/g, '');
  }
  return undefined;
}
