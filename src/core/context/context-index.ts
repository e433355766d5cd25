import type { FileOutline } from '../repository/outline.ts';
import type { LocatedDefinition, RepositoryOutline } from '../repository/repository-outline.ts';
import { WindowIndex } from './window-index.ts';

/** What retrievers look things up in: the outlines of all files, their definitions by name and by owner, and their words. */
export class ContextIndex {
  readonly repository: RepositoryOutline;
  readonly windows = new WindowIndex();
  readonly #outlines = new Map<string, FileOutline>();
  readonly #byName = new Map<string, LocatedDefinition[]>();
  readonly #byOwner = new Map<string, LocatedDefinition[]>();

  constructor(repository: RepositoryOutline) {
    this.repository = repository;
  }

  /** Takes up a file's outline as the repository has it now, and its text where that is known. */
  set(path: string, text: string | undefined): void {
    const outline = this.repository.get(path);
    if (outline !== this.#outlines.get(path)) {
      this.#forget(path);
      if (outline) this.#learn(outline);
    }
    if (text !== undefined) this.windows.set(path, text);
  }

  remove(path: string): void {
    this.#forget(path);
    this.windows.remove(path);
  }

  /** In no order. */
  named(name: string): readonly LocatedDefinition[] {
    return this.#byName.get(name) ?? [];
  }

  /** Members of every type of that name, in no order. */
  ownedBy(type: string): readonly LocatedDefinition[] {
    return this.#byOwner.get(type) ?? [];
  }

  #learn(outline: FileOutline): void {
    const { path } = outline;
    this.#outlines.set(path, outline);
    for (const definition of outline.definitions) {
      const located = { path, definition };
      add(this.#byName, definition.name, located);
      if (definition.parent !== undefined) add(this.#byOwner, definition.parent, located);
    }
  }

  #forget(path: string): void {
    const outline = this.#outlines.get(path);
    if (!outline) return;
    this.#outlines.delete(path);
    for (const name of new Set(outline.definitions.map((each) => each.name))) drop(this.#byName, name, path);
    for (const owner of new Set(outline.definitions.map((each) => each.parent))) {
      if (owner !== undefined) drop(this.#byOwner, owner, path);
    }
  }
}

function add(index: Map<string, LocatedDefinition[]>, key: string, value: LocatedDefinition): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}

function drop(index: Map<string, LocatedDefinition[]>, key: string, path: string): void {
  const left = index.get(key)!.filter((each) => each.path !== path);
  if (left.length > 0) index.set(key, left);
  else index.delete(key);
}
