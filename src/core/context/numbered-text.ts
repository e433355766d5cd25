import { FNV_START, mixSigned } from '../base/fnv.ts';
import { isIdentifierPart, isIdentifierStart } from '../syntax/characters.ts';
import { namesIn } from './identifiers.ts';
import type { NameTable } from './name-table.ts';

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
  const found: Found = { names: [], starts: [], ends: [] };
  const lineEnds: number[] = [];
  const upTo: number[] = [];
  for (let start = 0; start <= text.length;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    if (end - start <= MAX_LINE_LENGTH && !takePlainNames(text, start, end, table, found)) {
      takeNames(text, start, end, table, found);
    }
    lineEnds.push(end);
    upTo.push(found.names.length);
    start = end + 1;
  }
  return { text, lineEnds, upTo, ...found };
}

interface Found {
  readonly names: number[];
  readonly starts: number[];
  readonly ends: number[];
}

/** Most lines are plain, and in those names need not be cut out to be found. Of one that is not it takes nothing, and says so. */
function takePlainNames(text: string, start: number, end: number, table: NameTable, found: Found): boolean {
  const { names, starts, ends } = found;
  const before = names.length;
  for (let at = start; at < end;) {
    const first = at++;
    let code = text.charCodeAt(first);
    if (code >= 128) {
      names.length = starts.length = ends.length = before;
      return false;
    }
    if (!isIdentifierStart(code)) continue;
    let hash = mixSigned(FNV_START, code);
    for (; at < end; at++) {
      code = text.charCodeAt(at);
      if (code >= 128 || !isIdentifierPart(code)) break;
      hash = mixSigned(hash, code);
    }
    names.push(table.idAt(text, first, at, hash));
    starts.push(first);
    ends.push(at);
  }
  return true;
}

function takeNames(text: string, start: number, end: number, table: NameTable, found: Found): void {
  for (const { 0: name, index } of namesIn(text.slice(start, end))) {
    found.names.push(table.idOf(name));
    found.starts.push(start + index);
    found.ends.push(start + index + name.length);
  }
}
