import type { Found, Question } from '../retriever.ts';

/** A name that is defined in more places than this may be anything. */
const MAX_DEFINITIONS = 4;
const MIN_LENGTH = 3;

/**
 * What the names in lines that were just changed in other files mean, whether it was changed itself or used there: who changes one
 * thing in several files writes the same names again.
 */
export function* recentlyEdited({ recentNames, place, index }: Question): Generator<Found> {
  for (const name of recentNames) {
    if (name.length < MIN_LENGTH) continue;
    const definitions = index.named(name).filter(({ path }) => path !== place.outline.path);
    if (definitions.length > MAX_DEFINITIONS) continue;
    for (const located of definitions) yield { ...located, strength: 1 };
  }
}
