import { nearnessWeights } from './nearness.ts';
import { countOf, type SortedCode } from './repository-model.ts';

/** A file, and those that count as near to it. Absolute paths. */
export interface SeenFrom {
  readonly path: string;
  readonly nearPaths: readonly string[];
}

export interface LocatedCode {
  readonly code: SortedCode;
  readonly locator: FileLocator;
}

export function located(code: SortedCode): LocatedCode {
  return { code, locator: new FileLocator(code) };
}

/** Code of other files as seen from one file. */
export class RepositorySource {
  readonly model: SortedCode;
  readonly #weights: Float32Array;
  readonly #locator: FileLocator;

  constructor({ code, locator }: LocatedCode, from: SeenFrom, leftOut: ReadonlySet<string>) {
    this.model = code;
    this.#locator = locator;
    this.#weights = nearnessWeights(code, from.path, from.nearPaths, leftOut);
  }

  /** This file is no longer what it was when the model was made: it counts for nothing. */
  leaveOut(path: string): void {
    const file = this.model.paths.indexOf(path);
    if (file >= 0) this.#weights[file] = 0;
  }

  /** How much the code at this position of the token stream counts; 0 in the file itself. */
  weightAt(position: number): number {
    return this.#weights[this.#locator.fileAt(position)]!;
  }

  countOf(id: number): number {
    return countOf(this.model, id);
  }
}

/** Finds the file of a position in a step or two: asked hundreds of times for one predicted token. */
export class FileLocator {
  readonly #fileStarts: Int32Array;
  /** The file that each block of 64 positions begins in. */
  readonly #blocks: Int32Array;

  constructor({ tokens, fileStarts }: SortedCode) {
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
