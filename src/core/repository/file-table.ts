import { folderOf, nameOf, sharedFolders } from './path.ts';
import { ProjectConfigs } from './project-configs.ts';

/** The indexed files by path, name and folder: what turning an import into files asks for. */
export class FileTable {
  readonly configs = new ProjectConfigs();
  /** Each with the package or namespace that it declares. */
  readonly #files = new Map<string, string | undefined>();
  /** By path in lower case. */
  readonly #byFolded = new Map<string, Set<string>>();
  readonly #byNamespace = new Map<string, Set<string>>();
  readonly #byName = new Map<string, Set<string>>();
  readonly #byFolder = new Map<string, Set<string>>();
  readonly #foldersByName = new Map<string, Set<string>>();

  static of(paths: Iterable<string>): FileTable {
    const table = new FileTable();
    for (const path of paths) table.add(path);
    return table;
  }

  get size(): number {
    return this.#files.size;
  }

  /** `namespace`: what the file declares itself to be in. */
  add(path: string, namespace?: string): void {
    const folder = folderOf(path);
    this.#files.set(path, namespace);
    if (namespace !== undefined) addTo(this.#byNamespace, namespace, path);
    addTo(this.#byFolded, path.toLowerCase(), path);
    addTo(this.#byName, nameOf(path), path);
    addTo(this.#byFolder, folder, path);
    addTo(this.#foldersByName, nameOf(folder), folder);
  }

  remove(path: string): void {
    const namespace = this.#files.get(path);
    if (!this.#files.delete(path)) return;
    this.configs.remove(path);
    if (namespace !== undefined) removeFrom(this.#byNamespace, namespace, path);
    const folder = folderOf(path);
    removeFrom(this.#byFolded, path.toLowerCase(), path);
    removeFrom(this.#byName, nameOf(path), path);
    removeFrom(this.#byFolder, folder, path);
    if (!this.#byFolder.has(folder)) removeFrom(this.#foldersByName, nameOf(folder), folder);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /**
   * The file of that path, or the only one whose path differs from it in case alone: where the file system does not tell them
   * apart, people write either. Where there are two such files, it does.
   */
  find(path: string): string | undefined {
    if (this.#files.has(path)) return path;
    const alike = this.#byFolded.get(path.toLowerCase());
    return alike?.size === 1 ? [...alike][0] : undefined;
  }

  /** Files directly in the folder, by path. */
  inFolder(folder: string): readonly string[] {
    return [...this.eachInFolder(folder)].toSorted();
  }

  /** The same in no order. */
  eachInFolder(folder: string): Iterable<string> {
    return this.#byFolder.get(folder) ?? [];
  }

  /** Files that declare that namespace, by path. */
  inNamespace(namespace: string): readonly string[] {
    return [...(this.#byNamespace.get(namespace) ?? [])].toSorted();
  }

  /** Files whose path ends with whole segments of `suffix` (`a/b/C.java`), those near to `from` first. */
  endingWith(suffix: string, from: string): readonly string[] {
    const candidates = [...(this.#byName.get(nameOf(suffix)) ?? [])];
    return nearestFirst(
      candidates.filter((path) => path.endsWith(`/${suffix}`)),
      from,
    );
  }

  /** Folders that hold files and whose path ends with whole segments of `suffix`, those near to `from` first. */
  foldersEndingWith(suffix: string, from: string): readonly string[] {
    const candidates = [...(this.#foldersByName.get(nameOf(suffix)) ?? [])];
    return nearestFirst(
      candidates.filter((folder) => folder.endsWith(`/${suffix}`)),
      from,
    );
  }
}

function nearestFirst(paths: readonly string[], from: string): readonly string[] {
  return paths.toSorted((a, b) => sharedFolders(b, from) - sharedFolders(a, from) || (a < b ? -1 : 1));
}

function addTo(index: Map<string, Set<string>>, key: string, value: string): void {
  const values = index.get(key);
  if (values) values.add(value);
  else index.set(key, new Set([value]));
}

function removeFrom(index: Map<string, Set<string>>, key: string, value: string): void {
  const values = index.get(key);
  values?.delete(value);
  if (values?.size === 0) index.delete(key);
}
