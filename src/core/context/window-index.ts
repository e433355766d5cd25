import { identifiersIn, subWords } from './identifiers.ts';

/** A window is two blocks of lines, and the next one begins with its second. */
const BLOCK_LINES = 10;
/** What is longer is data, and would fill the index with what nobody asks for. */
const MAX_LINE_LENGTH = 400;
/** A word that is in more than this share of all windows tells little, and its list is the longest. */
const COMMON_SHARE = 0.05;
const COMMON_AT_LEAST = 60;
/** Windows of files that are gone are cleared away when they are so many, and a third of all. */
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
 * in which windows hardly differ. It holds numbers alone, no text: some 20 bytes for each line of code.
 */
export class WindowIndex {
  readonly #termIds = new Map<string, number>();
  readonly #terms: string[] = [];
  /** By term, where it is a name: its words. */
  readonly #words: (readonly number[] | undefined)[] = [];
  /** By term: windows in which it is; those that are gone stay until they are cleared away. */
  #postings: number[][] = [];
  /** By term: how many of these windows are there. */
  readonly #live: number[] = [];
  #windows: (Window | undefined)[] = [];
  readonly #files = new Map<string, IndexedFile>();
  #dead = 0;
  #scores = new Float64Array(0);
  /** Of the file that was left out last: in how many of its windows each term is. */
  #leftOut: { readonly path: string; readonly counts: ReadonlyMap<number, number> } | undefined;

  has(path: string): boolean {
    return this.#files.has(path);
  }

  set(path: string, text: string): void {
    this.remove(path);
    const blocks = this.#blocksOf(text);
    const windows: number[] = [];
    for (let at = 0; at === 0 || at + 1 < blocks.length; at++) {
      const names = Uint32Array.from(new Set([...blocks[at]!, ...(blocks[at + 1] ?? [])]));
      const window = { path, line: at * BLOCK_LINES, names, words: this.#wordsOf(names) };
      const id = this.#windows.push(window) - 1;
      windows.push(id);
      for (const term of window.words) {
        this.#postings[term]!.push(id);
        this.#live[term]!++;
      }
    }
    this.#files.set(path, { windows, names: Uint32Array.from(new Set(blocks.flatMap((block) => [...block]))) });
    this.#leftOut = undefined;
  }

  remove(path: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    this.#files.delete(path);
    this.#leftOut = undefined;
    for (const id of file.windows) {
      for (const term of this.#windows[id]!.words) this.#live[term]!--;
      this.#windows[id] = undefined;
    }
    this.#dead += file.windows.length;
    if (this.#dead > MANY_DEAD && this.#dead > this.#windows.length / 3) this.#clearAway();
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
    if (this.#scores.length < this.#windows.length) this.#scores = new Float64Array(this.#windows.length * 1.5);
    const scores = this.#scores;
    const own = this.#files.get(except)?.windows.length ?? 0;
    const total = this.#windows.length - this.#dead - own;
    const touched: number[] = [];
    let most = 0;
    for (const [term, weight] of query) {
      const id = this.#termIds.get(term);
      const count = id === undefined ? 0 : this.#live[id]! - (this.#countsIn(except).get(id) ?? 0);
      if (count === 0 || count > Math.max(COMMON_AT_LEAST, COMMON_SHARE * total)) continue;
      const value = weight * Math.log(1 + total / (count + 0.5));
      most += value;
      for (const window of this.#postings[id!]!) {
        if (scores[window] === 0) touched.push(window);
        scores[window]! += value;
      }
    }
    const best = this.#best(touched, except, limit);
    const found = best.map((window) => {
      const { path, line, names } = this.#windows[window]!;
      return { path, line, score: scores[window]! / most, names: Array.from(names, (id) => this.#terms[id]!) };
    });
    for (const window of touched) scores[window] = 0;
    return found;
  }

  #best(touched: readonly number[], except: string, limit: number): readonly number[] {
    const best: number[] = [];
    for (const window of touched) {
      const known = this.#windows[window];
      if (!known || known.path === except) continue;
      if (best.length === limit && this.#compare(best.at(-1)!, window) <= 0) continue;
      let at = best.length;
      while (at > 0 && this.#compare(window, best[at - 1]!) < 0) at--;
      best.splice(at, 0, window);
      if (best.length > limit) best.pop();
    }
    return best;
  }

  /** Below 0 where the first one is better. */
  #compare(a: number, b: number): number {
    const difference = this.#scores[b]! - this.#scores[a]!;
    if (Math.abs(difference) > 1e-9) return difference;
    const [one, other] = [this.#windows[a]!, this.#windows[b]!];
    return one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1;
  }

  #countsIn(path: string): ReadonlyMap<number, number> {
    if (this.#leftOut?.path === path) return this.#leftOut.counts;
    const counts = new Map<number, number>();
    for (const id of this.#files.get(path)?.windows ?? []) {
      for (const term of this.#windows[id]!.words) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    this.#leftOut = { path, counts };
    return counts;
  }

  #blocksOf(text: string): readonly ReadonlySet<number>[] {
    const blocks: Set<number>[] = [new Set()];
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0 && at % BLOCK_LINES === 0) blocks.push(new Set());
      if (line.length > MAX_LINE_LENGTH) continue;
      for (const name of identifiersIn(line)) blocks.at(-1)!.add(this.#idOf(name));
    }
    return blocks;
  }

  /** Names, and the words that they are made of. */
  #wordsOf(names: Uint32Array): Uint32Array {
    const all = new Set(names);
    for (const name of names) {
      this.#words[name] ??= subWords(this.#terms[name]!).map((word) => this.#idOf(word));
      for (const word of this.#words[name]) all.add(word);
    }
    return Uint32Array.from(all);
  }

  #idOf(term: string): number {
    const known = this.#termIds.get(term);
    if (known !== undefined) return known;
    const id = this.#terms.length;
    // A part of a text keeps the whole of it alive.
    const own = term.split('').join('');
    this.#termIds.set(own, id);
    this.#terms.push(own);
    this.#words.push(undefined);
    this.#postings.push([]);
    this.#live.push(0);
    return id;
  }

  #clearAway(): void {
    const moved = new Map<number, number>();
    const windows: Window[] = [];
    for (const [at, window] of this.#windows.entries()) {
      if (window) moved.set(at, windows.push(window) - 1);
    }
    this.#windows = windows;
    this.#dead = 0;
    this.#postings = this.#postings.map((list) =>
      list.map((window) => moved.get(window)).filter((window) => window !== undefined),
    );
    for (const [path, { windows: old, names }] of this.#files) {
      this.#files.set(path, { windows: old.map((window) => moved.get(window)!), names });
    }
  }
}

interface Window {
  readonly path: string;
  readonly line: number;
  /** Each once. */
  readonly names: Uint32Array;
  /** The names, and the words in them. */
  readonly words: Uint32Array;
}

interface IndexedFile {
  readonly windows: readonly number[];
  readonly names: Uint32Array;
}
