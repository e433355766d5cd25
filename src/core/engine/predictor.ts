import { type CandidateTable, ORDERS, type TokenFacts } from './candidate-table.ts';
import type { CursorContext } from './cursor-context.ts';
import { FILE_BORDER, isLineStart, SAME_INDENT } from './markers.ts';
import { MAX_RANKED, type Ranker } from './ranker.ts';
import { RenamingMatcher } from './renaming-matcher.ts';
import { findContexts, SORTED_DEPTH } from './repository-model.ts';
import type { RepositorySource } from './repository-source.ts';
import type { RepositoryView } from './repository-view.ts';
import { IDENTIFIER, KEYWORD, STRING, type TokenKind } from './token-kind.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Places of the current file looked at for one prediction; those before the cursor come first, the nearest of them first. */
const MAX_LOCAL_POSITIONS = 1500;
/** Positions of the repository looked at for one length of context. */
const MAX_POSITIONS_PER_ORDER = 200;
/** Words of the repository that are considered as the end of a half-typed word. */
const MAX_WORDS_WITH_PREFIX = 60;
/** Names used last are candidates even where nothing else speaks for them. */
const MAX_RECENT_NAMES = 30;
const RECENT_TOKENS = 400;

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
  /** The probability before the ranking, of the same size. */
  readonly blended: number;
  /** The probability of the next best candidate. */
  readonly runnerUp: number;
  /** What the ranking leaves to tokens that are no candidates. */
  readonly none: number;
  /** How many tokens agree where only names are different. */
  readonly renamedLength: number;
  /** Whether it is the word that is typed already, taken as finished. */
  readonly isTyped: boolean;
  /** Of the line starts, the one that is likeliest: the next line's indent. */
  readonly lineStart: number;
}

/** What a prediction rests on and may be left out, to measure what it brings. */
export type Part = 'file' | 'renaming' | 'names' | 'finished-words';

/** Where predictions come from: the current file and, once it is indexed, the repository. */
export interface PredictionSources {
  readonly vocabulary: Vocabulary;
  readonly cursor: CursorContext;
  readonly repository: RepositoryView | undefined;
  /** Kept from one query to the next: a new one has room for every word of the repository to make. */
  readonly table: CandidateTable;
  readonly ranker: Ranker;
  /** Nothing but in a measurement. */
  readonly without: ReadonlySet<Part>;
  /** Names that the file's own name suggests. */
  readonly fileNames: ReadonlySet<number>;
}

/**
 * Predicts the next token from every place where the last tokens stand: in the current file, before and after the
 * cursor, and in the repository, under the same names or others. Lives for one query.
 */
export class Predictor {
  readonly #sources: PredictionSources;
  readonly table: CandidateTable;
  readonly #ranges = new Int32Array(2 * (SORTED_DEPTH + 1));
  readonly #renaming: RenamingMatcher;
  readonly #facts: TokenFacts;
  /** Whether a word may be the next token, after what is typed of it. */
  #fits: (id: number) => boolean = anything;
  /** What is typed of it, as a word of its own; -1 for none. */
  #typed = -1;

