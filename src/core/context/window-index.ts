import { keepBest } from '../base/keep-best.ts';
import { ownString } from '../text/own-string.ts';
import { subWords } from './identifiers.ts';
import type { NamesByLine, NameTable } from './numbered-text.ts';

/** A window is two blocks of lines, and the next one begins with its second. */
const BLOCK_LINES = 10;
/** A word that is in more than this share of all windows tells little, and its list is the longest. */
const COMMON_SHARE = 0.05;
const COMMON_AT_LEAST = 60;
/** Blocks of files that are gone are cleared away when they are so many, and a third of all. */
const MANY_DEAD = 1000;

export interface FoundWindow {
  readonly path: string;
  /** Zero-based. */
  readonly line: number;
  /** From 0 to 1, which would be a window with every word of the question. */
  readonly score: number;
  /** Names in the window. */
  readonly names: readonly string[];
}

/**
 * The words of all files by window, to find places where similar things are done: BM25, without the repetitions and lengths
 * in which windows hardly differ. It holds numbers alone, no text, and each block's once although two windows have it:
 * some 10 bytes for each line of code.
 */
export class WindowIndex implements NameTable {
  readonly #termIds = new Map<string, number>();
  readonly #terms: string[] = [];
  /** By term, where it is a name: its words. */
  readonly #words: (readonly number[] | undefined)[] = [];
  /** By term: blocks in which it is, ascending; those that are gone stay until they are cleared away. */
  #postings: number[][] = [];
  /** By term: how many windows that are there have it. */
  readonly #live: number[] = [];
  /** By term: the last block that was gone through with it in it. */
  readonly #lastBlock: number[] = [];
  /** Blocks are counted as they are gone through, those of all files. */
  #blocksSeen = 0;
  /** By block; a window has the number of its first one. */
  #fileOf: (IndexedFile | undefined)[] = [];
  readonly #files = new Map<string, IndexedFile>();
  #windows = 0;
  #dead = 0;
  #scores = new Float64Array(0);
  /** Of the file that was left out last: in how many of its windows each term is. */
  #leftOut: { readonly path: string; readonly counts: ReadonlyMap<number, number> } | undefined;

  idOf(term: string): number {
    const known = this.#termIds.get(term);
    if (known !== undefined) return known;
    const id = this.#terms.length;
    const own = ownString(term);
    this.#termIds.set(own, id);
    this.#terms.push(own);
    this.#words.push(undefined);
    this.#postings.push([]);
    this.#live.push(0);
    this.#lastBlock.push(0);
    return id;
  }

  knownId(term: string): number | undefined {
    return this.#termIds.get(term);
  }

