import type { FrozenVocabulary } from './frozen-vocabulary.ts';
import { FILE_BORDER } from './markers.ts';

/**
 * The code of many files as one stream of tokens, and its positions in the order of what stands before them. Plain arrays:
 * they go to disk and come back as they are.
 */
export interface SortedCode {
  /** `id * 2 + (blank before ? 1 : 0)`. Begins and ends with a file border, and has one between any two files. */
  readonly tokens: Int32Array;
  /** Every position but the first, sorted by the token before it, then by the one before that, … (`SORTED_DEPTH`). */
  readonly positions: Int32Array;
  /** Where in `positions` the ones after token `id` begin; one more entry at the end. */
  readonly bucketStarts: Int32Array;
  /** By the hash of what stands before it with its names replaced (`renamedHash`), the last such position; 0 is none. */
  readonly renamedHeads: Int32Array;
  /** For each position the one before it with such a hash; 0 ends the chain. */
  readonly renamedNext: Int32Array;
  /** As they were given. */
  readonly paths: readonly string[];
  /** First position of each file; one more entry at the end. */
  readonly fileStarts: Int32Array;
}

/** All code of a repository, with the words that its ids stand for. */
export interface RepositoryModel extends SortedCode {
  readonly vocabulary: FrozenVocabulary;
}

/** Contexts are told apart up to this many tokens. */
export const SORTED_DEPTH = 16;

/** How often the word comes; 0 for one that the repository does not have. */
export function countOf(model: SortedCode, id: number): number {
  return id < model.bucketStarts.length - 1 ? model.bucketStarts[id + 1]! - model.bucketStarts[id]! : 0;
}

/**
 * Finds where the last k tokens of `context[0, length)` stand in the repository, for k = 1, 2, … as long as they do:
 * `positions[ranges[2k] … ranges[2k + 1])` are the places right after them. Returns the largest such k, 0 for none.
 */
export function findContexts(model: SortedCode, context: Int32Array, length: number, ranges: Int32Array): number {
  const last = length > 0 ? context[length - 1]! : -1;
  if (last <= FILE_BORDER || last >= model.bucketStarts.length - 1) return 0;
  let low = model.bucketStarts[last]!;
  let high = model.bucketStarts[last + 1]!;
  if (low >= high) return 0;
  let depth = 1;
  for (;;) {
    ranges[2 * depth] = low;
    ranges[2 * depth + 1] = high;
    if (depth >= SORTED_DEPTH || depth >= length) return depth;
    const wanted = context[length - 1 - depth]!;
    if (wanted <= FILE_BORDER) return depth;
    low = firstNotBelow(model, low, high, depth + 1, wanted);
    high = firstNotBelow(model, low, high, depth + 1, wanted + 1);
    if (low >= high) return depth;
    depth++;
  }
}

/** The first of `positions[low, high)` whose token `distance` places before is not below `wanted`. */
function firstNotBelow(model: SortedCode, low: number, high: number, distance: number, wanted: number): number {
  const { tokens, positions } = model;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[positions[middle]! - distance]! >> 1 < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
