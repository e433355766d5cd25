import type { LocalTokens } from './local-tokens.ts';
import { FILE_BORDER } from './markers.ts';
import { bucketOf, type Members, RENAMED_LENGTH, renamedHash, type TokenKinds } from './renamed-context.ts';

const BITS = 12;
const NO_BUCKET = 0xffff;

/**
 * The places of an open document by what stands before them with its names replaced. Follows the two stacks of
 * `LocalTokens`: what was taken off there is taken off here, so that a keystroke costs the tokens it touches.
 */
export class RenamedPlaces {
  readonly #firstBefore = new Int32Array(1 << BITS);
  readonly #firstAfter = new Int32Array(1 << BITS);
  #next = new Int32Array(0);
  #buckets = new Uint16Array(0);
  #length = 1;
  #afterStart = 0;
  readonly #members: Members;

  constructor(members: Members) {
    this.#members = members;
  }

  /** To be called before a query reads. */
  follow(tokens: LocalTokens, unchanged: { readonly before: number; readonly after: number }, kinds: TokenKinds): void {
    const { ids } = tokens;
    if (this.#next.length === ids.length) {
      this.#cut(Math.max(1, unchanged.before), ids.length - unchanged.after);
    } else {
      this.#startAnew(ids.length);
    }
    for (; this.#length < tokens.length; this.#length++) {
      this.#add(this.#firstBefore, ids, this.#length, kinds);
    }
    // What stands before a place of the second stack is pushed after it.
    while (this.#afterStart > tokens.afterStart) {
      const place = --this.#afterStart + RENAMED_LENGTH;
      if (place < ids.length) this.#add(this.#firstAfter, ids, place, kinds);
    }
  }

  /** The place with this hash that is nearest before the cursor; 0 is none. */
  firstBefore(hash: number): number {
    return this.#firstBefore[bucketOf(hash, BITS)]!;
  }

  firstAfter(hash: number): number {
    return this.#firstAfter[bucketOf(hash, BITS)]!;
  }

  /** Further away from the cursor, on the same side. Different hashes may share a chain. */
  next(place: number): number {
    return this.#next[place]!;
  }

  /** Whether a place is in the chain of this hash. */
  isUnder(place: number, hash: number): boolean {
    return this.#buckets[place] === bucketOf(hash, BITS);
  }

  #startAnew(capacity: number): void {
    this.#firstBefore.fill(0);
    this.#firstAfter.fill(0);
    this.#next = new Int32Array(capacity);
    this.#buckets = new Uint16Array(capacity).fill(NO_BUCKET);
    this.#length = 1;
    this.#afterStart = capacity;
  }

  #cut(length: number, afterStart: number): void {
    while (this.#length > length) this.#remove(this.#firstBefore, --this.#length);
    while (this.#afterStart < afterStart) {
      const place = this.#afterStart++ + RENAMED_LENGTH;
      if (place < this.#buckets.length) this.#remove(this.#firstAfter, place);
    }
  }

  #add(first: Int32Array, ids: Int32Array, place: number, kinds: TokenKinds): void {
    const hash = ids[place] === FILE_BORDER ? 0 : renamedHash(ids, place, kinds, this.#members);
    if (hash === 0) {
      this.#buckets[place] = NO_BUCKET;
      return;
    }
    const bucket = bucketOf(hash, BITS);
    this.#buckets[place] = bucket;
    this.#next[place] = first[bucket]!;
    first[bucket] = place;
  }

  /** The one added last comes off first. */
  #remove(first: Int32Array, place: number): void {
    const bucket = this.#buckets[place]!;
    if (bucket !== NO_BUCKET) first[bucket] = this.#next[place]!;
  }
}
