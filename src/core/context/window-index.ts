import { identifiersIn, subWords } from './identifiers.ts';

/** Lines of a window, and from one to the next: half of each is in the next one too. */
export const WINDOW_LINES = 20;
const WINDOW_STEP = 10;
/** A word that is in more than this share of all windows tells nothing, and its list is the longest. */
const COMMON_SHARE = 0.08;
const COMMON_AT_LEAST = 60;
/** BM25's usual saturation; a window's length hardly varies, so it is left out. */
const SATURATION = 1.2;

export interface FoundWindow {
  readonly path: string;
  /** Zero-based. */
  readonly line: number;
  /** More is better; 1 would be a window with every word of the question. */
  readonly score: number;
  /** Names in the window. */
  readonly names: readonly string[];
}

/**
 * The words of all files by window, to find places where similar things are done (BM25). It holds numbers alone, no text:
 * some 10 bytes for each line of code.
 */
export class WindowIndex {
  readonly #termIds = new Map<string, number>();
  readonly #terms: string[] = [];
  /** By term: windows in which it is. Those of files that were removed stay until they are too many. */
  #postings: number[][] = [];
  #windows: (Window | undefined)[] = [];
  readonly #files = new Map<string, { readonly windows: readonly number[]; readonly names: Uint32Array }>();
  #dead = 0;

  get size(): number {
    return this.#files.size;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  set(path: string, text: string): void {
    this.remove(path);
    const lines = text.split('\n');
    const windows: number[] = [];
    const all = new Set<number>();
    for (let line = 0; line === 0 || line + WINDOW_STEP < lines.length; line += WINDOW_STEP) {
      const names = new Set<number>();
      const words = new Set<number>();
      for (let at = line; at < Math.min(line + WINDOW_LINES, lines.length); at++) {
        // What is longer is data, and would fill the index with what nobody asks for.
        if (lines[at]!.length > 400) continue;
        for (const name of identifiersIn(lines[at]!)) {
          const id = this.#idOf(name);
          if (names.has(id)) continue;
          names.add(id);
          all.add(id);
          for (const word of subWords(name)) words.add(this.#idOf(word));
        }
      }
      const window = this.#windows.length;
      this.#windows.push({ path, line, names: Uint32Array.from(names) });
      windows.push(window);
      for (const id of names) words.add(id);
      for (const id of words) this.#postings[id]!.push(window);
    }
    this.#files.set(path, { windows, names: Uint32Array.from(all) });
  }

  remove(path: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    this.#files.delete(path);
    for (const window of file.windows) this.#windows[window] = undefined;
    this.#dead += file.windows.length;
    if (this.#dead > 1000 && this.#dead > this.#windows.length / 3) this.#compact();
  }

  /** In how many windows a name is, those of one file apart. */
  frequency(name: string, except: string): number {
    const id = this.#termIds.get(name);
    return id === undefined ? 0 : this.#live(id, except).length;
  }

  /** Every name of a file. */
  *namesIn(path: string): Generator<string> {
    for (const id of this.#files.get(path)?.names ?? []) yield this.#terms[id]!;
  }

  /** The windows that share the most words with the question, `except` one file; equal ones by path and line. */
  search(query: ReadonlyMap<string, number>, except: string, limit: number): readonly FoundWindow[] {
    const scores = new Map<number, number>();
    const own = this.#files.get(except)?.windows.length ?? 0;
    const total = this.#windows.length - this.#dead - own;
    let best = 0;
    for (const [term, weight] of query) {
      const id = this.#termIds.get(term);
      if (id === undefined) continue;
      const windows = this.#live(id, except);
      if (windows.length > Math.max(COMMON_AT_LEAST, COMMON_SHARE * total)) continue;
      const value = weight * Math.log(1 + total / (windows.length + 0.5));
      best += value;
      for (const window of windows) scores.set(window, (scores.get(window) ?? 0) + value);
    }
    const found = [...scores].toSorted(
      ([a, one], [b, other]) => other - one || comparePlaces(this.#windows[a]!, this.#windows[b]!),
    );
    return found.slice(0, limit).map(([window, score]) => {
      const { path, line, names } = this.#windows[window]!;
      return { path, line, score: score / best, names: [...names].map((id) => this.#terms[id]!) };
    });
  }

  #live(id: number, except: string): readonly number[] {
    return this.#postings[id]!.filter((window) => {
      const known = this.#windows[window];
      return known !== undefined && known.path !== except;
    });
  }

  #idOf(term: string): number {
    const known = this.#termIds.get(term);
    if (known !== undefined) return known;
    const id = this.#terms.length;
    this.#termIds.set(term, id);
    this.#terms.push(term);
    this.#postings.push([]);
    return id;
  }

  #compact(): void {
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
    for (const [path, file] of this.#files) {
      this.#files.set(path, { ...file, windows: file.windows.map((window) => moved.get(window)!) });
    }
  }
}

interface Window {
  readonly path: string;
  readonly line: number;
  readonly names: Uint32Array;
}

function comparePlaces(a: Window, b: Window): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line;
}
