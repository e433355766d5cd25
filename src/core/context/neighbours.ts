import { folderOf, stemOf } from '../repository/path.ts';
import type { ContextIndex } from './context-index.ts';
import { subWords } from './identifiers.ts';
import type { Found } from './retriever.ts';

/** The files beside one, those with a name like its own first. */
export function filesLike(
  own: string,
  languageId: string,
  index: ContextIndex,
): readonly (readonly [path: string, strength: number])[] {
  const words = new Set(subWords(stemOf(own)));
  const found: [string, number][] = [];
  for (const path of index.repository.files.inFolder(folderOf(own))) {
    if (path === own || index.repository.get(path)?.languageId !== languageId) continue;
    const others = subWords(stemOf(path));
    const shared = others.filter((word) => words.has(word)).length;
    found.push([path, 0.2 + shared / (words.size + others.length - shared || 1)]);
  }
  return found.toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

/** What the files beside one say; nothing of it depends on the cursor. */
export interface Neighbours {
  /** Names in them, by the share of those files that have them. */
  readonly names: ReadonlyMap<string, number>;
  /** Definitions of the commoner ones, in other files than that one. */
  readonly definitions: readonly Found[];
}

const MAX_NEIGHBOURS = 16;
const MAX_DEFINITIONS = 4;
/** Share of the files beside this one. */
const USED_BY_SOME = 0.1;

export function neighboursOf(own: string, languageId: string, index: ContextIndex): Neighbours {
  const names = namesOfNeighbours(own, languageId, index);
  const definitions: Found[] = [];
  for (const [name, strength] of names) {
    if (strength < USED_BY_SOME) continue;
    const elsewhere = index.named(name).filter(({ path }) => path !== own);
    if (elsewhere.length > MAX_DEFINITIONS) continue;
    for (const located of elsewhere) definitions.push({ ...located, strength });
  }
  return { names, definitions };
}

/** Names in the files beside this one, by the share of those files that have them; files named alike count more. */
function namesOfNeighbours(own: string, languageId: string, index: ContextIndex): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  const files = filesLike(own, languageId, index).slice(0, MAX_NEIGHBOURS);
  const all = files.reduce((sum, [, strength]) => sum + strength, 0);
  for (const [path, strength] of files) {
    for (const name of index.windows.namesIn(path)) names.set(name, (names.get(name) ?? 0) + strength / all);
  }
  return names;
}
