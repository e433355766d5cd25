import { languageSyntax, type LanguageSyntax } from '../syntax/languages.ts';
import { CODE, type LineState } from '../syntax/line-state.ts';
import type { Position } from '../text/position.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { tokenizeLine } from './tokenizer.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A line of an open document as the engine sees it. */
export interface ModelLine {
  /** The state it begins in. */
  readonly startState: LineState;
  readonly endState: LineState;
  readonly indent: number;
  /** `id * 2 + (blank before ? 1 : 0)`; without a line start, which depends on the line before. */
  readonly tokens: Int32Array;
}

/**
 * An open document, tokenised line by line: an edit costs the lines it touches, and those after it whose start state
 * changes. Lines are split at `\n` alone: a `\r` stays, as a blank at the line's end, and so every offset stays right.
 */
export class DocumentModel {
  readonly path: string;
  readonly language: LanguageSyntax;
  #version: number;
  #texts: string[];
  /** `undefined` where the text has changed since. */
  #lines: (ModelLine | undefined)[];

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

  lineText(line: number): string {
    return this.#texts[line]!;
  }

  /** Clamped to the document. */
  positionAt(offset: number): Position {
    let rest = Math.max(0, offset);
    for (const [line, text] of this.#texts.entries()) {
      if (rest <= text.length) return { line, character: rest };
      rest -= text.length + 1;
    }
    const line = this.#texts.length - 1;
    return { line, character: this.#texts[line]!.length };
  }

  change(version: number, edits: readonly TextEdit[]): void {
    this.#version = version;
    for (const { offset, deleteCount, insertText } of edits) {
      const start = this.positionAt(offset);
      const end = this.positionAt(offset + deleteCount);
      const head = this.#texts[start.line]!.slice(0, start.character);
      const tail = this.#texts[end.line]!.slice(end.character);
      const inserted = (head + insertText + tail).split('\n');
      const unknown = Array.from({ length: inserted.length }, () => undefined);
      this.#texts = [...this.#texts.slice(0, start.line), ...inserted, ...this.#texts.slice(end.line + 1)];
      this.#lines = [...this.#lines.slice(0, start.line), ...unknown, ...this.#lines.slice(end.line + 1)];
    }
  }

  /** All lines, with tokens from this vocabulary; only what has changed is lexed. `forget` before a new vocabulary. */
  lines(vocabulary: Vocabulary): readonly ModelLine[] {
    this.prepare(vocabulary, Infinity);
    return this.#lines as ModelLine[];
  }

  /** Lexes what has changed, up to so many characters and the end of the line; whether all is known then. */
  prepare(vocabulary: Vocabulary, maxChars: number): boolean {
    let state: LineState = CODE;
    let chars = 0;
    for (const [index, text] of this.#texts.entries()) {
      let line = this.#lines[index];
      if (line?.startState !== state) {
        if (chars > maxChars) return false;
        chars += text.length;
        line = tokenized(text, state, this.language, vocabulary);
        this.#lines[index] = line;
      }
      state = line.endState;
    }
    return true;
  }

  forget(): void {
    this.#lines.fill(undefined);
  }
}

function tokenized(text: string, state: LineState, language: LanguageSyntax, vocabulary: Vocabulary): ModelLine {
  const tokens: number[] = [];
  const { endState, indent } = tokenizeLine(text, state, language, (word, kind, spaceBefore) => {
    tokens.push(vocabulary.intern(word, kind) * 2 + (spaceBefore ? 1 : 0));
  });
  return { startState: state, endState, indent, tokens: Int32Array.from(tokens) };
}
