import { definitionsOf } from '../definitions-of.ts';
import type { Found, Question } from '../retriever.ts';

/** A name that is defined in more places than this may be anything. */
const MAX_DEFINITIONS = 8;
/** Share of a name's words that stand around the cursor. */
const LIKE_THE_PLACE = 0.4;

/** What the names in similar places elsewhere mean: a place like this one will call what those call. */
export function similarWindowNames({ similarNames: names, index }: Question): Iterable<Found> {
  return definitionsOf(names, index, MAX_DEFINITIONS);
}

/** What the names mean that were written elsewhere after lines of the same shape as those before the cursor. */
export function likeLineNames({ likeLineNames: names, index }: Question): Iterable<Found> {
  return definitionsOf(names, index, MAX_DEFINITIONS);
}

/** Names made of the words that stand around the cursor, wherever they are defined: a project's own functions are named alike. */
export function similarNames({ place, index, similarNames: names }: Question): Iterable<Found> {
  const like: [string, number][] = [];
  for (const name of names.keys()) {
    const words = index.wordsOf(name);
    if (words.length < 2) continue;
    const strength = words.reduce((sum, word) => sum + (place.words.get(word) ?? 0), 0) / words.length;
    if (strength >= LIKE_THE_PLACE) like.push([name, strength]);
  }
  return definitionsOf(like, index, MAX_DEFINITIONS);
}
