import type { FoundWindow } from './window-index.ts';

/** The names of similar windows by how similar those are: 1 for a name that all of them have. */
export function namesOfSimilar(similar: readonly FoundWindow[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  let all = 0;
  for (const window of similar) {
    all += window.score ** 2;
    for (const name of window.names) names.set(name, (names.get(name) ?? 0) + window.score ** 2);
  }
  for (const [name, weight] of names) names.set(name, weight / all);
  return names;
}
