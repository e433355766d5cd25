import { diffLines } from './diff.ts';

/** A stretch of a text, and what another text has in its place, in UTF-16 units. */
export interface TextChange {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** The shortest stretch: what is before it and after it is the same in both texts. */
export function textChange(old: string, text: string): TextChange {
  return shortest(old, text, { oldStart: 0, oldEnd: old.length, newStart: 0, newEnd: text.length });
}

/** Between two saves a file may change at both its ends: what is longer is looked at by lines. */
const SHORT = 2000;
/** Deleted and added lines together; above it, little is the same. */
const MOST_LINES = 200;

/** The same as several stretches, in order, with lines between them that both texts have: where one alone would be long. */
export function textChanges(old: string, text: string): readonly TextChange[] {
  const { oldStart, oldEnd, newEnd } = textChange(old, text);
  if (Math.min(oldEnd, newEnd) - oldStart <= SHORT) return [{ oldStart, oldEnd, newStart: oldStart, newEnd }];
  const start = lineStart(old, oldStart);
  const behind = lineEnd(old, oldEnd) - oldEnd;
  const [lines, newLines] = [linesIn(old, start, oldEnd + behind), linesIn(text, start, newEnd + behind)];
  const [starts, newStarts] = [startsOf(lines, start), startsOf(newLines, start)];
  return diffLines(lines, newLines, MOST_LINES).map((hunk) =>
    shortest(old, text, {
      oldStart: starts[hunk.start]!,
      oldEnd: starts[hunk.end]!,
      newStart: newStarts[hunk.newStart]!,
      newEnd: newStarts[hunk.newEnd]!,
    }),
  );
}

/** Without what its two sides begin and end with alike. */
function shortest(old: string, text: string, { oldStart, oldEnd, newStart, newEnd }: TextChange): TextChange {
  const most = Math.min(oldEnd - oldStart, newEnd - newStart);
  let head = 0;
  // Whole pieces first: to compare 5,000 lines character by character, or by `startsWith`, took longer than to parse what changed.
  while (head + PIECE <= most && isSame(old, oldStart + head, text, newStart + head)) head += PIECE;
  while (head < most && old.charCodeAt(oldStart + head) === text.charCodeAt(newStart + head)) head++;
  let tail = 0;
  while (head + tail + PIECE <= most && isSame(old, oldEnd - tail - PIECE, text, newEnd - tail - PIECE)) tail += PIECE;
  while (head + tail < most && old.charCodeAt(oldEnd - tail - 1) === text.charCodeAt(newEnd - tail - 1)) tail++;
  return { oldStart: oldStart + head, oldEnd: oldEnd - tail, newStart: newStart + head, newEnd: newEnd - tail };
}

const PIECE = 4096;

function isSame(old: string, oldStart: number, text: string, newStart: number): boolean {
  return old.slice(oldStart, oldStart + PIECE) === text.slice(newStart, newStart + PIECE);
}

/** With their line ends. */
function linesIn(text: string, start: number, end: number): readonly string[] {
  const lines: string[] = [];
  for (let at = start; at < end;) {
    const next = Math.min(lineEnd(text, at), end);
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}

/** Where each line begins, and where the last one ends. */
function startsOf(lines: readonly string[], start: number): readonly number[] {
  const starts = [start];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  return starts;
}

/** Line ends between two offsets. */
export function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Where the line begins that an offset is in. */
export function lineStart(text: string, offset: number): number {
  // A search from before the text would find a line end at its very beginning.
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the next line begins, or the text ends. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
