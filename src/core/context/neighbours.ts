import { keepBest } from '../base/keep-best.ts';
import { folderOf, stemOf } from '../repository/path.ts';
import type { ContextIndex } from './context-index.ts';
import { definitionsOf } from './definitions-of.ts';
import type { Found } from './retriever.ts';

/** A file beside another one, and how alike their names are, from .2 on. */
export type FileLike = readonly [path: string, strength: number];

const MAX_NEIGHBOURS = 16;

/** Files beside one, those with a name like its own first. There may be hundreds: only the first few are put in order. */
function filesLike(own: string, languageId: string, index: ContextIndex): readonly FileLike[] {
  const words = new Set(index.wordsOf(stemOf(own)));
  const best: FileLike[] = [];
  for (const path of index.repository.files.eachInFolder(folderOf(own))) {
    if (path === own || index.repository.get(path)?.languageId !== languageId) continue;
    const others = index.wordsOfFile(path);
    let shared = 0;
    for (const word of others) if (words.has(word)) shared++;
    const strength = 0.2 + shared / (words.size + others.length - shared || 1);
    keepBest(best, [path, strength], MAX_NEIGHBOURS, byStrength);
  }
  return best;
}

function byStrength([a, one]: FileLike, [b, other]: FileLike): number {
  return other - one || (a < b ? -1 : 1);
}

/** What the files beside one say; nothing of it depends on the cursor. */
export interface Neighbours {
  /** At most 16, those with a name like its own first. */
  readonly files: readonly FileLike[];
  /** Names in them, by the share of those files that have them. */
  readonly names: ReadonlyMap<string, number>;
  /** Definitions of the commoner ones, in other files than that one. */
  readonly definitions: readonly Found[];
}

const MAX_DEFINITIONS = 4;
/** Share of the files beside this one. */
const USED_BY_SOME = 0.1;

export function neighboursOf(own: string, languageId: string, index: ContextIndex): Neighbours {
  const files = filesLike(own, languageId, index);
  const names = namesOfNeighbours(files, index);
  const common = [...names].filter(([, strength]) => strength >= USED_BY_SOME);
  return { files, names, definitions: [...definitionsOf(common, index, MAX_DEFINITIONS)] };
}

/** Names in files, by the share of those files that have them; files named alike count more. */
function namesOfNeighbours(files: readonly FileLike[], index: ContextIndex): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  const all = files.reduce((sum, [, strength]) => sum + strength, 0);
  for (const [path, strength] of files) {
    for (const name of index.windows.namesIn(path)) names.set(name, (names.get(name) ?? 0) + strength / all);
  }
  return names;
}
