/** A file that a code block of an answer may belong to. */
export interface TargetCandidate {
  /** Absolute. */
  readonly path: string;
  /** Of what the code defines, the names that this file defines, too. */
  readonly shared: readonly string[];
  /** Of the code's lines, how many stand in the file as they are: 0 to 1. */
  readonly alike: number;
  /** It is the one in the editor. */
  readonly isOpen: boolean;
}

/**
 * The files that code may belong to, likeliest first: what defines the same names, then what holds the same lines, then
 * what is in the editor. Others are left out.
 */
export function guessTargets(candidates: readonly TargetCandidate[]): readonly TargetCandidate[] {
  const weight = ({ shared, alike, isOpen }: TargetCandidate): number => shared.length + alike + (isOpen ? 0.5 : 0);
  return candidates.filter((each) => weight(each) > 0).toSorted((a, b) => weight(b) - weight(a));
}

/** Of the lines of `code` that say something, the share that stands in `text`, indentation apart. */
export function shareOfLines(code: string, text: string): number {
  const lines = code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST_TELLING_LINE);
  if (lines.length === 0) return 0;
  const known = new Set(text.split('\n').map((line) => line.trim()));
  return lines.filter((line) => known.has(line)).length / lines.length;
}

/** A brace or `return;` stands in every file. */
const SHORTEST_TELLING_LINE = 8;
