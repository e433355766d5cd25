import { isIdentifierPart, isIdentifierStart } from '../syntax/characters.ts';
import { namesIn } from './identifiers.ts';

/** Numbers for names, the same ones in all indexes. */
export interface NameTable {
  /** The number of a name, which gets one here where it is new. */
  idOf(name: string): number;
  /** `undefined` where no text has it, or had it. */
  knownId(name: string): number | undefined;
  nameOf(id: number): string;
}

/** What is longer is data, and would fill the index with what nobody asks for. */
export const MAX_LINE_LENGTH = 400;

/** Names by their numbers, one after the other, and by line how many there are up to its end. A line that is too long has none. */
export interface NamesByLine {
  readonly names: readonly number[];
  readonly upTo: readonly number[];
}

/** A text whose names were looked up once, for everything that is kept of it. */
export interface NumberedText extends NamesByLine {
  readonly text: string;
  /** By line: where it ends, in UTF-16 units, its line end apart. */
  readonly lineEnds: readonly number[];
  /** By name: where it stands. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function numberNames(text: string, table: NameTable): NumberedText {
  const lineEnds: number[] = [];
  const upTo: number[] = [];
  const names: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const take = (start: number, end: number): void => {
    names.push(table.idOf(text.slice(start, end)));
    starts.push(start);
    ends.push(end);
  };
  for (let start = 0; start <= text.length;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    if (end - start <= MAX_LINE_LENGTH) takeNames(text, start, end, take);
    lineEnds.push(end);
    upTo.push(names.length);
    start = end + 1;
  }
  return { text, lineEnds, upTo, names, starts, ends };
}

/** As `namesIn` finds them; most lines are plain, and in those they need not be cut out to be found. */
function takeNames(text: string, start: number, end: number, take: (start: number, end: number) => void): void {
  let isPlain = true;
  for (let at = start; at < end && isPlain; at++) isPlain = text.charCodeAt(at) < 128;
  if (!isPlain) {
    for (const { 0: name, index } of namesIn(text.slice(start, end))) take(start + index, start + index + name.length);
    return;
  }
  for (let at = start; at < end;) {
    const first = at++;
    if (!isIdentifierStart(text.charCodeAt(first))) continue;
    while (at < end && isIdentifierPart(text.charCodeAt(at))) at++;
    take(first, at);
  }
}
