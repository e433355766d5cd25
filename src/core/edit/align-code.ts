import { diffLines } from '../text/diff.ts';
import { indentOf } from '../syntax/indentation.ts';
import type { LanguageSyntax } from '../syntax/languages.ts';
import type { LineDraft } from '../text/text-lines.ts';
import { foldCharacters } from './file-index.ts';
import { lexLines } from './lexed-lines.ts';
import { fitIndentation, type IndentPair, mapIndentation, reindent } from './map-indentation.ts';
import { isBlank } from './patch.ts';

/**
 * Code that a model gave as a whole, against the code it replaces: lines that are the same but for their indentation's style,
 * blanks at their ends or the form of a character keep the file's bytes; new ones get the file's indentation.
 *
 * `from` and `to`: the lines of the file that are replaced. `base`: what the answer's outermost indentation is in the file.
 */
export function alignCode(options: {
  readonly fileLines: readonly string[];
  readonly from: number;
  readonly to: number;
  /** The answer's lines; a number is an old line that is taken as it is, counted from `from`. */
  readonly lines: readonly (string | number)[];
  readonly language: LanguageSyntax;
  readonly base?: IndentPair;
}): LineDraft {
  const { fileLines, from, to, language, base } = options;
  const old = fileLines.slice(from, to);
  const lines = textsOf(options.lines, old);
  const partner = pairUp(old, lines);
  const pairs = lines.flatMap((line, index) => {
    const other = partner.get(index);
    const isTaken = typeof options.lines[index] === 'number';
    return other === undefined || isTaken || isBlank(line)
      ? []
      : [{ index, pair: [indentOf(line), indentOf(old[other]!)] as const }];
  });
  const fit = (own: typeof pairs): ((indent: string) => string) =>
    fitIndentation({ base: base ?? ['', ''], pairs: own.map(({ pair }) => pair), answerLines: lines, fileLines });
  let map = fit(pairs);
  let mapString = map;
  // The indentation inside a string is text. Where the answer moved it along with the code, quoted lines show it.
  const moves = lines.some((line) => !isBlank(line) && map(indentOf(line)) !== indentOf(line));
  const strings = moves ? linesInStrings(lines, language) : new Set<number>();
  if (strings.size > 0) {
    map = fit(pairs.filter(({ index }) => !strings.has(index)));
    const quoted = pairs.filter(({ index }) => strings.has(index)).map(({ pair }) => pair);
    mapString =
      quoted.length > 0 ? mapIndentation({ pairs: quoted, answerLines: lines, fileLines }) : (indent) => indent;
  }
  const inString = (index: number): boolean => strings.has(index);

  return lines.map((line, index) => {
    const taken = options.lines[index];
    if (typeof taken === 'number') return from + taken;
    const other = partner.get(index);
    const placed = inString(index) ? moveString(line, mapString) : reindent(line, map);
    if (other === undefined) return placed;
    const own = old[other]!;
    return indentOf(own) === indentOf(placed) || isBlank(own) ? from + other : placed;
  });
}

export function textsOf(lines: readonly (string | number)[], old: readonly string[]): readonly string[] {
  return lines.map((line) => (typeof line === 'number' ? old[line]! : line));
}

function moveString(line: string, map: (indent: string) => string): string {
  const indent = indentOf(line);
  return map(indent) + line.slice(indent.length);
}

function linesInStrings(lines: readonly string[], language: LanguageSyntax): ReadonlySet<number> {
  return new Set(lexLines(lines, language).flatMap(({ inside }, index) => (inside === 'string' ? [index] : [])));
}

/** For a line of the answer, the old line that it repeats. */
function pairUp(old: readonly string[], lines: readonly string[]): ReadonlyMap<number, number> {
  const trimmed = (each: readonly string[]): string[] => each.map((line) => line.trim());
  const folded = (each: readonly string[]): string[] => each.map(foldCharacters);
  const loose = diffLines(folded(old), folded(lines));
  // Where folding hides all that differs, what it hides is what was asked for.
  const hunks = loose.length > 0 ? loose : diffLines(trimmed(old), trimmed(lines));
  const partner = new Map<number, number>();
  let [line, newLine] = [0, 0];
  for (const hunk of [...hunks, { start: old.length, end: 0, newStart: lines.length, newEnd: 0 }]) {
    for (; line < hunk.start; line++, newLine++) partner.set(newLine, line);
    [line, newLine] = [hunk.end, hunk.newEnd];
  }
  return partner;
}
