import type { FrozenVocabulary } from './frozen-vocabulary.ts';
import type { LocatedCode, RepositorySource } from './repository-source.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The repository as seen from one of its files: its model, and what has changed since that was made. */
export interface RepositoryView {
  /** Of the same ids. No file counts in more than one of them. */
  readonly sources: readonly RepositorySource[];
  readonly tokenCount: number;
  countOf(id: number): number;
  /** Ids of up to `limit` words that begin with `prefix`, those that come most often. */
  commonWordsWithPrefix(prefix: string, limit: number): readonly number[];
}

export function viewOf(
  sources: readonly RepositorySource[],
  words: { readonly frozen: FrozenVocabulary | undefined; readonly vocabulary: Vocabulary },
  changed: readonly LocatedCode[],
): RepositoryView {
  const countOf = (id: number): number => sources.reduce((sum, source) => sum + source.countOf(id), 0);
  const ownWords = changed.flatMap(({ code }) => wordsFrom(code.bucketStarts, words.frozen?.size ?? 0));
  return {
    sources,
    tokenCount: sources.reduce((sum, { model }) => sum + model.tokens.length, 0),
    countOf,
    commonWordsWithPrefix(prefix, limit) {
      const { start, end } = words.frozen?.idsWithPrefix(prefix) ?? { start: 0, end: 0 };
      // One letter may begin thousands of words, and then none of them is a good guess.
      const ids = Array.from({ length: Math.min(end - start, 1500) }, (_, i) => start + i);
      ids.push(...new Set(ownWords.filter((id) => words.vocabulary.text(id).startsWith(prefix))));
      if (ids.length <= limit) return ids;
      const counted = ids.map((id) => ({ id, count: countOf(id) }));
      return counted
        .sort((a, b) => b.count - a.count)
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}

/** Words that the repository's model does not have. */
function wordsFrom(bucketStarts: Int32Array, first: number): number[] {
  const ids: number[] = [];
  for (let id = first; id + 1 < bucketStarts.length; id++) if (bucketStarts[id + 1]! > bucketStarts[id]!) ids.push(id);
  return ids;
}
