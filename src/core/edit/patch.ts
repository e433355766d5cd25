import { diffLines } from '../text/diff.ts';

/** One change with the lines around it, wherever in the file it belongs: what search/replace blocks and hunks become. */
export interface Patch {
  readonly lines: readonly PatchLine[];
  /** Zero-based first old line, as a hunk's header gives it: a hint. */
  readonly line?: number;
  /** What stands after `@@`: a line of the file above the change, by custom. */
  readonly section?: string;
  /** Whether the file shall end with a newline; said only by a hunk that reaches its end. */
  readonly finalNewline?: boolean;
}

/** `gap`: an elision among quoted lines. It stands for lines of the file, and they are kept. */
export interface PatchLine {
  readonly kind: 'keep' | 'delete' | 'insert' | 'gap';
  readonly text: string;
}

/** One part of an answer in every way that it can be read, the likeliest first. The file tells which one is meant. */
export interface ProposedPatch {
  readonly readings: readonly Patch[];
}

export const isOld = ({ kind }: PatchLine): boolean => kind === 'keep' || kind === 'delete' || kind === 'gap';
export const isNew = ({ kind }: PatchLine): boolean => kind === 'keep' || kind === 'insert' || kind === 'gap';
export const isBlank = (line: string): boolean => line.trim() === '';

/**
 * What differs between the two halves of a block; what they have in common is kept as the file has it. Blanks at line
 * ends count only where nothing else differs. `undefined`: an elision that is not kept.
 */
export function patchBetween(
  search: readonly string[],
  replace: readonly string[],
  isMark: (line: string) => boolean,
): Patch | undefined {
  const trimmed = (lines: readonly string[]): string[] => lines.map((line) => line.trimEnd());
  const loose = diffLines(trimmed(search), trimmed(replace));
  const hunks = loose.length > 0 ? loose : diffLines(search, replace);
  const lines: PatchLine[] = [];
  let line = 0;
  const keepUntil = (end: number): void => {
    for (; line < end; line++) {
      const text = search[line]!;
      lines.push({ kind: isMark(text) ? 'gap' : 'keep', text });
    }
  };
  for (const { start, end, newStart, newEnd } of hunks) {
    keepUntil(start);
    if (search.slice(start, end).some(isMark)) return undefined;
    lines.push(...search.slice(start, end).map((text) => ({ kind: 'delete', text }) as const));
    lines.push(...replace.slice(newStart, newEnd).map((text) => ({ kind: 'insert', text }) as const));
    line = end;
  }
  keepUntil(search.length);
  return { lines };
}
