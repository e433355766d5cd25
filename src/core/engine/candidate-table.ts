import { isLineStart, SAME_INDENT } from './markers.ts';
import type { TokenKind } from './token-kind.ts';

/** Contexts of up to this many tokens are counted apart; longer ones count as this long. */
export const ORDERS = 12;

/** A token of the current file counts as much as four of the repository: measured, and the same in all languages. */
const LOCAL_WEIGHT = 4;

/**
 * How much of the probability each new kind of continuation leaves to shorter contexts. Witten and Bell's rule gives 1;
 * in code, where a context seen once is mostly seen again, less is better.
 */
const ESCAPE = 0.6;

/** More are not looked at: the nearest and longest contexts come first. */
const MAX_CANDIDATES = 400;

const ROW = ORDERS + 1;

/** A token that may come next, and what speaks for it. */
export interface Candidate {
  /** A word, or `SAME_INDENT` for the end of the line, whatever the next line's indent. */
  readonly id: number;
  readonly kind: TokenKind;
  readonly probability: number;
  readonly spaceBefore: boolean;
  /** The longest context, in tokens, after which it stands in the current file and in the repository; 0: nowhere. */
  readonly localOrder: number;
  readonly repositoryOrder: number;
  /** In how many places it was seen after a context of any length. Sampled, where there are hundreds. */
  readonly places: number;
  /** In how many after the longest of these contexts. */
  readonly longestPlaces: number;
  /** The probability of the next best candidate. */
  readonly runnerUp: number;
}

/**
 * Counts of what follows contexts of 1 to `ORDERS` tokens, and their blend into one probability, from short contexts to
 * long ones: each takes the counts it has and leaves the rest to the shorter one, more when it has seen many kinds.
 */
export class CandidateTable {
  #slots = new Int32Array(0);
  readonly #ids = new Int32Array(MAX_CANDIDATES);
  readonly #local = new Float64Array(MAX_CANDIDATES * ROW);
  readonly #repository = new Float64Array(MAX_CANDIDATES * ROW);
  readonly #localOrder = new Uint8Array(MAX_CANDIDATES);
  readonly #repositoryOrder = new Uint8Array(MAX_CANDIDATES);
  readonly #spaces = new Uint8Array(MAX_CANDIDATES);
  readonly #places = new Int32Array(MAX_CANDIDATES);
  readonly #longestPlaces = new Int32Array(MAX_CANDIDATES);
  #count = 0;

