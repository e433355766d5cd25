import { isLineStart } from './markers.ts';
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

/** How likely a token is without any context, and what it is. */
export interface TokenFacts {
  kind(id: number): TokenKind;
  /** Its share in the current file, and in the repository. */
  localShare(id: number): number;
  repositoryShare(id: number): number;
}

/**
 * Counts of what follows contexts of 1 to `ORDERS` tokens, and their blend into probabilities, from short contexts to
 * long ones: each takes the counts it has and leaves the rest to the shorter one, more when it has seen many kinds.
 *
 * A candidate is a slot below `count`; its columns are typed arrays, because a keystroke fills them some twenty times.
 */
export class CandidateTable {
  readonly ids = new Int32Array(MAX_CANDIDATES);
  readonly kinds = new Uint8Array(MAX_CANDIDATES);
  /** Whether a blank stands before it. */
  readonly spaces = new Uint8Array(MAX_CANDIDATES);
  /** The longest context, in tokens, after which it stands in the current file and in the repository; 0: nowhere. */
  readonly localOrder = new Uint8Array(MAX_CANDIDATES);
  readonly repositoryOrder = new Uint8Array(MAX_CANDIDATES);
  /** In how many places it was seen after a context of any length. Sampled, where there are hundreds. */
  readonly places = new Int32Array(MAX_CANDIDATES);
  /** In how many after the longest of these contexts. */
  readonly longestPlaces = new Int32Array(MAX_CANDIDATES);
  /** Tokens between the cursor and the nearest place in the current file where it follows its longest context. */
  readonly distance = new Int32Array(MAX_CANDIDATES);
  /** How many places speak for it whose names only are different, how many tokens agree there, and the share of equal ones. */
  readonly renamedPlaces = new Float64Array(MAX_CANDIDATES);
  readonly renamedLength = new Uint8Array(MAX_CANDIDATES);
  readonly renamedSame = new Float64Array(MAX_CANDIDATES);
  /** Where the blend is not asked, set by who chooses. */
  readonly appeal = new Float64Array(MAX_CANDIDATES);
  /** By both sources together, and by each alone. */
  readonly probability = new Float64Array(MAX_CANDIDATES);
  readonly localProbability = new Float64Array(MAX_CANDIDATES);
  readonly repositoryProbability = new Float64Array(MAX_CANDIDATES);
  /** After contexts of each length: `#local[slot * ROW + order]`. */
  readonly #local = new Float64Array(MAX_CANDIDATES * ROW);
  readonly #repository = new Float64Array(MAX_CANDIDATES * ROW);
  readonly #localTotals = new Float64Array(ROW);
  readonly #repositoryTotals = new Float64Array(ROW);
  /** What is counted up from nothing. */
  readonly #columns = [
    this.spaces,
    this.localOrder,
    this.repositoryOrder,
    this.places,
    this.longestPlaces,
    this.distance,
    this.renamedPlaces,
    this.renamedLength,
    this.renamedSame,
  ];
  #slots = new Int32Array(0);
  #count = 0;
  #deepest = 0;

  get count(): number {
    return this.#count;
  }

  /** For ids below `vocabularySize` from now on. */
  clear(vocabularySize: number): void {
    for (let slot = 0; slot < this.#count; slot++) this.#slots[this.ids[slot]!] = -1;
    // All rows at once: one by one, as candidates come, takes several times as long.
    this.#local.fill(0, 0, this.#count * ROW);
    this.#repository.fill(0, 0, this.#count * ROW);
    for (const column of this.#columns) column.fill(0, 0, this.#count);
    this.#count = 0;
    this.#deepest = 0;
    // With room to spare: each word that is typed is a new one.
    if (vocabularySize > this.#slots.length) this.#slots = new Int32Array(vocabularySize + 10_000).fill(-1);
  }

  /** Makes it a candidate that nothing speaks for yet. */
  add(id: number): void {
    this.#slot(id);
  }

  addLocal(id: number, order: number, space: number, distance: number): void {
    const slot = this.#slot(id);
    if (slot < 0) return;
    this.#local[slot * ROW + order]! += 1;
    this.#countPlace(slot, order);
    if (order > this.localOrder[slot]!) {
      this.localOrder[slot] = order;
      this.spaces[slot] = space;
      this.distance[slot] = distance;
    }
  }

  addRepository(id: number, order: number, space: number, weight: number): void {
    const slot = this.#slot(id);
    if (slot < 0) return;
    this.#repository[slot * ROW + order]! += weight;
    this.#countPlace(slot, order);
    if (order > this.repositoryOrder[slot]!) {
      if (order > this.localOrder[slot]!) this.spaces[slot] = space;
      this.repositoryOrder[slot] = order;
    }
  }

  /** `length` tokens before it are the same but for names, a share of `same` of them quite the same. */
  addRenamed(id: number, length: number, same: number, space: number, weight: number): void {
    const slot = this.#slot(id);
    if (slot < 0) return;
    if (this.localOrder[slot] === 0 && this.repositoryOrder[slot] === 0 && this.renamedLength[slot]! < length) {
      this.spaces[slot] = space;
    }
    this.renamedPlaces[slot]! += weight;
    if (length > this.renamedLength[slot]!) this.renamedLength[slot] = length;
    if (same > this.renamedSame[slot]!) this.renamedSame[slot] = same;
  }

  /** How often it follows its longest context in the current file, and the share of all that does. */
  localCount(slot: number): number {
    return this.#local[slot * ROW + this.localOrder[slot]!]!;
  }

  localShare(slot: number): number {
    const order = this.localOrder[slot]!;
    return order === 0 ? 0 : this.#local[slot * ROW + order]! / this.#localTotals[order]!;
  }

  repositoryCount(slot: number): number {
    return this.#repository[slot * ROW + this.repositoryOrder[slot]!]!;
  }

  repositoryShare(slot: number): number {
    const order = this.repositoryOrder[slot]!;
    return order === 0 ? 0 : this.#repository[slot * ROW + order]! / this.#repositoryTotals[order]!;
  }

  /** Fills the probabilities. All line starts become one candidate, the likeliest of them; returns the slots left. */
  blend(facts: TokenFacts): number[] {
    for (let slot = 0; slot < this.#count; slot++) {
      const id = this.ids[slot]!;
      this.kinds[slot] = facts.kind(id);
      const local = facts.localShare(id);
      const repository = facts.repositoryShare(id);
      this.localProbability[slot] = local;
      this.repositoryProbability[slot] = repository;
      this.probability[slot] = 0.5 * local + 0.5 * repository;
      // A place after a long context is one after each shorter context, too.
      const row = slot * ROW;
      for (let order = this.#deepest - 1; order >= 1; order--) {
        this.#local[row + order]! += this.#local[row + order + 1]!;
        this.#repository[row + order]! += this.#repository[row + order + 1]!;
      }
    }
    for (let order = 1; order <= this.#deepest; order++) this.#blendOrder(order);
    return this.#mergeLineStarts();
  }

  #blendOrder(order: number): void {
    let [localTotal, localKinds, repositoryTotal, repositoryKinds, kinds] = [0, 0, 0, 0, 0];
    for (let slot = 0, at = order; slot < this.#count; slot++, at += ROW) {
      const local = this.#local[at]!;
      const repository = this.#repository[at]!;
      localTotal += local;
      repositoryTotal += repository;
      if (local > 0) localKinds++;
      if (repository > 0) repositoryKinds++;
      if (local > 0 || repository > 0) kinds++;
    }
    this.#localTotals[order] = localTotal;
    this.#repositoryTotals[order] = repositoryTotal;
    const total = LOCAL_WEIGHT * localTotal + repositoryTotal;
    const escape = ESCAPE * kinds * Math.min(1, total) + 1e-6;
    const localEscape = ESCAPE * localKinds;
    const repositoryEscape = ESCAPE * repositoryKinds;
    for (let slot = 0, at = order; slot < this.#count; slot++, at += ROW) {
      const local = this.#local[at]!;
      const repository = this.#repository[at]!;
      const count = LOCAL_WEIGHT * local + repository;
      this.probability[slot] = (count + escape * this.probability[slot]!) / (total + escape);
      if (localTotal > 0) {
        this.localProbability[slot] = (local + localEscape * this.localProbability[slot]!) / (localTotal + localEscape);
      }
      if (repositoryTotal > 0) {
        const shorter = this.repositoryProbability[slot]!;
        this.repositoryProbability[slot] =
          (repository + repositoryEscape * shorter) / (repositoryTotal + repositoryEscape);
      }
    }
  }

  #mergeLineStarts(): number[] {
    const slots: number[] = [];
    let best = -1;
    for (let slot = 0; slot < this.#count; slot++) {
      if (!isLineStart(this.ids[slot]!)) slots.push(slot);
      else if (best < 0 || this.probability[slot]! > this.probability[best]!) best = slot;
    }
    if (best < 0) return slots;
    for (let slot = 0; slot < this.#count; slot++) {
      if (slot === best || !isLineStart(this.ids[slot]!)) continue;
      for (const column of [this.probability, this.localProbability, this.repositoryProbability, this.renamedPlaces]) {
        column[best]! += column[slot]!;
      }
    }
    slots.push(best);
    return slots;
  }

  /** Before the orders are brought up to date. */
  #countPlace(slot: number, order: number): void {
    const longest = Math.max(this.localOrder[slot]!, this.repositoryOrder[slot]!);
    this.places[slot]!++;
    if (order > longest) this.longestPlaces[slot] = 1;
    else if (order === longest) this.longestPlaces[slot]!++;
    if (order > this.#deepest) this.#deepest = order;
  }

  #slot(id: number): number {
    const known = this.#slots[id]!;
    if (known >= 0 || this.#count === MAX_CANDIDATES) return known;
    const slot = this.#count++;
    this.#slots[id] = slot;
    this.ids[slot] = id;
    return slot;
  }
}
