import { FILE_BORDER } from './markers.ts';
import type { Members, TokenKinds } from './renamed-context.ts';
import { RenamedPlaces } from './renamed-places.ts';

/**
 * The tokens of an open document around its cursor, and for each token the places right after it. Kept from one query to
 * the next: what stands before the cursor and what stands after it are two stacks in one array with a gap between them,
 * so that an edit at the cursor, or a cursor that moves, costs the tokens in between and nothing else.
 *
 * A place is an index in `ids`; 0 is none.
 */
export class LocalTokens {
  #ids = new Int32Array(FIRST_CAPACITY);
  #spaces = new Uint8Array(FIRST_CAPACITY);
  /** The next place after the same token on the same side, further away from the cursor. */
  #next = new Int32Array(FIRST_CAPACITY);
  #length = 0;
  #afterStart = FIRST_CAPACITY;
  /** By token, the row in each of the three below. */
  readonly #rows = new Map<number, number>();
  #firstBefore = new Int32Array(FIRST_ROWS);
  #firstAfter = new Int32Array(FIRST_ROWS);
  #counts = new Int32Array(FIRST_ROWS);
  readonly #renamed = { kept: new RenamedPlaces('kept'), renamed: new RenamedPlaces('renamed') };
  /** Of each side so many tokens, the ones furthest from the cursor, are as they were. */
  #unchangedBefore = 0;
  #unchangedAfter = 0;

  constructor() {
    this.pushBefore(FILE_BORDER, 0);
    this.pushAfter(FILE_BORDER, 0);
  }

  /** A border and what stands before the cursor: `[0, length)`; what stands after it and a border: from `afterStart` on. */
  get ids(): Int32Array {
    return this.#ids;
  }

  /** 1 where a blank stands before the token. */
  get spaces(): Uint8Array {
    return this.#spaces;
  }

  get length(): number {
    return this.#length;
  }

  /** `ids[afterStart - 1]` is a border, too. */
  get afterStart(): number {
    return this.#afterStart;
  }

  /** Of both sides. */
  get size(): number {
    return this.#length + this.#ids.length - this.#afterStart;
  }

  /** The place right after this token that is nearest before the cursor. */
  firstBefore(id: number): number {
    const row = this.#rows.get(id);
    return row === undefined ? 0 : this.#firstBefore[row]!;
  }

  /** The one that is nearest after it. */
  firstAfter(id: number): number {
    const row = this.#rows.get(id);
    return row === undefined ? 0 : this.#firstAfter[row]!;
  }

  next(place: number): number {
    return this.#next[place]!;
  }

  countOf(id: number): number {
    const row = this.#rows.get(id);
    return row === undefined ? 0 : this.#counts[row]!;
  }

  /** Every token that stands here, once. */
  *distinct(): Generator<number> {
    for (const [id, row] of this.#rows) if (this.#counts[row]! > 0) yield id;
  }

  /** The places by what stands before them under other names, brought up to date. */
  renamedPlaces(kinds: TokenKinds): Readonly<Record<Members, RenamedPlaces>> {
    // Places after the cursor move with the capacity.
    const unchanged = { before: this.#unchangedBefore, after: this.#unchangedAfter };
    this.#unchangedBefore = this.#length;
    this.#unchangedAfter = this.#ids.length - this.#afterStart;
    for (const places of Object.values(this.#renamed)) places.follow(this, unchanged, kinds);
    return this.#renamed;
  }

  pushBefore(id: number, space: number): void {
    this.#makeRoom();
    const place = this.#length++;
    this.#ids[place] = id;
    this.#spaces[place] = space;
    this.#counts[this.#rowOf(id)]!++;
    if (place === 0) return;
    const row = this.#rowOf(this.#ids[place - 1]!);
    this.#next[place] = this.#firstBefore[row]!;
    this.#firstBefore[row] = place;
  }

  popBefore(): void {
    const place = --this.#length;
    this.#unchangedBefore = Math.min(this.#unchangedBefore, place);
    this.#counts[this.#rowOf(this.#ids[place]!)]!--;
    this.#firstBefore[this.#rowOf(this.#ids[place - 1]!)] = this.#next[place]!;
  }

  pushAfter(id: number, space: number): void {
    this.#makeRoom();
    const place = --this.#afterStart;
    this.#ids[place] = id;
    this.#spaces[place] = space;
    // No context reaches from here over the cursor.
    this.#ids[place - 1] = FILE_BORDER;
    const row = this.#rowOf(id);
    this.#counts[row]!++;
    if (place + 1 === this.#ids.length) return;
    this.#next[place + 1] = this.#firstAfter[row]!;
    this.#firstAfter[row] = place + 1;
  }

  popAfter(): void {
    const place = this.#afterStart++;
    this.#unchangedAfter = Math.min(this.#unchangedAfter, this.#ids.length - this.#afterStart);
    const row = this.#rowOf(this.#ids[place]!);
    this.#counts[row]!--;
    this.#firstAfter[row] = this.#next[place + 1]!;
    this.#ids[place] = FILE_BORDER;
  }

  #rowOf(id: number): number {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const row = this.#rows.size;
    this.#rows.set(id, row);
    if (row === this.#counts.length) {
      this.#firstBefore = enlarged(this.#firstBefore);
      this.#firstAfter = enlarged(this.#firstAfter);
      this.#counts = enlarged(this.#counts);
    }
    return row;
  }

  /** For one more token, and a border in the gap. */
  #makeRoom(): void {
    if (this.#afterStart - this.#length >= 2) return;
    const moved = this.#ids.length;
    const from = this.#afterStart;
    this.#ids = enlarged(this.#ids);
    this.#spaces = enlarged(this.#spaces);
    this.#next = enlarged(this.#next);
    this.#afterStart += moved;
    for (const array of [this.#ids, this.#spaces, this.#next]) array.copyWithin(this.#afterStart, from, moved);
    for (let place = this.#afterStart; place < this.#next.length; place++) {
      if (this.#next[place]! > 0) this.#next[place]! += moved;
    }
    for (let row = 0; row < this.#firstAfter.length; row++) {
      if (this.#firstAfter[row]! > 0) this.#firstAfter[row]! += moved;
    }
    this.#ids[this.#afterStart - 1] = FILE_BORDER;
  }
}

const FIRST_CAPACITY = 1024;
const FIRST_ROWS = 256;

function enlarged<Numbers extends Int32Array | Uint8Array>(numbers: Numbers): Numbers {
  const larger =
    numbers instanceof Int32Array ? new Int32Array(2 * numbers.length) : new Uint8Array(2 * numbers.length);
  larger.set(numbers);
  // Of the kind that came in.
  return larger as Numbers;
}