  /** For ids below `vocabularySize` from now on. */
  clear(vocabularySize: number): void {
    for (let slot = 0; slot < this.#count; slot++) this.#slots[this.#ids[slot]!] = -1;
    this.#count = 0;
    // With room to spare: each word that is typed is a new one.
    if (vocabularySize > this.#slots.length) this.#slots = new Int32Array(vocabularySize + 10_000).fill(-1);
  }

  /** Makes it a candidate that nothing speaks for yet. */
  add(id: number): void {
    this.#slot(id);
  }

  addLocal(id: number, order: number, space: number): void {
    const slot = this.#slot(id);
    if (slot < 0) return;
    this.#local[slot * ROW + order]! += 1;
    this.#countPlace(slot, order);
    if (order > this.#localOrder[slot]!) {
      this.#localOrder[slot] = order;
      this.#spaces[slot] = space;
    }
  }

  addRepository(id: number, order: number, space: number, weight: number): void {
    const slot = this.#slot(id);
    if (slot < 0) return;
    this.#repository[slot * ROW + order]! += weight;
    this.#countPlace(slot, order);
    if (order > this.#repositoryOrder[slot]!) {
      if (order > this.#localOrder[slot]!) this.#spaces[slot] = space;
      this.#repositoryOrder[slot] = order;
    }
  }

  /**
   * Best first. `lookUp` tells a token's kind and how likely it is without any context. `isClosed`: there can be no
   * other candidates, so that the probabilities add up to 1; else they leave something to words never seen.
   */
  ranked(
    limit: number,
    isClosed: boolean,
    lookUp: (id: number) => { readonly prior: number; readonly kind: TokenKind },
  ): Candidate[] {
    const kinds: TokenKind[] = [];
    const probabilities: number[] = [];
    for (let slot = 0; slot < this.#count; slot++) {
      const { prior, kind } = lookUp(this.#ids[slot]!);
      probabilities.push(prior);
      kinds.push(kind);
    }
    this.#blend(probabilities);
    const merged = this.#mergeLineStarts(probabilities);
    const sum = probabilities.reduce((total, p) => total + p, 0);
    const total = isClosed ? sum + 2e-6 : Math.max(1, sum);
    const sorted = merged.toSorted((a, b) => probabilities[b]! - probabilities[a]!);
    return sorted.slice(0, limit).map((slot, rank) => ({
      id: isLineStart(this.#ids[slot]!) ? SAME_INDENT : this.#ids[slot]!,
      kind: kinds[slot]!,
      probability: probabilities[slot]! / total,
      spaceBefore: this.#spaces[slot] === 1,
      localOrder: this.#localOrder[slot]!,
      repositoryOrder: this.#repositoryOrder[slot]!,
      places: this.#places[slot]!,
      longestPlaces: this.#longestPlaces[slot]!,
      runnerUp: rank + 1 < sorted.length ? probabilities[sorted[rank + 1]!]! / total : 0,
    }));
  }

  /** Replaces the probabilities without context by those with it. */
  #blend(probabilities: number[]): void {
    for (let order = ORDERS - 1; order >= 1; order--) {
      for (let row = 0; row < this.#count * ROW; row += ROW) {
        this.#local[row + order]! += this.#local[row + order + 1]!;
        this.#repository[row + order]! += this.#repository[row + order + 1]!;
      }
    }
    for (let order = 1; order <= ORDERS; order++) {
      let total = 0;
      let kinds = 0;
      for (let row = 0; row < this.#count * ROW; row += ROW) {
        const count = LOCAL_WEIGHT * this.#local[row + order]! + this.#repository[row + order]!;
        total += count;
        if (count > 0) kinds++;
      }
      if (total === 0) return;
      const escape = ESCAPE * kinds * Math.min(1, total) + 1e-6;
      for (let slot = 0; slot < this.#count; slot++) {
        const at = slot * ROW + order;
        const count = LOCAL_WEIGHT * this.#local[at]! + this.#repository[at]!;
        probabilities[slot] = (count + escape * probabilities[slot]!) / (total + escape);
      }
    }
  }

  /** Adds the line starts up in the likeliest of them; returns the slots that are left. */
  #mergeLineStarts(probabilities: number[]): number[] {
    const slots = Array.from({ length: this.#count }, (_, slot) => slot);
    const lineStarts = slots.filter((slot) => isLineStart(this.#ids[slot]!));
    const best = lineStarts.toSorted((a, b) => probabilities[b]! - probabilities[a]!)[0];
    for (const slot of lineStarts) {
      if (slot === best) continue;
      probabilities[best!]! += probabilities[slot]!;
      probabilities[slot] = 0;
    }
    return slots.filter((slot) => slot === best || !isLineStart(this.#ids[slot]!));
  }

  /** Before the orders are brought up to date. */
  #countPlace(slot: number, order: number): void {
    const longest = Math.max(this.#localOrder[slot]!, this.#repositoryOrder[slot]!);
    this.#places[slot]!++;
    if (order > longest) this.#longestPlaces[slot] = 1;
    else if (order === longest) this.#longestPlaces[slot]!++;
  }

  #slot(id: number): number {
    const known = this.#slots[id]!;
    if (known >= 0 || this.#count === MAX_CANDIDATES) return known;
    const slot = this.#count++;
    this.#slots[id] = slot;
    this.#ids[slot] = id;
    this.#local.fill(0, slot * ROW, (slot + 1) * ROW);
    this.#repository.fill(0, slot * ROW, (slot + 1) * ROW);
    this.#localOrder[slot] = 0;
    this.#repositoryOrder[slot] = 0;
    this.#spaces[slot] = 0;
    this.#places[slot] = 0;
    this.#longestPlaces[slot] = 0;
    return slot;
  }
}
