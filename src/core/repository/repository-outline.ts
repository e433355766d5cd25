import { FileTable } from './file-table.ts';
import type { Definition, FileOutline } from './outline.ts';

export interface LocatedDefinition {
  readonly path: string;
  readonly definition: Definition;
}

/** The outlines of all indexed files, found by path and by a definition's name. */
export class RepositoryOutline {
  /** Indexed files, for resolving imports. */
  readonly files = new FileTable();
  readonly #outlines = new Map<string, FileOutline>();
  readonly #pathsByName = new Map<string, Set<string>>();

  get size(): number {
    return this.#outlines.size;
  }

  /** Adds the outline, or replaces that of the same path. */
  set(outline: FileOutline): void {
    this.remove(outline.path);
    this.#outlines.set(outline.path, outline);
    this.files.add(outline.path);
    for (const { name } of outline.definitions) {
      const paths = this.#pathsByName.get(name);
      if (paths) paths.add(outline.path);
      else this.#pathsByName.set(name, new Set([outline.path]));
    }
  }

  remove(path: string): void {
    const outline = this.#outlines.get(path);
    if (!outline) return;
    this.#outlines.delete(path);
    this.files.remove(path);
    for (const { name } of outline.definitions) {
      const paths = this.#pathsByName.get(name);
      paths?.delete(path);
      if (paths?.size === 0) this.#pathsByName.delete(name);
    }
  }

  get(path: string): FileOutline | undefined {
    return this.#outlines.get(path);
  }

  /** Paths of the indexed files, in no order. */
  paths(): Iterable<string> {
    return this.#outlines.keys();
  }

  /** Names of all definitions, in no order. */
  names(): Iterable<string> {
    return this.#pathsByName.keys();
  }

  /** Every definition of that name, by path and line. */
  byName(name: string): readonly LocatedDefinition[] {
    return [...(this.#pathsByName.get(name) ?? [])].toSorted().flatMap((path) =>
      this.#outlines
        .get(path)!
        .definitions.filter((definition) => definition.name === name)
        .map((definition) => ({ path, definition })),
    );
  }
}
