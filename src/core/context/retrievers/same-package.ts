import { isMember } from '../../repository/outline.ts';
import { packageFiles } from '../imported-files.ts';
import type { Found, Question } from '../retriever.ts';

/** What can be used without an import because it is of the same package, namespace or folder. */
export function* samePackage({ place, index }: Question): Generator<Found> {
  for (const path of packageFiles(place.outline, index.repository)) {
    for (const definition of index.repository.get(path)?.definitions ?? []) {
      if (!isMember(definition)) yield { path, definition, strength: 1 };
    }
  }
}
