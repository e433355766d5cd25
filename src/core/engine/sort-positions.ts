import { SORTED_DEPTH } from './repository-model.ts';
import { FILE_BORDER } from './markers.ts';

export interface SortedPositions {
  readonly positions: Int32Array;
  readonly bucketStarts: Int32Array;
}

/**
 * Sorts all positions but the first by the tokens before them, nearest first. A generator, so that a caller can do other
 * work in between: it yields after every `atOnce` positions or so. `ids` begins with a file border.
 *
 * A counting sort by the token before, then multikey quicksort within each bucket. Contexts end at a file border.
 */
export function* sortPositions(
  ids: Int32Array,
  vocabularySize: number,
  atOnce = 50_000,
): Generator<void, SortedPositions> {
  const bucketStarts = new Int32Array(vocabularySize + 1);
  for (let i = 0; i + 1 < ids.length; i++) bucketStarts[ids[i]! + 1]!++;
  for (let id = 0; id < vocabularySize; id++) bucketStarts[id + 1]! += bucketStarts[id]!;

  const positions = new Int32Array(Math.max(0, ids.length - 1));
  const next = bucketStarts.slice();
  for (let i = 1; i < ids.length; i++) positions[next[ids[i - 1]!]!++] = i;

  let sorted = 0;
  for (let id = FILE_BORDER + 1; id < vocabularySize; id++) {
    const [low, high] = [bucketStarts[id]!, bucketStarts[id + 1]!];
    sortRange(ids, positions, low, high);
    sorted += high - low;
    if (sorted > atOnce) {
      sorted = 0;
      yield;
    }
  }
  return { positions, bucketStarts };
}

/** Sorts `positions[low, high)`, which agree in the token before, by the tokens from the second before on. */
function sortRange(ids: Int32Array, positions: Int32Array, low: number, high: number): void {
  // Ranges still to sort and the distance from which on they differ. A stack of our own: no text can overflow it.
  const pending = [low, high, 2];
  while (pending.length > 0) {
    const distance = pending.pop()!;
    const end = pending.pop()!;
    const start = pending.pop()!;
    if (end - start < 2 || distance > SORTED_DEPTH) continue;
    if (end - start < 12) {
      insertionSort(ids, positions, start, end, distance);
      continue;
    }
    const pivot = medianOfThree(
      ids[positions[start]! - distance]!,
      ids[positions[(start + end) >>> 1]! - distance]!,
      ids[positions[end - 1]! - distance]!,
    );
    let below = start;
    let above = end;
    for (let i = start; i < above;) {
      const position = positions[i]!;
      const id = ids[position - distance]!;
      if (id < pivot) {
        positions[i++] = positions[below]!;
        positions[below++] = position;
      } else if (id > pivot) {
        positions[i] = positions[--above]!;
        positions[above] = position;
      } else {
        i++;
      }
    }
    pending.push(start, below, distance, above, end, distance);
    if (pivot !== FILE_BORDER) pending.push(below, above, distance + 1);
  }
}

function insertionSort(ids: Int32Array, positions: Int32Array, start: number, end: number, distance: number): void {
  for (let i = start + 1; i < end; i++) {
    const position = positions[i]!;
    let j = i - 1;
    for (; j >= start && comesAfter(ids, positions[j]!, position, distance); j--) positions[j + 1] = positions[j]!;
    positions[j + 1] = position;
  }
}

function comesAfter(ids: Int32Array, a: number, b: number, distance: number): boolean {
  for (let d = distance; d <= SORTED_DEPTH; d++) {
    const difference = ids[a - d]! - ids[b - d]!;
    if (difference !== 0) return difference > 0;
    if (ids[a - d] === FILE_BORDER) return false;
  }
  return false;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
