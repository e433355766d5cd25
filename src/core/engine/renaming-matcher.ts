import type { CandidateTable } from './candidate-table.ts';
import type { CursorContext } from './cursor-context.ts';
import { FILE_BORDER } from './markers.ts';
import {
  bucketOf,
  type Members,
  RENAMED_LENGTH,
  renamedHash,
  renamedOverlap,
  renamedToken,
} from './renamed-context.ts';
import type { RenamedPlaces } from './renamed-places.ts';
import type { RepositorySource } from './repository-source.ts';
import type { RepositoryView } from './repository-view.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Places looked at in each of the two sources; the ones added last come first. */
const MAX_PLACES = 32;
/** Of those whose members have other names, too: they agree by less. */
const MAX_FREE_PLACES = 12;
/** A place that agrees in fewer tokens has the same hash by accident. */
const MIN_OVERLAP = 4;
const MAX_OVERLAP = 12;

/** Finds where the last tokens stand under other names, in the current file and in the repository. Lives for one query. */
export class RenamingMatcher {
  readonly #vocabulary: Vocabulary;
  readonly #cursor: CursorContext;
  readonly #sources: readonly RepositorySource[];
  readonly #renamed: Readonly<Record<Members, RenamedPlaces>>;
  /** The repository's tokens are `id * 2 + blank`; these are the ids around one of its places. */
  readonly #window = new Int32Array(MAX_OVERLAP + 1);

  constructor(sources: {
    readonly vocabulary: Vocabulary;
    readonly cursor: CursorContext;
    readonly repository: RepositoryView | undefined;
  }) {
    this.#vocabulary = sources.vocabulary;
    this.#cursor = sources.cursor;
    this.#sources = sources.repository?.sources ?? [];
    this.#renamed = this.#cursor.tokens.renamedPlaces(this.#vocabulary);
  }

  /** Makes what follows at those places candidates, under the names of this context. */
  addTo(table: CandidateTable, context: Int32Array, length: number, fits: (id: number) => boolean): void {
    const hash = renamedHash(context, length, this.#vocabulary);
    if (hash === 0) return;
    this.#addLocal(hash, 'kept', table, context, length, fits);
    this.#addLocal(hash, 'renamed', table, context, length, fits);
    for (const source of this.#sources) this.#addRepository(source, hash, table, context, length, fits);
  }

  #addLocal(
    keptHash: number,
    members: Members,
    table: CandidateTable,
    context: Int32Array,
    length: number,
    fits: (id: number) => boolean,
  ): void {
    const { ids, spaces } = this.#cursor.tokens;
    const isFree = members === 'renamed';
    const places = this.#renamed[members];
    const hash = isFree ? renamedHash(context, length, this.#vocabulary, members) : keptHash;
    const most = isFree ? MAX_FREE_PLACES : MAX_PLACES;
    let place = places.firstBefore(hash);
    let isAfter = false;
    for (let seen = 0; seen < most; seen++, place = places.next(place)) {
      if (place === 0 && !isAfter) {
        place = places.firstAfter(hash);
        isAfter = true;
      }
      if (place === 0) return;
      if (isFree && this.#renamed.kept.isUnder(place, keptHash)) continue;
      const overlap = renamedOverlap(ids, place, context, length, MAX_OVERLAP, this.#vocabulary);
      if (overlap < MIN_OVERLAP) continue;
      const id = renamedToken(ids, place, context, length, overlap, this.#vocabulary, members);
      const same = sameShare(ids, place, context, length, overlap);
      if (fits(id)) table.addRenamed(id, overlap, same, spaces[place]!, isFree ? 1 : 2);
    }
  }

  #addRepository(
    repository: RepositorySource,
    hash: number,
    table: CandidateTable,
    context: Int32Array,
    length: number,
    fits: (id: number) => boolean,
  ): void {
    const { tokens, renamedHeads, renamedNext } = repository.model;
    const window = this.#window;
    let place = renamedHeads[bucketOf(hash, Math.log2(renamedHeads.length))]!;
    for (let seen = 0; place > 0 && seen < MAX_PLACES; seen++, place = renamedNext[place]!) {
      const weight = repository.weightAt(place);
      if (weight === 0) continue;
      const end = Math.min(place, MAX_OVERLAP);
      for (let back = 0; back <= end; back++) window[end - back] = tokens[place - back]! >> 1;
      const overlap = renamedOverlap(window, end, context, length, end, this.#vocabulary);
      if (overlap < MIN_OVERLAP) continue;
      const id = renamedToken(window, end, context, length, overlap, this.#vocabulary);
      if (id === FILE_BORDER || !fits(id)) continue;
      table.addRenamed(id, overlap, sameShare(window, end, context, length, overlap), tokens[place]! & 1, 1);
    }
  }
}

function sameShare(ids: Int32Array, place: number, context: Int32Array, end: number, length: number): number {
  let same = 0;
  for (let back = 1; back <= length; back++) if (ids[place - back] === context[end - back]) same++;
  return same / Math.max(length, RENAMED_LENGTH);
}
