import { type CandidateTable, ORDERS, type Candidate } from './candidate-table.ts';
import type { CursorContext } from './cursor-context.ts';
import { FILE_BORDER } from './markers.ts';
import { findContexts, SORTED_DEPTH } from './repository-model.ts';
import type { RepositorySource } from './repository-source.ts';
import type { RepositoryView } from './repository-view.ts';
import { IDENTIFIER, KEYWORD, STRING } from './token-kind.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Places of the current file looked at for one prediction; those before the cursor come first, the nearest of them first. */
const MAX_LOCAL_POSITIONS = 1500;
/** Positions of the repository looked at for one length of context. */
const MAX_POSITIONS_PER_ORDER = 200;
/** Words of the repository that are considered as the end of a half-typed word. */
const MAX_WORDS_WITH_PREFIX = 60;

/** Where predictions come from: the current file and, once it is indexed, the repository. */
export interface PredictionSources {
  readonly vocabulary: Vocabulary;
  readonly cursor: CursorContext;
  readonly repository: RepositoryView | undefined;
  /** Kept from one query to the next: a new one has room for every word of the repository to make. */
  readonly table: CandidateTable;
}

/**
 * Predicts the next token from every place where the last tokens stand: in the current file, before and after the
 * cursor, and in the repository. Lives for one query.
 */
export class Predictor {
  readonly #sources: PredictionSources;
  readonly #table: CandidateTable;
  readonly #ranges = new Int32Array(2 * (SORTED_DEPTH + 1));

  constructor(sources: PredictionSources) {
    this.#sources = sources;
    this.#table = sources.table;
  }

  /**
   * The likeliest tokens after `context[0, length)`, best first, at most `limit`. With `partial` only words that begin
   * with it and are longer. All line starts count as one candidate, the end of the line.
   */
  predict(context: Int32Array, length: number, partial: string, limit: number): readonly Candidate[] {
    const { repository, vocabulary, cursor } = this.#sources;
    this.#table.clear(vocabulary.size);
    this.#countLocal(context, length, partial);
    for (const source of repository?.sources ?? []) this.#countRepository(source, context, length, partial);
    if (partial !== '') this.#addWordsWithPrefix(partial);
    return this.#table.ranked(limit, partial !== '', (id) => {
      const inRepository = repository?.countOf(id) ?? 0;
      const repositoryTokens = repository?.tokenCount ?? 0;
      const local = cursor.tokens.countOf(id) / (cursor.tokens.size + 10);
      return {
        prior: 0.5 * ((inRepository + 0.3) / (repositoryTokens + 50_000)) + 0.5 * local,
        kind: vocabulary.kind(id),
      };
    });
  }

  #countLocal(context: Int32Array, length: number, partial: string): void {
    const { tokens } = this.#sources.cursor;
    const last = context[length - 1]!;
    const seen = this.#countChain(tokens.firstBefore(last), 0, context, length, partial);
    this.#countChain(tokens.firstAfter(last), seen, context, length, partial);
  }

  /** From this place on, the nearest to the cursor first; returns how many places were seen in all. */
  #countChain(first: number, seenBefore: number, context: Int32Array, length: number, partial: string): number {
    const { tokens } = this.#sources.cursor;
    const { ids, spaces } = tokens;
    let seen = seenBefore;
    for (let place = first; place > 0 && seen < MAX_LOCAL_POSITIONS; place = tokens.next(place), seen++) {
      const id = ids[place]!;
      if (id === FILE_BORDER || !this.#fits(id, partial)) continue;
      let order = 1;
      while (
        order < ORDERS &&
        length - 1 - order >= 0 &&
        ids[place - 1 - order] === context[length - 1 - order] &&
        ids[place - 1 - order] !== FILE_BORDER
      ) {
        order++;
      }
      this.#table.addLocal(id, order, spaces[place]!);
    }
    return seen;
  }

  /** The contexts are nested: what the longest does not hold is counted for the next shorter, and so on. */
  #countRepository(repository: RepositorySource, context: Int32Array, length: number, partial: string): void {
    const { model } = repository;
    const depth = findContexts(model, context, length, this.#ranges);
    let innerLow = 0;
    let innerHigh = 0;
    for (let k = depth; k >= 1; k--) {
      const low = this.#ranges[2 * k]!;
      const high = this.#ranges[2 * k + 1]!;
      const order = Math.min(k, ORDERS);
      if (k === depth) {
        this.#countRange(repository, low, high, order, partial);
      } else {
        this.#countRange(repository, low, innerLow, order, partial);
        this.#countRange(repository, innerHigh, high, order, partial);
      }
      innerLow = low;
      innerHigh = high;
    }
  }

  #countRange(repository: RepositorySource, low: number, high: number, order: number, partial: string): void {
    const { tokens, positions } = repository.model;
    const step = Math.max(1, (high - low) / MAX_POSITIONS_PER_ORDER);
    for (let at = low; at < high; at += step) {
      const position = positions[Math.floor(at)]!;
      const token = tokens[position]!;
      const id = token >> 1;
      if (id === FILE_BORDER) continue;
      const weight = repository.weightAt(position);
      if (weight > 0 && this.#fits(id, partial)) this.#table.addRepository(id, order, token & 1, step * weight);
    }
  }

  /** Words that have never followed this context may still be the one that is half typed. */
  #addWordsWithPrefix(partial: string): void {
    const { repository, cursor, vocabulary } = this.#sources;
    const isWord = (id: number): boolean => [IDENTIFIER, KEYWORD, STRING].includes(vocabulary.kind(id));
    for (const id of cursor.tokens.distinct()) {
      if (this.#fits(id, partial) && isWord(id)) this.#table.add(id);
    }
    const words = repository?.commonWordsWithPrefix(partial, MAX_WORDS_WITH_PREFIX) ?? [];
    for (const id of words) {
      if (this.#fits(id, partial) && isWord(id)) this.#table.add(id);
    }
  }

  #fits(id: number, partial: string): boolean {
    if (partial === '') return true;
    const text = this.#sources.vocabulary.text(id);
    return text.length > partial.length && text.startsWith(partial);
  }
}