  constructor(sources: PredictionSources) {
    const { vocabulary, cursor, repository } = sources;
    this.#sources = sources;
    this.table = sources.table;
    this.#renaming = new RenamingMatcher(sources);
    const localTokens = cursor.tokens.size + 10;
    const repositoryTokens = (repository?.tokenCount ?? 0) + 50_000;
    this.#facts = {
      kind: (id) => vocabulary.kind(id),
      localShare: (id) => cursor.tokens.countOf(id) / localTokens,
      repositoryShare: (id) => ((repository?.countOf(id) ?? 0) + 0.3) / repositoryTokens,
    };
  }

  /**
   * The likeliest tokens after `context[0, length)`, best first, at most `limit`. With `partial` only words that begin
   * with it, and itself: it may be finished. All line starts count as one candidate, the end of the line.
   */
  predict(context: Int32Array, length: number, partial: string, limit: number): readonly Candidate[] {
    const slots = this.collect(context, length, partial);
    const { table, ranker } = this.#sources;
    const { order, probabilities, none } = ranker.rank(slots, this.scene(context, length, partial), table);
    const count = Math.min(limit, order.length);
    return Array.from({ length: count }, (_, rank) => {
      const place = order[rank]!;
      const slot = slots[place]!;
      const id = table.ids[slot]!;
      return {
        id: isLineStart(id) ? SAME_INDENT : id,
        kind: table.kinds[slot]!,
        probability: probabilities[place]!,
        spaceBefore: table.spaces[slot] === 1,
        localOrder: table.localOrder[slot]!,
        repositoryOrder: table.repositoryOrder[slot]!,
        places: table.places[slot]!,
        longestPlaces: table.longestPlaces[slot]!,
        blended: table.probability[slot]!,
        runnerUp: rank + 1 < order.length ? probabilities[order[rank + 1]!]! : 0,
        none,
        renamedLength: table.renamedLength[slot]!,
        isTyped: id === this.#typed,
        lineStart: id,
      };
    });
  }

  /** The slots of the candidates worth ranking, the likeliest by the blend first, at most `MAX_RANKED`. */
  collect(context: Int32Array, length: number, partial: string): number[] {
    const { repository, vocabulary, without } = this.#sources;
    this.#typed = without.has('finished-words') ? -1 : this.#typedWord(partial);
    this.#fits = partial === '' ? anything : vocabulary.beginningWith(partial);
    this.table.clear(vocabulary.size);
    if (this.#typed >= 0) this.table.add(this.#typed);
    if (!without.has('file')) this.#countLocal(context, length);
    for (const source of repository?.sources ?? []) this.#countRepository(source, context, length);
    if (!without.has('renaming')) this.#renaming.addTo(this.table, context, length, this.#fits);
    if (!without.has('names')) this.#addNames(context, length);
    if (partial !== '') this.#addWordsWithPrefix(partial);
    return this.#mostPromising(this.table.blend(this.#facts), partial !== '');
  }

  /** -1 for what cannot be a whole word. */
  #typedWord(partial: string): number {
    const { vocabulary } = this.#sources;
    const id = partial === '' ? -1 : vocabulary.find(partial);
    return id >= 0 && vocabulary.kind(id) !== STRING ? id : -1;
  }

  scene(context: Int32Array, length: number, partial: string): Parameters<Ranker['rank']>[1] {
    const { cursor, vocabulary, fileNames } = this.#sources;
    return { context, length, partial, tokens: cursor.tokens, kinds: vocabulary, fileNames };
  }

  /**
   * The likeliest by the blend, and of the others those that speak for themselves: what is typed already, renamed, or used
   * a moment ago.
   */
  #mostPromising(slots: number[], isClosed: boolean): number[] {
    const table = this.table;
    const { probability, appeal } = table;
    // With a part of the word typed there can be no other candidates.
    if (isClosed) normalise(table, slots);
    slots.sort((a, b) => probability[b]! - probability[a]! || a - b);
    const likeliest = MAX_RANKED - RESERVED;
    if (slots.length <= MAX_RANKED) return slots;
    const others = slots.splice(likeliest);
    for (const slot of others) appeal[slot] = this.#appealOf(slot);
    others.sort((a, b) => appeal[b]! - appeal[a]! || probability[b]! - probability[a]! || a - b);
    for (let i = 0; i < RESERVED; i++) slots.push(others[i]!);
    return slots;
  }

  #appealOf(slot: number): number {
    const id = this.table.ids[slot]!;
    if (id === this.#typed) return Infinity;
    const { tokens } = this.#sources.cursor;
    const seen = tokens.firstBefore(id);
    const isRecent = seen > 0 && this.table.kinds[slot] === IDENTIFIER;
    return this.table.renamedPlaces[slot]! + (isRecent ? 1 / (1 + Math.log1p(tokens.length - seen)) : 0);
  }

  #countLocal(context: Int32Array, length: number): void {
    const { tokens } = this.#sources.cursor;
    const last = context[length - 1]!;
    const seen = this.#countChain(tokens.firstBefore(last), 0, context, length);
    this.#countChain(tokens.firstAfter(last), seen, context, length);
  }

  /** From this place on, the nearest to the cursor first; returns how many places were seen in all. */
  #countChain(first: number, seenBefore: number, context: Int32Array, length: number): number {
    const { tokens } = this.#sources.cursor;
    const { ids, spaces, afterStart } = tokens;
    let seen = seenBefore;
    for (let place = first; place > 0 && seen < MAX_LOCAL_POSITIONS; place = tokens.next(place), seen++) {
      const id = ids[place]!;
      if (id === FILE_BORDER || !this.#fits(id)) continue;
      let order = 1;
      while (
        order < ORDERS &&
        length - 1 - order >= 0 &&
        ids[place - 1 - order] === context[length - 1 - order] &&
        ids[place - 1 - order] !== FILE_BORDER
      ) {
        order++;
      }
      this.table.addLocal(id, order, spaces[place]!, place < afterStart ? length - place : place - afterStart);
    }
    return seen;
  }

  /** The contexts are nested: what the longest does not hold is counted for the next shorter, and so on. */
  #countRepository(repository: RepositorySource, context: Int32Array, length: number): void {
    const { model } = repository;
    const depth = findContexts(model, context, length, this.#ranges);
    let innerLow = 0;
    let innerHigh = 0;
    for (let k = depth; k >= 1; k--) {
      const low = this.#ranges[2 * k]!;
      const high = this.#ranges[2 * k + 1]!;
      const order = Math.min(k, ORDERS);
      if (k === depth) {
        this.#countRange(repository, low, high, order);
      } else {
        this.#countRange(repository, low, innerLow, order);
        this.#countRange(repository, innerHigh, high, order);
      }
      innerLow = low;
      innerHigh = high;
    }
  }

  #countRange(repository: RepositorySource, low: number, high: number, order: number): void {
    const { tokens, positions } = repository.model;
    const step = Math.max(1, (high - low) / MAX_POSITIONS_PER_ORDER);
    for (let at = low; at < high; at += step) {
      const position = positions[Math.floor(at)]!;
      const token = tokens[position]!;
      const id = token >> 1;
      if (id === FILE_BORDER) continue;
      const weight = repository.weightAt(position);
      if (weight > 0 && this.#fits(id)) this.table.addRepository(id, order, token & 1, step * weight);
    }
  }

  #addNames(context: Int32Array, length: number): void {
    const { vocabulary, fileNames } = this.#sources;
    for (const id of fileNames) if (this.#fits(id)) this.table.add(id);
    if (vocabulary.isMemberAccess(context[length - 1]!)) return;
    let found = 0;
    for (let i = length - 1; i > 0 && i > length - RECENT_TOKENS && found < MAX_RECENT_NAMES; i--) {
      const id = context[i]!;
      if (vocabulary.kind(id) !== IDENTIFIER || vocabulary.isMemberAccess(context[i - 1]!)) continue;
      found++;
      if (this.#fits(id)) this.table.add(id);
    }
  }

  /** Words that have never followed this context may still be the one that is half typed. */
  #addWordsWithPrefix(partial: string): void {
    const { repository, cursor, vocabulary } = this.#sources;
    const isWord = (id: number): boolean => [IDENTIFIER, KEYWORD, STRING].includes(vocabulary.kind(id));
    for (const id of cursor.tokens.distinct()) {
      if (this.#fits(id) && isWord(id)) this.table.add(id);
    }
    const words = repository?.commonWordsWithPrefix(partial, MAX_WORDS_WITH_PREFIX) ?? [];
    for (const id of words) {
      if (this.#fits(id) && isWord(id)) this.table.add(id);
    }
  }
}

function anything(): boolean {
  return true;
}

/** So many of the ranked candidates are not the likeliest by the blend. */
const RESERVED = 10;

function normalise(table: CandidateTable, slots: readonly number[]): void {
  for (const column of [table.probability, table.localProbability, table.repositoryProbability]) {
    const sum = slots.reduce((total, slot) => total + column[slot]!, 0) + 2e-6;
    for (const slot of slots) column[slot]! /= sum;
  }
}
