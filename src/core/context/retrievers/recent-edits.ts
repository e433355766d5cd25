import { definitionsOf } from '../definitions-of.ts';
import type { Found, Question } from '../retriever.ts';

/** A name that is defined in more places than this may be anything. */
const MAX_DEFINITIONS = 4;
const MIN_LENGTH = 3;

/**
 * What the names in lines that were just changed in other files mean, whether it was changed itself or used there: who changes one
 * thing in several files writes the same names again.
 */
export function recentlyEdited({ recentNames, index }: Question): Iterable<Found> {
  const names = [...recentNames].filter((name) => name.length >= MIN_LENGTH);
  return definitionsOf(
    names.map((name) => [name, 1]),
    index,
    MAX_DEFINITIONS,
  );
}
