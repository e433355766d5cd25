/** Tokens that stand for no text. Ids from `FIRST_WORD` on are words. */

/** Between two files, and in place of what must not be learned: no context reaches over it, no guess holds it. */
export const FILE_BORDER = 0;

/** Line starts, by the indent compared with that of the line of code before. */
export const SAME_INDENT = 1;
export const DEEPER_INDENT = 2;
export const SHALLOWER_INDENT = 3;

export const FIRST_WORD = 4;

export function isLineStart(id: number): boolean {
  return id >= SAME_INDENT && id <= SHALLOWER_INDENT;
}

export function lineStart(indent: number, previousIndent: number): number {
  if (indent === previousIndent) return SAME_INDENT;
  return indent > previousIndent ? DEEPER_INDENT : SHALLOWER_INDENT;
}
