import { isMember } from '../../repository/outline.ts';
import type { Found, Question } from '../retriever.ts';

/** What import lines name. */
export function* importedNames({ imports }: Question): Generator<Found> {
  for (const { named } of imports) {
    for (const each of named) yield { ...each, strength: 1 };
  }
}

/** What import lines name of installed packages. */
export function* importedFromPackages({ dependencies }: Question): Generator<Found> {
  for (const each of dependencies) yield { ...each, strength: 1 };
}

/** What is at the top of files that are imported, included or opened as a namespace as a whole. */
export function* importedWhole({ imports, index }: Question): Generator<Found> {
  for (const { path, named, steps } of imports) {
    for (const definition of index.repository.get(path)?.definitions ?? []) {
      if (isMember(definition) || definition.kind === 'module') continue;
      // Of a file of which something is imported by its name, the rest may be imported next.
      yield { path, definition, strength: named.length > 0 ? 0.3 : 1 / steps };
    }
  }
}
