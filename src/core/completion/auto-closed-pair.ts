const PAIRS: readonly string[] = ['()', '[]', '{}', '<>', '""', "''", '``'];

/** What an editor puts in for an opener that is typed, where it closes it by itself: the cursor is in it then. */
export function isAutoClosedPair(insertText: string): boolean {
  return PAIRS.includes(insertText);
}
