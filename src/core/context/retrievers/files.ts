import { isMember } from '../../repository/outline.ts';
import { folderOf, stemOf } from '../../repository/path.ts';
import { subWords } from '../identifiers.ts';
import type { Found, Question } from '../retriever.ts';

/** The file that this one belongs to: its header, implementation or test. */
export function* siblingFile({ place, index }: Question): Generator<Found> {
  const stem = bareStem(place.outline.path);
  for (const path of index.repository.paths()) {
    if (path === place.outline.path || bareStem(path) !== stem) continue;
    for (const definition of index.repository.get(path)!.definitions) yield { path, definition, strength: 1 };
  }
}

function bareStem(path: string): string {
  return stemOf(path).replaceAll(/[._-](?:test|spec|d)$|^test_|_test$|Tests?$/g, '').toLowerCase();
}

const MAX_FILES = 6;

/** Files with a name like this one's, in whose place similar things are done: what they define. */
export function* similarlyNamedFiles({ place, index }: Question): Generator<Found> {
  for (const [path, strength] of filesLike(place.outline.path, place.outline.languageId, index).slice(0, MAX_FILES)) {
    for (const definition of index.repository.get(path)!.definitions) {
      if (!isMember(definition)) yield { path, definition, strength };
    }
  }
}

export function filesLike(
  own: string,
  languageId: string,
  index: Question['index'],
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

const MAX_NEIGHBOURS = 16;
const MAX_DEFINITIONS = 4;

/** What the files beside this one use, by the share of them that do. */
export function* neighbourNames(question: Question): Generator<Found> {
  const { place, index } = question;
  for (const [name, strength] of namesOfNeighbours(question)) {
    if (strength < 0.1) continue;
    const definitions = index.named(name);
    if (definitions.length > MAX_DEFINITIONS) continue;
    for (const located of definitions) if (located.path !== place.outline.path) yield { ...located, strength };
  }
}

export function namesOfNeighbours({ place, index }: Question): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  const files = filesLike(place.outline.path, place.outline.languageId, index).slice(0, MAX_NEIGHBOURS);
  const all = files.reduce((sum, [, strength]) => sum + strength, 0);
  for (const [path, strength] of files) {
    for (const name of index.windows.namesIn(path)) names.set(name, (names.get(name) ?? 0) + strength / all);
  }
  return names;
}

const MAX_OPEN = 6;

/** What the other open files define, the most recently seen first. */
export function* openFileDefinitions({ place, index, openFiles }: Question): Generator<Found> {
  let rank = 0;
  for (const path of openFiles) {
    const outline = index.repository.get(path);
    if (!outline || path === place.outline.path) continue;
    if (rank++ === MAX_OPEN) return;
    for (const definition of outline.definitions) {
      if (!isMember(definition)) yield { path, definition, strength: 1 / rank };
    }
  }
}
