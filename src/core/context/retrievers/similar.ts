import { subWords } from '../identifiers.ts';
import type { Found, Question } from '../retriever.ts';

/** A name that is defined in more places than this may be anything. */
const MAX_DEFINITIONS = 8;

/** What the names in similar places elsewhere mean: a place like this one will call what those call. */
export function* similarWindowNames({ similar, place, index }: Question): Generator<Found> {
  for (const [name, strength] of namesOfSimilar(similar)) {
    const definitions = index.named(name);
    if (definitions.length > MAX_DEFINITIONS) continue;
    for (const located of definitions) if (located.path !== place.outline.path) yield { ...located, strength };
  }
}

/** The names of similar windows by how similar those are: 1 for a name that all of them have. */
export function namesOfSimilar(similar: Question['similar']): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  let all = 0;
  for (const window of similar) {
    all += window.score ** 2;
    for (const name of window.names) names.set(name, (names.get(name) ?? 0) + window.score ** 2);
  }
  for (const [name, weight] of names) names.set(name, weight / all);
  return names;
}

/** Names made of the words that stand around the cursor, wherever they are defined: a project's own functions are named alike. */
export function* similarNames({ place, index, similar }: Question): Generator<Found> {
  const seen = new Set<string>();
  for (const { names } of similar) {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      const words = subWords(name);
      if (words.length < 2) continue;
      const strength = words.reduce((sum, word) => sum + (place.words.get(word) ?? 0), 0) / words.length;
      if (strength < 0.4) continue;
      for (const located of index.named(name).slice(0, MAX_DEFINITIONS)) {
        if (located.path !== place.outline.path) yield { ...located, strength };
      }
    }
  }
}
