import { nearnessWeights } from './nearness.ts';
import { countOf, type RepositoryModel } from './repository-model.ts';

/** A repository as seen from one of its files. */
export class RepositorySource {
  readonly model: RepositoryModel;
  readonly #weights: Float32Array;
  readonly #locator: FileLocator;
  readonly #path: string;
  readonly #nearPaths: readonly string[];

  constructor(model: RepositoryModel, locator: FileLocator, path: string, nearPaths: readonly string[]) {
    this.model = model;
    this.#locator = locator;
    this.#path = path;
    this.#nearPaths = nearPaths;
    this.#weights = nearnessWeights(model, path, nearPaths);
  }

  isFor(path: string, nearPaths: readonly string[]): boolean {
    return path === this.#path && nearPaths.join('\n') === this.#nearPaths.join('\n');
  }

  /** How much the code at this position of the token stream counts; 0 in the file itself. */
  weightAt(position: number): number {
    return this.#weights[this.#locator.fileAt(position)]!;
  }

  countOf(id: number): number {
    return countOf(this.model, id);
  }

  /** Ids of up to `limit` words that begin with `prefix`, those that come most often. */
  commonWordsWithPrefix(prefix: string, limit: number): readonly number[] {
    const { start, end } = this.model.vocabulary.idsWithPrefix(prefix);
    // One letter may begin thousands of words, and then none of them is a good guess.
    const ids = Array.from({ length: Math.min(end - start, 1500) }, (_, i) => start + i);
    if (ids.length <= limit) return ids;
    return ids.toSorted((a, b) => this.countOf(b) - this.countOf(a)).slice(0, limit);
  }
}

/** Finds the file of a position in a step or two: asked hundreds of times for one predicted token. */
export class FileLocator {
  readonly #fileStarts: Int32Array;
  /** The file that each block of 64 positions begins in. */
  readonly #blocks: Int32Array;

  constructor({ tokens, fileStarts }: RepositoryModel) {
    this.#fileStarts = fileStarts;
    this.#blocks = new Int32Array((tokens.length >> 6) + 1);
    let file = 0;
    for (let block = 0; block < this.#blocks.length; block++) {
      while (file + 2 < fileStarts.length && fileStarts[file + 1]! <= block << 6) file++;
      this.#blocks[block] = file;
    }
  }

  fileAt(position: number): number {
    let file = this.#blocks[position >> 6]!;
    while (file + 2 < this.#fileStarts.length && this.#fileStarts[file + 1]! <= position) file++;
    return file;
  }
}