  nameOf(id: number): string {
    return this.#terms[id]!;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  set(path: string, text: NamesByLine): void {
    this.remove(path);
    const first = this.#fileOf.length;
    const { blocks, ends } = this.#blocksOf(text);
    const file: IndexedFile = {
      path,
      first,
      windows: windowsOf(ends.length),
      blocks: new Uint32Array(blocks),
      ends: new Uint32Array(ends),
      names: Uint32Array.from(new Set(blocks)),
    };
    this.#eachTerm(file, (term, block, windows) => {
      this.#postings[term]!.push(first + block);
      this.#live[term]! += windows;
    });
    for (let at = 0; at < ends.length; at++) this.#fileOf.push(file);
    this.#files.set(path, file);
    this.#windows += file.windows;
    this.#leftOut = undefined;
  }

  remove(path: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    this.#files.delete(path);
    this.#leftOut = undefined;
    const { first, windows: own, ends } = file;
    // Who is saved again and again was set last: nothing of it is left behind.
    const isLast = first + ends.length === this.#fileOf.length;
    this.#eachTerm(file, (term, _, windows) => {
      this.#live[term]! -= windows;
      if (isLast) dropFrom(this.#postings[term]!, first);
    });
    this.#windows -= own;
    if (isLast) {
      this.#fileOf.length = first;
      return;
    }
    this.#fileOf.fill(undefined, first, first + ends.length);
    this.#dead += ends.length;
    if (this.#dead > MANY_DEAD && this.#dead > this.#fileOf.length / 3) this.#clearAway();
  }

  /** In how many windows a name is, those of one file apart. */
  frequency(name: string, except: string): number {
    const id = this.#termIds.get(name);
    return id === undefined ? 0 : this.#live[id]! - (this.#countsIn(except).get(id) ?? 0);
  }

  /** Every name of a file. */
  *namesIn(path: string): Generator<string> {
    for (const id of this.#files.get(path)?.names ?? []) yield this.#terms[id]!;
  }

  /** The windows that share the most with the question (words by weight), one file apart; equal ones by path and line. */
  search(query: ReadonlyMap<string, number>, except: string, limit: number): readonly FoundWindow[] {
    if (this.#scores.length < this.#fileOf.length) this.#scores = new Float64Array(this.#fileOf.length * 1.5);
    const scores = this.#scores;
    const own = this.#files.get(except);
    const total = this.#windows - (own?.windows ?? 0);
    const touched: number[] = [];
    let most = 0;
    for (const [term, weight] of query) {
      const id = this.#termIds.get(term);
      const count = id === undefined ? 0 : this.#live[id]! - (this.#countsIn(except).get(id) ?? 0);
      if (count === 0 || count > Math.max(COMMON_AT_LEAST, COMMON_SHARE * total)) continue;
      const value = weight * Math.log(1 + total / (count + 0.5));
      most += value;
      let last = -1;
      for (const block of this.#postings[id!]!) {
        const file = this.#fileOf[block];
        if (!file || file === own) continue;
        const end = Math.min(block + 1, file.first + file.windows);
        for (let window = Math.max(block - 1, file.first, last + 1); window < end; window++) {
          if (scores[window] === 0) touched.push(window);
          scores[window]! += value;
          last = window;
        }
      }
    }
    const found = this.#best(touched, limit).map((window) => {
      const file = this.#fileOf[window]!;
      const at = window - file.first;
      const ids = new Set([...blockOf(file, at), ...blockOf(file, at + 1)]);
      return {
        path: file.path,
        line: at * BLOCK_LINES,
        score: scores[window]! / most,
        names: Array.from(ids, (id) => this.#terms[id]!),
      };
    });
    for (const window of touched) scores[window] = 0;
    return found;
  }

  #best(touched: readonly number[], limit: number): readonly number[] {
    const best: number[] = [];
    for (const window of touched) keepBest(best, window, limit, (a, b) => this.#compare(a, b));
    return best;
  }

  /** Below 0 where the first one is better. */
  #compare(a: number, b: number): number {
    const difference = this.#scores[b]! - this.#scores[a]!;
    if (Math.abs(difference) > 1e-9) return difference;
    const [one, other] = [this.#fileOf[a]!, this.#fileOf[b]!];
    return one === other ? a - b : one.path < other.path ? -1 : 1;
  }

  #countsIn(path: string): ReadonlyMap<number, number> {
    if (this.#leftOut?.path === path) return this.#leftOut.counts;
    const counts = new Map<number, number>();
    const file = this.#files.get(path);
    if (file) this.#eachTerm(file, (term, _, windows) => counts.set(term, (counts.get(term) ?? 0) + windows));
    this.#leftOut = { path, counts };
    return counts;
  }

  /** The names of each block, each once, one block after the other, and where each block's end. */
  #blocksOf({ names, upTo }: NamesByLine): {
    readonly blocks: readonly number[];
    readonly ends: readonly number[];
  } {
    const blocks: number[] = [];
    const ends: number[] = [];
    let next = 0;
    for (let line = 0; line < upTo.length; line += BLOCK_LINES) {
      const stamp = ++this.#blocksSeen;
      const end = upTo[Math.min(line + BLOCK_LINES, upTo.length) - 1]!;
      for (; next < end; next++) {
        const name = names[next]!;
        if (this.#lastBlock[name] === stamp) continue;
        this.#lastBlock[name] = stamp;
        blocks.push(name);
      }
      ends.push(blocks.length);
    }
    return { blocks, ends };
  }

  /**
   * Takes the terms of each block of a file, each once: names, and the words that they are made of; with the number of windows
   * that have it because this block is in them, and not because the block before it is.
   */
  #eachTerm(file: IndexedFile, take: (term: number, block: number, windows: number) => void): void {
    for (let block = 0; block < file.ends.length; block++) {
      const stamp = ++this.#blocksSeen;
      const own = block < file.windows ? 1 : 0;
      const visit = (term: number): void => {
        const last = this.#lastBlock[term]!;
        if (last === stamp) return;
        this.#lastBlock[term] = stamp;
        take(term, block, own + (block > 0 && last !== stamp - 1 ? 1 : 0));
      };
      for (const name of blockOf(file, block)) {
        visit(name);
        for (const word of this.#wordsOf(name)) visit(word);
      }
    }
  }

  #wordsOf(name: number): readonly number[] {
    return (this.#words[name] ??= subWords(this.#terms[name]!).map((word) => this.idOf(word)));
  }

  #clearAway(): void {
    const moved = new Map<number, number>();
    const fileOf: (IndexedFile | undefined)[] = [];
    for (const [at, file] of this.#fileOf.entries()) {
      if (file) moved.set(at, fileOf.push(file) - 1);
    }
    this.#fileOf = fileOf;
    this.#dead = 0;
    this.#postings = this.#postings.map((list) =>
      list.map((block) => moved.get(block)).filter((block) => block !== undefined),
    );
    for (const file of this.#files.values()) file.first = moved.get(file.first)!;
  }
}

interface IndexedFile {
  readonly path: string;
  /** Number of its first block. */
  first: number;
  readonly windows: number;
  /** The names of its blocks, one block after the other, and where each ends. */
  readonly blocks: Uint32Array;
  readonly ends: Uint32Array;
  /** Each once. */
  readonly names: Uint32Array;
}

/** A text of one block is a window, too. */
function windowsOf(blocks: number): number {
  return Math.max(1, blocks - 1);
}

/** Of ascending numbers, those from one on. */
function dropFrom(numbers: number[], first: number): void {
  while (numbers.length > 0 && numbers.at(-1)! >= first) numbers.pop();
}

function blockOf({ blocks, ends }: IndexedFile, at: number): Uint32Array {
  return blocks.subarray(ends[at - 1] ?? 0, ends[at] ?? 0);
}
