import { allExported } from '../../repository/find-exported.ts';
import type { Found, Question } from '../retriever.ts';
import { withBases } from '../types-in-scope.ts';

/** Members of the type of what stands before the `.` at the cursor, inherited ones too; of a module, what it gives out. */
export function* receiverMembers(question: Question): Generator<Found> {
  const { types, imports, index } = question;
  for (const { path, local } of imports) {
    if (local === undefined || local !== types.receiverName) continue;
    for (const located of allExported(index.repository, path)) yield { ...located, strength: 1 };
  }
  yield* membersOf(
    [...types.receiver].map((type) => [type, 1]),
    question,
  );
}

/** Members that the type around the cursor inherits, or has in other files. */
export function ownMembers(question: Question): Iterable<Found> {
  return membersOf(
    [...question.types.own].map((type) => [type, 1]),
    question,
  );
}

/** Members of the types of variables near the cursor. */
export function variableMembers(question: Question): Iterable<Found> {
  return membersOf(question.types.variables, question);
}

/** Members of the types that the text names, those named near the cursor first. */
export function namedTypeMembers(question: Question): Iterable<Found> {
  const { place, index } = question;
  const near: [string, number][] = [];
  for (const [name, { linesBefore, linesAfter }] of place.names) {
    if (index.ownedBy(name).length > 0) near.push([name, 1 / (1 + Math.min(linesBefore, linesAfter) / 10)]);
  }
  return membersOf(near, question);
}

/** How much less a member of a base is worth than one of the type itself, each step. */
const INHERITED = 0.8;
const MAX_MEMBERS_OF_TYPE = 200;

function* membersOf(types: Iterable<readonly [string, number]>, { place, index }: Question): Generator<Found> {
  for (const [type, strength] of types) {
    let weight = strength;
    for (const each of withBases([type], index, place.outline)) {
      for (const { path, definition } of index.ownedBy(each).slice(0, MAX_MEMBERS_OF_TYPE)) {
        yield { path, definition, strength: weight };
      }
      weight = strength * INHERITED;
    }
  }
}
