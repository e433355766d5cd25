import type { Definition, FileOutline } from '../repository/outline.ts';
import { stemOf } from '../repository/path.ts';
import { identifiersIn, subWords } from './identifiers.ts';

/** Where context is wanted: the open text as it is in the editor, and what is to be seen around its cursor. */
export interface Place {
  /** Outline of the open text; `path` is that of the file. */
  readonly outline: FileOutline;
  readonly lines: readonly string[];
  /** Zero-based. */
  readonly line: number;
  /** Of the cursor's line, up to the cursor and without the part of a word that is typed already. */
  readonly linePrefix: string;
  /** The part of a word before the cursor; often empty. */
  readonly typed: string;
  /** What may come next: a member, because a receiver stands there; anything inside a line; or a new line of code. */
  readonly expects: Expected;
  readonly names: ReadonlyMap<string, NameUse>;
  /** Words of the names around the cursor, those of nearer lines heavier; at most 1 each. */
  readonly words: ReadonlyMap<string, number>;
  /** Definitions around the cursor, the innermost first. */
  readonly enclosing: readonly Definition[];
}

export const EXPECTED = ['member', 'inside', 'line'] as const;
export type Expected = (typeof EXPECTED)[number];

/** Where a name stands in the open text, by the distance to the cursor's line. */
export interface NameUse {
  readonly count: number;
  /** Lines up to the last one before the cursor that has it, and to the next one after; infinite where there is none. */
  readonly linesBefore: number;
  readonly linesAfter: number;
  /** How often it stands before the cursor, import lines apart. */
  readonly countAbove: number;
  /** The lines before the cursor that have it, the cursor's own among them; each once, from the top. */
  readonly linesAbove: readonly number[];
}

/** Lines around the cursor whose words say what it is about. */
const WORDS_BEFORE = 12;
const WORDS_AFTER = 4;

export function placeOf(outline: FileOutline, text: string, offset: number): Place {
  const lines = text.split(/\r\n|\r|\n/);
  const upToCursor = text.slice(0, offset).split(/\r\n|\r|\n/);
  const line = upToCursor.length - 1;
  const typed = /[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.exec(upToCursor[line]!)?.[0] ?? '';
  const linePrefix = upToCursor[line]!.slice(0, upToCursor[line]!.length - typed.length);
  return {
    outline,
    lines,
    line,
    linePrefix,
    typed,
    expects: expectedAfter(linePrefix),
    names: namesOf(lines, line, upToCursor[line]!.length, importLines(outline, lines)),
    words: wordsAround(lines, line, outline.path),
    enclosing: outline.definitions.filter((each) => each.line <= line && each.endLine >= line).toReversed(),
  };
}

function expectedAfter(linePrefix: string): Expected {
  if (/(?:[\w$)\]}>!?"'`]\s*\.|->|::)\s*$/.test(linePrefix) || /^\s*\??\.$/.test(linePrefix)) return 'member';
  return /^\s*$/.test(linePrefix) ? 'line' : 'inside';
}

const NAME = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu;

/** A statement of several lines ends where its source stands, or soon. */
const MAX_IMPORT_LINES = 30;

/** Lines that import statements take up. */
export function importLines({ imports }: FileOutline, lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { source, line } of imports) {
    found.add(line);
    // `import {`, `from x import (`, `use a::{`
    if (!/[({,]\s*$/.test(lines[line] ?? '')) continue;
    for (let at = line + 1; at < Math.min(lines.length, line + MAX_IMPORT_LINES); at++) {
      found.add(at);
      if (lines[at]!.includes(source) || /^\s*[)}]/.test(lines[at]!)) break;
    }
  }
  return found;
}

function countBefore(line: string, column: number): number {
  let count = 0;
  for (const { index } of line.matchAll(NAME)) if (index < column) count++;
  return count;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function namesOf(
  lines: readonly string[],
  cursorLine: number,
  cursorColumn: number,
  imports: ReadonlySet<number>,
): ReadonlyMap<string, NameUse> {
  const names = new Map<string, Mutable<NameUse> & { linesAbove: number[] }>();
  for (let line = 0; line < lines.length; line++) {
    const isImport = imports.has(line);
    // On the cursor's line, a name that begins before the cursor stands before it.
    const before = line === cursorLine ? countBefore(lines[line]!, cursorColumn) : line < cursorLine ? Infinity : 0;
    for (const [at, name] of identifiersIn(lines[line]!).entries()) {
      let use = names.get(name);
      if (use === undefined) {
        use = { count: 0, linesBefore: Infinity, linesAfter: Infinity, countAbove: 0, linesAbove: [] };
        names.set(name, use);
      }
      use.count++;
      if (at < before) {
        if (!isImport) use.countAbove++;
        if (use.linesBefore !== cursorLine - line) use.linesAbove.push(line);
        use.linesBefore = cursorLine - line;
      } else {
        use.linesAfter = Math.min(use.linesAfter, line - cursorLine);
      }
    }
  }
  return names;
}

function wordsAround(lines: readonly string[], cursorLine: number, path: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const name of identifiersIn(text)) {
      for (const word of subWords(name)) words.set(word, Math.max(words.get(word) ?? 0, weight));
    }
  };
  for (let line = Math.max(0, cursorLine - WORDS_BEFORE); line <= cursorLine + WORDS_AFTER; line++) {
    add(lines[line] ?? '', 1 / (1 + Math.abs(line - cursorLine) / 4));
  }
  add(stemOf(path), 0.5);
  return words;
}
