import { languageSyntax, type LanguageSyntax } from '../syntax/languages.ts';
import { CODE, type LineState } from '../syntax/line-state.ts';
import type { Position } from '../text/position.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { tokenizeLine } from './tokenizer.ts';
import { type TokenLine, TokensAroundCursor } from './tokens-around-cursor.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface ModelLine extends TokenLine {
  /** The state it begins in. */
  readonly startState: LineState;
  readonly endState: LineState;
}

/**
 * An open document, tokenised line by line: an edit costs the lines it touches, and those after it whose start state
 * changes. Lines are split at `\n` alone: a `\r` stays, as a blank at the line's end, and so every offset stays right.
 */
export class DocumentModel {
  readonly path: string;
  readonly language: LanguageSyntax;
  #version: number;
  readonly #texts: string[];
  /** `undefined` where the text has changed since. */
  readonly #lines: (ModelLine | undefined)[];
  /** So many lines from the start are known, and so many at the end follow from each other. */
  #knownBefore = 0;
  #knownAfter = 0;
  #around = new TokensAroundCursor();
  /** A line and where it begins: the next place that is looked for is near. */
  #near = { line: 0, start: 0 };

  constructor(document: { path: string; languageId: string; version: number; text: string }) {
    this.path = document.path;
    this.language = languageSyntax(document.languageId);
    this.#version = document.version;
    this.#texts = document.text.split('\n');
    this.#lines = Array.from({ length: this.#texts.length }, () => undefined);
  }

  get version(): number {
    return this.#version;
  }

  get lineCount(): number {
    return this.#texts.length;
  }

  text(): string {
    return this.#texts.join('\n');
  }

  lineText(line: number): string {
    return this.#texts[line]!;
  }

  /** What one level of indentation adds, as far as the first indented line tells. */
  indentUnit(): string {
    for (const text of this.#texts) {
      const [, indent] = /^(\t|[ ]{2,8})\S/.exec(text) ?? [];
      // A comment's continuation (` * …`) has one blank.
      if (indent !== undefined) return indent;
    }
    return '  ';
  }

  /** Clamped to the document. */
  positionAt(offset: number): Position {
    let { line, start } = this.#near;
    while (line > 0 && offset < start) start -= this.#texts[--line]!.length + 1;
    const last = this.#texts.length - 1;
    while (line < last && offset > start + this.#texts[line]!.length) start += this.#texts[line++]!.length + 1;
    this.#near = { line, start };
    return { line, character: Math.max(0, Math.min(offset - start, this.#texts[line]!.length)) };
  }

  change(version: number, edits: readonly TextEdit[]): void {
    this.#version = version;
    for (const { offset, deleteCount, insertText } of edits) {
      const end = this.positionAt(offset + deleteCount);
      // After the end, so that the place that is near is one that stays.
      const start = this.positionAt(offset);
      const head = this.#texts[start.line]!.slice(0, start.character);
      const tail = this.#texts[end.line]!.slice(end.character);
      const inserted = (head + insertText + tail).split('\n');
      const linesAfter = this.#texts.length - 1 - end.line;
      const removed = end.line - start.line + 1;
      replace(this.#texts, start.line, removed, inserted);
      replace(this.#lines, start.line, removed, Array<undefined>(inserted.length).fill(undefined));
      this.#knownBefore = Math.min(this.#knownBefore, start.line);
      this.#knownAfter = Math.min(this.#knownAfter, linesAfter);
      this.#around.changed(start.line, linesAfter);
    }
  }

  /** All lines, with tokens from this vocabulary; only what has changed is lexed. `forget` before a new vocabulary. */
  lines(vocabulary: Vocabulary): readonly ModelLine[] {
    this.prepare(vocabulary, Infinity);
    return this.#lines as ModelLine[];
  }

  /** All lines but this one, whose own tokens up to the cursor are to be pushed. Valid until the next call or change. */
  around(line: number, prefixIndent: number, vocabulary: Vocabulary): TokensAroundCursor {
    this.#around.moveTo(line, prefixIndent, this.lines(vocabulary));
    return this.#around;
  }

  /** Lexes what has changed, up to so many characters and the end of the line; whether all is known then. */
  prepare(vocabulary: Vocabulary, maxChars: number): boolean {
    const count = this.#texts.length;
    let state: LineState = this.#lines[this.#knownBefore - 1]?.endState ?? CODE;
    let chars = 0;
    for (; this.#knownBefore < count; this.#knownBefore++) {
      const index = this.#knownBefore;
      let line = this.#lines[index];
      if (line?.startState === state) {
        // What follows was made out of this line as it is.
        if (index >= count - this.#knownAfter) break;
      } else {
        if (chars > maxChars) return false;
        const text = this.#texts[index]!;
        chars += text.length;
        line = tokenized(text, state, this.language, vocabulary);
        this.#lines[index] = line;
        this.#knownAfter = Math.min(this.#knownAfter, count - 1 - index);
        this.#around.changed(index, count - 1 - index);
      }
      state = line.endState;
    }
    this.#knownBefore = count;
    this.#knownAfter = count;
    return true;
  }

  forget(): void {
    this.#lines.fill(undefined);
    this.#knownBefore = 0;
    this.#knownAfter = 0;
    this.#around = new TokensAroundCursor();
  }
}

function tokenized(text: string, state: LineState, language: LanguageSyntax, vocabulary: Vocabulary): ModelLine {
  const tokens: number[] = [];
  const { endState, indent } = tokenizeLine(text, state, language, (line, start, end, kind, spaceBefore) => {
    tokens.push(vocabulary.intern(line.slice(start, end), kind) * 2 + (spaceBefore ? 1 : 0));
  });
  return { startState: state, endState, indent, tokens: Int32Array.from(tokens) };
}

/** In place. Thousands of lines may come at once, more than a call takes arguments. */
function replace<Item>(items: Item[], start: number, removed: number, inserted: readonly Item[]): void {
  if (inserted.length <= MOST_ARGUMENTS) {
    items.splice(start, removed, ...inserted);
    return;
  }
  const rest = items.splice(start).slice(removed);
  for (const item of inserted) items.push(item);
  for (const item of rest) items.push(item);
}

const MOST_ARGUMENTS = 1_000;
