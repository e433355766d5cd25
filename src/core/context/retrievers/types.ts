import { definitionsOf } from '../definitions-of.ts';
import type { Found, Question } from '../retriever.ts';
import { withBases } from '../types-in-scope.ts';

/** The types themselves of receiver, variables and class around the cursor, and what they inherit from. */
export function knownTypes({ types, place, index }: Question): Iterable<Found> {
  const weights = new Map<string, number>();
  const add = (names: Iterable<string>, weight: number): void => {
    for (const name of names) weights.set(name, Math.max(weights.get(name) ?? 0, weight));
  };
  add(withBases(types.receiver, index, place.outline), 1);
  add(withBases(types.own, index, place.outline), 0.8);
  for (const [type, weight] of types.variables) add([type], weight * 0.8);
  return definitionsOf(weights, index, Number.POSITIVE_INFINITY);
}
