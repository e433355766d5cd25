import type { ContextIndex } from '../../context/context-index.ts';
import { withBases } from '../../context/types-in-scope.ts';
import { type Definition, type FileOutline, isMember } from '../../repository/outline.ts';

const COMPLETE = new Set<Definition['kind']>(['class', 'interface', 'enum']);

/** Whether the repository has each of these types, and all that they inherit, with their members; `known` are known anyway. */
export function areKnownInFull(
  types: Iterable<string>,
  from: FileOutline,
  index: ContextIndex,
  known: ReadonlySet<string> = new Set(),
): boolean {
  return withBases(types, index, from).every((type) => {
    if (known.has(type)) return true;
    const own = from.definitions.filter((each) => each.name === type && !isMember(each));
    const elsewhere = index.named(type).filter(({ path, definition }) => path !== from.path && !isMember(definition));
    const definitions = [...own, ...elsewhere.map(({ definition }) => definition)];
    const hasMembers = from.definitions.some((each) => each.parent === type) || index.ownedBy(type).length > 0;
    return definitions.length > 0 && hasMembers && definitions.every(({ kind }) => COMPLETE.has(kind));
  });
}
