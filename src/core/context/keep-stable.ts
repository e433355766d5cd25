import type { Snippet } from './snippet.ts';

/** Above it the new snippets say little that the old ones do not, and a server would have to read them all again. */
const ENOUGH = 0.75;

/** The snippets to go on with: the old ones, in their order, until the new ones really say something else. */
export function keepStable(old: readonly Snippet[], fresh: readonly Snippet[]): readonly Snippet[] {
  const known = new Set(old.flatMap(linesOf));
  const lines = fresh.flatMap(linesOf);
  const shared = lines.filter((line) => known.has(line)).length;
  return old.length > 0 && lines.length > 0 && shared >= ENOUGH * lines.length ? old : fresh;
}

function linesOf({ path, text }: Snippet): readonly string[] {
  return text.split('\n').map((line) => `${path} ${line}`);
}
