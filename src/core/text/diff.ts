import { diffArrays } from 'diff';

/** Lines `[start, end)` of the old sequence are lines `[newStart, newEnd)` of the new one. */
export interface LineHunk {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/**
 * What differs, in order; hunks neither touch nor overlap. Equal means `===`, so give lines as they shall be compared.
 *
 * Equal beginnings and ends are cut off first, which leaves little of a usual edit. What is left goes to jsdiff with a
 * bound on the edits instead of one on the time, so that the answer does not depend on the machine. Two texts that
 * have almost nothing in common are one hunk.
 */
export function diffLines(old: readonly string[], now: readonly string[], mostEdits = MOST_EDITS): readonly LineHunk[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let [end, newEnd] = [old.length, now.length];
  while (end > start && newEnd > start && old[end - 1] === now[newEnd - 1]) [end, newEnd] = [end - 1, newEnd - 1];
  if (start === end && start === newEnd) return [];
  const whole: LineHunk = { start, end, newStart: start, newEnd };
  if (start === end || start === newEnd) return [whole];

  const changes = diffArrays(old.slice(start, end), now.slice(start, newEnd), { maxEditLength: mostEdits });
  if (!changes) return [whole];
  const hunks: LineHunk[] = [];
  let [line, newLine] = [start, start];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      line += count;
      newLine += count;
      continue;
    }
    const last = hunks.at(-1);
    const touches = last !== undefined && last.end === line && last.newEnd === newLine;
    const from = touches ? hunks.pop()! : { start: line, newStart: newLine };
    if (removed) line += count;
    else newLine += count;
    hunks.push({ start: from.start, end: line, newStart: from.newStart, newEnd: newLine });
  }
  return hunks;
}

/** Deleted and added lines together. A diff of 5,000 lines stays under some 30 ms with it, however unlike they are. */
const MOST_EDITS = 1000;
