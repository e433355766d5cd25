import { FILE_BORDER, FIRST_WORD } from './markers.ts';
import { commonKind, type TokenKind } from './token-kind.ts';

/**
 * Numbers words as they come. A word is looked up where it stands, by its characters: cutting it out and hashing the
 * piece would take most of the time that indexing takes.
 */
export class WordTable {
  /** Of the words, one after the other; each begins where the one before it ends. */
  #units = new Uint16Array(1 << 16);
  #ends = new Uint32Array(1 << 10);
  #hashes = new Int32Array(1 << 10);
  readonly #kinds: TokenKind[] = [];
  /** Number of the word plus 1 at its hash, or in the next free place after it; twice as long as there are words at least. */
  #slots = new Int32Array(1 << 11);

  get size(): number {
    return this.#kinds.length;
  }

  /** Of all words, by number. */
  get kinds(): readonly TokenKind[] {
    return this.#kinds;
  }

  /** The id of `line[start, end)`, new if need be; that of a file border for empty text. */
  intern(line: string, start: number, end: number, kind: TokenKind): number {
    if (start === end) return FILE_BORDER;
    let hash = end - start;
    for (let at = start; at < end; at++) {
      const code = line.charCodeAt(at);
      hash = Math.imul(hash ^ code, 0x01000193);
      // Half a surrogate pair would not survive UTF-8 on disk.
      if (code >= 0xd800 && code <= 0xdfff && !line.slice(start, end).isWellFormed()) {
        const mended = line.slice(start, end).toWellFormed();
        return this.intern(mended, 0, mended.length, kind);
      }
    }
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]! - 1;
      if (this.#hashes[number] !== hash || !this.#is(number, line, start, end)) continue;
      if (this.#kinds[number] !== kind) this.#kinds[number] = commonKind(this.#kinds[number]!, kind);
      return FIRST_WORD + number;
    }
    return this.#add(line, start, end, kind, hash, slot);
  }

  /** By number. */
  words(): string[] {
    const words: string[] = [];
    for (let number = 0; number < this.size; number++) {
      words.push(String.fromCharCode(...this.#units.subarray(this.#startOf(number), this.#ends[number])));
    }
    return words;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : this.#ends[number - 1]!;
  }

  #is(number: number, line: string, start: number, end: number): boolean {
    const first = this.#startOf(number);
    if (this.#ends[number]! - first !== end - start) return false;
    for (let at = start; at < end; at++) {
      if (this.#units[first + at - start] !== line.charCodeAt(at)) return false;
    }
    return true;
  }

  #add(line: string, start: number, end: number, kind: TokenKind, hash: number, slot: number): number {
    const number = this.size;
    const first = this.#startOf(number);
    while (first + end - start > this.#units.length) this.#units = grown(this.#units, Uint16Array);
    if (number === this.#ends.length) {
      this.#ends = grown(this.#ends, Uint32Array);
      this.#hashes = grown(this.#hashes, Int32Array);
    }
    for (let at = start; at < end; at++) this.#units[first + at - start] = line.charCodeAt(at);
    this.#ends[number] = first + end - start;
    this.#hashes[number] = hash;
    this.#kinds.push(kind);
    this.#slots[slot] = number + 1;
    if (2 * this.size > this.#slots.length) this.#rehash();
    return FIRST_WORD + number;
  }

  #rehash(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = this.#hashes[number]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

function grown<Numbers extends Uint16Array | Uint32Array | Int32Array>(
  numbers: Numbers,
  kind: new (length: number) => Numbers,
): Numbers {
  const larger = new kind(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
