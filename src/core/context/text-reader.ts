import { countLines, lineStart, textChange } from '../text/text-change.ts';
import type { LineIndex, ShapedText } from './line-index.ts';
import type { NameTable } from './name-table.ts';
import { type NamesByLine, numberNames } from './numbered-text.ts';

/** All that the indexes need of a text, by line: what one line has does not depend on any other. */
export interface ReadText extends ShapedText {
  readonly all: NamesByLine;
}

interface KeptText {
  readonly languageId: string;
  readonly text: string;
  readonly read: ReadText;
}

/** Files that are worked on at the same time, and the length of their texts together: what is kept takes some five bytes for a character. */
const MAX_KEPT = 4;
const MAX_CHARS = 600_000;

/** Reads texts for the indexes. Of one that was read before, only the lines that changed are read anew. */
export class TextReader {
  readonly #names: NameTable;
  readonly #lines: LineIndex;
  /** By path, least recent first. */
  readonly #kept = new Map<string, KeptText>();

  constructor(names: NameTable, lines: LineIndex) {
    this.#names = names;
    this.#lines = lines;
  }

  read(languageId: string, text: string): ReadText {
    const numbered = numberNames(text, this.#names);
    const { names, upTo } = numbered;
    return { all: { names, upTo }, ...this.#lines.shapesIn(languageId, numbered) };
  }

  /** The same of a file that changes again and again: it is kept for the next time. */
  readAgain(path: string, languageId: string, text: string): ReadText {
    const before = this.#kept.get(path);
    const read = before?.languageId === languageId ? this.#readChange(before, text) : this.read(languageId, text);
    this.forget(path);
    this.#kept.set(path, { languageId, text, read });
    let chars = 0;
    for (const kept of this.#kept.values()) chars += kept.text.length;
    for (const [least, kept] of this.#kept) {
      if (this.#kept.size <= MAX_KEPT && chars <= MAX_CHARS) break;
      this.#kept.delete(least);
      chars -= kept.text.length;
    }
    return read;
  }

  forget(path: string): void {
    this.#kept.delete(path);
  }

  #readChange({ languageId, text: old, read: before }: KeptText, text: string): ReadText {
    const { newStart, oldEnd, newEnd } = textChange(old, text);
    // In whole lines: the first one that changed, and what of the last one is behind the change.
    const from = lineStart(text, newStart);
    const end = text.indexOf('\n', newEnd);
    const to = end < 0 ? text.length : end;
    const first = countLines(text, 0, from);
    const gone = countLines(old, from, oldEnd) + 1;
    return replaceLines(before, first, gone, this.read(languageId, text.slice(from, to)));
  }
}

/** With the lines of `fresh` in the place of so many others. */
function replaceLines(before: ReadText, first: number, gone: number, fresh: ReadText): ReadText {
  return {
    all: replaceNames(before.all, first, gone, fresh.all),
    code: replaceNames(before.code, first, gone, fresh.code),
    shapes: [...before.shapes.slice(0, first), ...fresh.shapes, ...before.shapes.slice(first + gone)],
  };
}

function replaceNames({ names, upTo }: NamesByLine, first: number, gone: number, fresh: NamesByLine): NamesByLine {
  const start = upTo[first - 1] ?? 0;
  const end = upTo[first + gone - 1] ?? 0;
  const moved = start + fresh.names.length - end;
  return {
    names: [...names.slice(0, start), ...fresh.names, ...names.slice(end)],
    upTo: [
      ...upTo.slice(0, first),
      ...fresh.upTo.map((each) => start + each),
      ...upTo.slice(first + gone).map((each) => each + moved),
    ],
  };
}
