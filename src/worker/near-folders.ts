import { folderOf } from '../core/repository/path.ts';

/**
 * The folders of files that are open: what is in them is read before the rest, and above the limit they are the only ones
 * whose definitions are known.
 */
export class NearFolders {
  readonly #folders = new Set<string>();
  #waiting: string[] = [];

  /** Whether the folder is a new one. */
  add(file: string): boolean {
    const folder = folderOf(file.replaceAll('\\', '/'));
    if (this.#folders.has(folder)) return false;
    this.#folders.add(folder);
    this.#waiting.push(folder);
    return true;
  }

  has(file: string): boolean {
    return this.#folders.has(folderOf(file));
  }

  get isEmpty(): boolean {
    return this.#folders.size === 0;
  }

  /** Those that were not taken since they were added or all were put back. */
  *take(): Generator<string> {
    for (let folder = this.#waiting.shift(); folder !== undefined; folder = this.#waiting.shift()) yield folder;
  }

  /** Before everything is read anew. */
  putBack(): void {
    this.#waiting = [...this.#folders];
  }
}
