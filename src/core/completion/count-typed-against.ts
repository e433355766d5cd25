import { firstLine } from './first-line.ts';

/** A suggestion, and what stood before the cursor on its line when it was made. */
export interface SuggestedOnLine {
  readonly linePrefix: string;
  readonly insertText: string;
}

/**
 * How many different ones of a line were typed against: what stands there now is neither on the way to what they said, nor
 * past it.
 */
export function countTypedAgainst(suggested: readonly SuggestedOnLine[], linePrefix: string): number {
  const lines = suggested
    .filter((each) => linePrefix.startsWith(each.linePrefix))
    .map((each) => each.linePrefix + firstLine(each.insertText).trimEnd());
  return new Set(lines.filter((line) => !line.startsWith(linePrefix) && !linePrefix.startsWith(line))).size;
}
