import { filesOfSamePackage, resolveImport } from './imports/resolve-import.ts';
import type { Import } from './outline.ts';
import type { LocatedDefinition, RepositoryOutline } from './repository-outline.ts';

/** Who imports a file, and by which statement. */
export interface Importer {
  readonly path: string;
  readonly imported: Import;
}

/** Barrels of barrels of barrels exist; more than this many steps were not seen to find anything new. */
const MAX_STEPS = 4;

/**
 * The imports of a repository from the other end. Made once for a question, in a few milliseconds for each hundred files: to
 * keep it up to date at every change would cost more than it gives.
 */
export class ImportGraph {
  readonly #repository: RepositoryOutline;
  readonly #importers = new Map<string, Importer[]>();

  constructor(repository: RepositoryOutline) {
    this.#repository = repository;
    for (const path of repository.paths()) {
      const outline = repository.get(path)!;
      for (const imported of outline.imports) {
        for (const target of resolveImport(imported, outline, repository.files)) {
          const known = this.#importers.get(target);
          if (known) known.push({ path, imported });
          else this.#importers.set(target, [{ path, imported }]);
        }
      }
    }
  }

  importersOf(path: string): readonly Importer[] {
    return this.#importers.get(path) ?? [];
  }

  /**
   * Files in which the definition can be named, each with the names that it has there: through imports and what they give
   * on, and in its own package. Its own file is among them.
   */
  filesSeeing({ path, definition }: LocatedDefinition): ReadonlyMap<string, ReadonlySet<string>> {
    const { name } = definition;
    const found = new Map([[path, new Set([name])]]);
    const add = (file: string, local: string): void => void (found.get(file) ?? makeSet(found, file)).add(local);
    for (const file of filesOfSamePackage(this.#repository.get(path)!, this.#repository.files)) add(file, name);
    const names = [name, ...(definition.signature.startsWith('export default') ? ['default'] : [])];
    let level = names.map((each) => ({ path, name: each }));
    for (let step = 0; step < MAX_STEPS && level.length > 0; step++) {
      level = level.flatMap((from) => this.#onward(from.path, from.name, add));
    }
    return found;
  }

  /** Adds who imports that name of that file, and answers where it may be imported from next. */
  #onward(
    path: string,
    name: string,
    add: (file: string, local: string) => void,
  ): readonly { readonly path: string; readonly name: string }[] {
    return this.importersOf(path).flatMap(({ path: file, imported }) =>
      imported.names.flatMap((each) => {
        if (each.name !== name && each.name !== '*') return [];
        const local = each.name === '*' ? name : each.local;
        add(file, local);
        // Of a module imported whole under a name, nothing is given on.
        return each.name === '*' && each.local !== '*' ? [] : [{ path: file, name: local }];
      }),
    );
  }
}

function makeSet(found: Map<string, Set<string>>, file: string): Set<string> {
  const names = new Set<string>();
  found.set(file, names);
  return names;
}
