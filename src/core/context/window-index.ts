import { keepBest } from '../base/keep-best.ts';
import { subWords } from './identifiers.ts';
import type { NameTable } from './name-table.ts';
import type { NamesByLine } from './numbered-text.ts';

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
export class WindowIndex {
  /** Of names, and of the words that they are made of: all are terms. */
  readonly #terms: NameTable;
  /** By term, where it is a name that was met: itself, and its words. */
  readonly #withWords: (readonly number[] | undefined)[] = [];
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
  /** By block: in which windows it is, `BEGINS` or `ENDS` or both; 0 where it is gone. */
  #partOf: number[] = [];
  readonly #files = new Map<string, IndexedFile>();
  #windows = 0;
  #dead = 0;
  #scores = new Float64Array(0);
  /** Of the file that was left out last: in how many of its windows each term is. */
  #leftOut: { readonly path: string; readonly counts: ReadonlyMap<number, number> } | undefined;

  constructor(terms: NameTable) {
    this.#terms = terms;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  set(path: string, text: NamesByLine): void {
    this.remove(path);
    this.#makeRoom();
    const first = this.#fileOf.length;
    const { blocks, ends, distinct } = this.#blocksOf(text);
    const file: IndexedFile = {
      path,
      first,
      windows: windowsOf(ends.length),
      blocks: new Uint32Array(blocks),
      ends: new Uint32Array(ends),
      names: new Uint32Array(distinct),
    };
    this.#eachTerm(file, (term, block, windows) => {
      this.#postings[term]!.push(first + block);
      this.#live[term]! += windows;
    });
    this.#place(file);
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
      this.#partOf.length = first;
      return;
    }
    this.#fileOf.fill(undefined, first, first + ends.length);
    this.#partOf.fill(0, first, first + ends.length);
    this.#dead += ends.length;
    if (this.#dead > MANY_DEAD && this.#dead > this.#fileOf.length / 3) this.#clearAway();
  }

  /** In how many windows a name is, those of one file apart. */
  frequency(name: string, except: string): number {
    const id = this.#terms.knownId(name);
    return id === undefined ? 0 : this.#countWithout(id, except);
  }

  /** Every name of a file. */
  *namesIn(path: string): Generator<string> {
    for (const id of this.#files.get(path)?.names ?? []) yield this.#terms.nameOf(id);
  }

  /** The windows that share the most with the question (words by weight), one file apart; equal ones by path and line. */
  search(query: ReadonlyMap<string, number>, except: string, limit: number): readonly FoundWindow[] {
    if (this.#scores.length < this.#fileOf.length) this.#scores = new Float64Array(this.#fileOf.length * 1.5);
    const scores = this.#scores;
    const own = this.#files.get(except);
    const [ownFirst, ownEnd] = own ? [own.first, own.first + own.ends.length] : [0, 0];
    const total = this.#windows - (own?.windows ?? 0);
    const touched: number[] = [];
    let most = 0;
    for (const [term, weight] of query) {
      const id = this.#terms.knownId(term);
      const count = id === undefined ? 0 : this.#countWithout(id, except);
      if (count === 0 || count > Math.max(COMMON_AT_LEAST, COMMON_SHARE * total)) continue;
      const value = weight * Math.log(1 + total / (count + 0.5));
      most += value;
      let last = -1;
      const take = (window: number): void => {
        if (scores[window] === 0) touched.push(window);
        scores[window]! += value;
        last = window;
      };
      for (const block of this.#postings[id!]!) {
        if (block >= ownFirst && block < ownEnd) continue;
        const part = this.#partOf[block]!;
        if ((part & ENDS) !== 0 && last < block - 1) take(block - 1);
        if ((part & BEGINS) !== 0) take(block);
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
        names: Array.from(ids, (id) => this.#terms.nameOf(id)),
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

  #countWithout(term: number, except: string): number {
    return (this.#live[term] ?? 0) - (this.#countsIn(except).get(term) ?? 0);
  }

  #countsIn(path: string): ReadonlyMap<number, number> {
    if (this.#leftOut?.path === path) return this.#leftOut.counts;
    const counts = new Map<number, number>();
    const file = this.#files.get(path);
    if (file) this.#eachTerm(file, (term, _, windows) => counts.set(term, (counts.get(term) ?? 0) + windows));
    this.#leftOut = { path, counts };
    return counts;
  }

  /** The names of each block, each once, one block after the other, and where each block's end; and those of the text, each once. */
  #blocksOf({ names, upTo }: NamesByLine): {
    readonly blocks: readonly number[];
    readonly ends: readonly number[];
    readonly distinct: readonly number[];
  } {
    const blocks: number[] = [];
    const ends: number[] = [];
    const distinct: number[] = [];
    const before = this.#blocksSeen;
    let next = 0;
    for (let line = 0; line < upTo.length; line += BLOCK_LINES) {
      const stamp = ++this.#blocksSeen;
      const end = upTo[Math.min(line + BLOCK_LINES, upTo.length) - 1]!;
      for (; next < end; next++) {
        const name = names[next]!;
        const last = this.#lastBlock[name]!;
        if (last === stamp) continue;
        this.#lastBlock[name] = stamp;
        blocks.push(name);
        if (last <= before) distinct.push(name);
      }
      ends.push(blocks.length);
    }
    return { blocks, ends, distinct };
  }

  /**
   * Takes the terms of each block of a file, each once: names, and the words that they are made of; with the number of windows
   * that have it because this block is in them, and not because the block before it is.
   */
  #eachTerm(
    { blocks, ends, windows }: IndexedFile,
    take: (term: number, block: number, windows: number) => void,
  ): void {
    let at = 0;
    for (let block = 0; block < ends.length; block++) {
      const stamp = ++this.#blocksSeen;
      const own = block < windows ? 1 : 0;
      for (const end = ends[block]!; at < end; at++) {
        for (const term of this.#termsOf(blocks[at]!)) {
          const last = this.#lastBlock[term]!;
          if (last === stamp) continue;
          this.#lastBlock[term] = stamp;
          take(term, block, own + (block > 0 && last !== stamp - 1 ? 1 : 0));
        }
      }
    }
  }

  #termsOf(name: number): readonly number[] {
    const known = this.#withWords[name];
    if (known) return known;
    const words = subWords(this.#terms.nameOf(name)).map((word) => this.#terms.idOf(word));
    this.#makeRoom();
    return (this.#withWords[name] = [...new Set([name, ...words])]);
  }

  /** For terms that have come since. */
  #makeRoom(): void {
    for (let term = this.#live.length; term < this.#terms.size; term++) {
      this.#withWords.push(undefined);
      this.#postings.push([]);
      this.#live.push(0);
      this.#lastBlock.push(0);
    }
  }

  /** Gives the file's blocks the next numbers. */
  #place(file: IndexedFile): void {
    const { ends, windows } = file;
    file.first = this.#fileOf.length;
    for (let block = 0; block < ends.length; block++) {
      this.#fileOf.push(file);
      this.#partOf.push((block < windows ? BEGINS : 0) | (block > 0 ? ENDS : 0));
    }
  }

  #clearAway(): void {
    const moved = new Map<number, number>();
    for (const at of this.#fileOf.keys()) if (this.#partOf[at] !== 0) moved.set(at, moved.size);
    const files = new Set(this.#fileOf.filter((file) => file !== undefined));
    this.#fileOf = [];
    this.#partOf = [];
    this.#dead = 0;
    this.#postings = this.#postings.map((list) =>
      list.map((block) => moved.get(block)).filter((block) => block !== undefined),
    );
    for (const file of files) this.#place(file);
  }
}

/** A window begins with the block; one ends with it. */
const BEGINS = 1;
const ENDS = 2;

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
