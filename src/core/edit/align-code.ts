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
  const lexed = lexLines(lines, language);
  const inString = (index: number): boolean => lexed[index]!.inside === 'string';

  const pairsOf = (strings: boolean): readonly IndentPair[] =>
    lines.flatMap((line, index) => {
      const other = partner.get(index);
      const isTaken = typeof options.lines[index] === 'number';
      if (other === undefined || isTaken || isBlank(line) || inString(index) !== strings) return [];
      return [[indentOf(line), indentOf(old[other]!)] as const];
    });
  const code = pairsOf(false);
  const map = fitIndentation({ base: base ?? ['', ''], pairs: code, answerLines: lines, fileLines });
  // The indentation inside a string is text. Where the answer moved it along with the code, quoted lines show it.
  const strings = pairsOf(true);
  const mapString =
    strings.length > 0 ? mapIndentation({ pairs: strings, answerLines: lines, fileLines }) : (indent: string) => indent;

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

/** For a line of the answer, the old line that it repeats. */
function pairUp(old: readonly string[], lines: readonly string[]): ReadonlyMap<number, number> {
  const trimmed = (each: readonly string[]): string[] => each.map((line) => line.trim());
  const folded = (each: readonly string[]): string[] => each.map(foldCharacters);
  // Where folding hides all that differs, what it hides is what was asked for.
  const isOnlyForm =
    diffLines(folded(old), folded(lines)).length === 0 && diffLines(trimmed(old), trimmed(lines)).length > 0;
  const form = isOnlyForm ? trimmed : folded;
  const partner = new Map<number, number>();
  let [line, newLine] = [0, 0];
  for (const hunk of [
    ...diffLines(form(old), form(lines)),
    { start: old.length, end: 0, newStart: lines.length, newEnd: 0 },
  ]) {
    for (; line < hunk.start; line++, newLine++) partner.set(newLine, line);
    [line, newLine] = [hunk.end, hunk.newEnd];
  }
  return partner;
}
