import { type Definition, type FileOutline, isMember } from '../repository/outline.ts';
import type { CandidateLine, Importance } from './retriever.ts';

/** More members say little about how a class is used, and would crowd out other files. */
const MAX_MEMBERS = 24;

/** The signature of a definition, and those of what can be used of its members, indented below it. */
export function definitionLines(
  definition: Definition,
  outline: FileOutline,
  importance: Importance,
): readonly CandidateLine[] {
  const members = outline.definitions.filter(
    (each) => each.exported && each.parent === definition.name && isMember(each),
  );
  return [
    { text: definition.signature, line: definition.line, importance },
    ...members.slice(0, MAX_MEMBERS).map(({ signature, line }): CandidateLine => ({
      text: `  ${signature}`,
      line,
      importance: importance === 'asked' ? 'member' : 'aside',
    })),
  ];
}

/** One line each, in the order of the file; where a line is wanted twice, the more important one stays. */
export function inFileOrder(lines: readonly CandidateLine[]): readonly CandidateLine[] {
  const rank: Record<Importance, number> = { asked: 0, member: 1, aside: 2 };
  const kept = new Map<string, CandidateLine>();
  for (const each of lines) {
    const key = `${each.line}:${each.text.trim()}`;
    const known = kept.get(key);
    if (!known || rank[each.importance] < rank[known.importance]) kept.set(key, each);
  }
  return [...kept.values()].toSorted((a, b) => a.line - b.line);
}
