import type { HoleSnippet } from './formats/fim-format.ts';

/**
 * The snippets of `next` in an order that keeps as much of the last prompt as can be: what was there stays where it was, up
 * to the first that is gone, and what is new follows, by path. The last list itself where the set is the same.
 */
export function steadySnippets(last: readonly HoleSnippet[], next: readonly HoleSnippet[]): readonly HoleSnippet[] {
  const wanted = new Map(next.map((snippet) => [keyOf(snippet), snippet]));
  const kept = last.filter((snippet) => wanted.delete(keyOf(snippet)));
  if (kept.length === last.length && wanted.size === 0) return last;
  const added = [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, snippet]) => snippet);
  return [...kept, ...added];
}

const keyOf = ({ path, text }: HoleSnippet): string => `${path}\0${text}`;
