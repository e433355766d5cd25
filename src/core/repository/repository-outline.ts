import { FileTable } from './file-table.ts';
import type { Definition, FileOutline, Reference } from './outline.ts';

export interface LocatedDefinition {
  readonly path: string;
  readonly definition: Definition;
}

/** Where a name is used, and in which definition; `undefined` at the top of its file. */
export interface LocatedReference {
  readonly path: string;
  readonly reference: Reference;
  readonly definition: Definition | undefined;
}

/** The outlines of all indexed files, found by path and by a definition's name. */
export class RepositoryOutline {
  /** Indexed files, for resolving imports. */
  readonly files = new FileTable();
  readonly #outlines = new Map<string, FileOutline>();
  readonly #definedIn: NameIndex = new Map();
  readonly #usedIn: NameIndex = new Map();

  get size(): number {
    return this.#outlines.size;
  }

  /** Adds the outline, or replaces that of the same path. */
  set(outline: FileOutline): void {
    this.remove(outline.path);
    this.#putIn(outline);
    for (const { name } of outline.references) addTo(this.#usedIn, name, outline.path);
  }

  remove(path: string): void {
    const outline = this.#outlines.get(path);
    if (!outline) return;
    this.#takeOut(outline);
    for (const { name } of outline.references) removeFrom(this.#usedIn, name, path);
  }

  /**
   * Asks while a file, its definitions and its uses are not to be found. What it uses stays listed by name, as taking that out and
   * in again would cost the most.
   */
  without<T>(path: string, ask: () => T): T {
    const outline = this.#outlines.get(path);
    if (!outline) return ask();
    this.#takeOut(outline);
    try {
      return ask();
    } finally {
      this.#putIn(outline);
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
    return this.#definedIn.keys();
  }

  /** Every definition of that name, by path and line. */
  byName(name: string): readonly LocatedDefinition[] {
    return pathsOf(this.#definedIn, name).flatMap((path) =>
      this.#outlines
        .get(path)!
        .definitions.filter((definition) => definition.name === name)
        .map((definition) => ({ path, definition })),
    );
  }

  /** Every use of that name, by path and line: calls, and types that are spoken of. Not all need mean the same. */
  usesOf(name: string): readonly LocatedReference[] {
    return pathsOf(this.#usedIn, name).flatMap((path) => this.usesIn(path, name));
  }

  /** Those in one file, by line. */
  usesIn(path: string, name: string): readonly LocatedReference[] {
    const paths = this.#usedIn.get(name);
    if (typeof paths === 'string' ? paths !== path : !paths?.has(path)) return [];
    const outline = this.#outlines.get(path);
    // Its file is hidden (`without`).
    if (outline === undefined) return [];
    const { references, definitions } = outline;
    return references
      .filter((reference) => reference.name === name)
      .map((reference) => ({
        path,
        reference,
        definition: reference.by === undefined ? undefined : definitions[reference.by],
      }));
  }

  #putIn(outline: FileOutline): void {
    this.#outlines.set(outline.path, outline);
    this.files.add(outline.path, outline.namespace);
    if (outline.config) this.files.configs.set(outline.path, outline.config);
    for (const { name } of outline.definitions) addTo(this.#definedIn, name, outline.path);
  }

  #takeOut({ path, definitions }: FileOutline): void {
    this.#outlines.delete(path);
    this.files.remove(path);
    for (const { name } of definitions) removeFrom(this.#definedIn, name, path);
  }
}

/** Paths by name. Most names are in one file only, and a set for each of them is most of the memory and of the time. */
type NameIndex = Map<string, string | Set<string>>;

function pathsOf(index: NameIndex, name: string): readonly string[] {
  const paths = index.get(name);
  if (paths === undefined) return [];
  return typeof paths === 'string' ? [paths] : [...paths].toSorted();
}

function addTo(index: NameIndex, name: string, path: string): void {
  const paths = index.get(name);
  if (paths === undefined) index.set(name, path);
  else if (typeof paths !== 'string') paths.add(path);
  else if (paths !== path) index.set(name, new Set([paths, path]));
}

function removeFrom(index: NameIndex, name: string, path: string): void {
  const paths = index.get(name);
  if (paths === path) index.delete(name);
  if (typeof paths !== 'object') return;
  paths.delete(path);
  if (paths.size === 0) index.delete(name);
}
