import { isMember } from '../../repository/outline.ts';
import type { Found, Question } from '../retriever.ts';

/** The file that this one belongs to: its header, implementation or test. */
export function* siblingFile({ place, index }: Question): Generator<Found> {
  for (const path of index.siblingsOf(place.outline.path)) {
    for (const definition of index.repository.get(path)?.definitions ?? []) yield { path, definition, strength: 1 };
  }
}

const MAX_FILES = 6;

/** Files with a name like this one's, in whose place similar things are done: what they define. */
export function* similarlyNamedFiles({ neighbours, index }: Question): Generator<Found> {
  for (const [path, strength] of neighbours.files.slice(0, MAX_FILES)) {
    for (const definition of index.repository.get(path)!.definitions) {
      if (!isMember(definition)) yield { path, definition, strength };
    }
  }
}

/** What the files beside this one use, by the share of them that do. */
export function neighbourNames({ neighbours }: Question): Iterable<Found> {
  return neighbours.definitions;
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
