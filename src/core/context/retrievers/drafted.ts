import { definitionsOf } from '../definitions-of.ts';
import { strengthOf } from '../draft.ts';
import type { Found, Question } from '../retriever.ts';

/** A name that is defined in more places than this may be anything. */
const MAX_DEFINITIONS = 12;
const MIN_CHANCE = 0.01;

/** What the names mean that a guess at the rest of the line has in it (InlineCoder). */
export function draftedNames({ draft, index }: Question): Iterable<Found> {
  const names = [...(draft?.names ?? [])].filter(([, chance]) => chance >= MIN_CHANCE);
  return definitionsOf(
    names.map(([name, chance]) => [name, strengthOf(chance)]),
    index,
    MAX_DEFINITIONS,
  );
}
