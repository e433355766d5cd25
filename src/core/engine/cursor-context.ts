import { tokenClassAt } from '../syntax/token-class.ts';
import { indentWidth } from '../syntax/indentation.ts';
import { isIdentifierPart } from '../syntax/characters.ts';
import { lexLine } from '../syntax/lexer.ts';
import type { LineState } from '../syntax/line-state.ts';
import type { Position } from '../text/position.ts';
import type { DocumentModel, ModelLine } from './document-model.ts';
import { FILE_BORDER, lineStart } from './markers.ts';
import { MAX_STRING_LENGTH, tokenizeLine } from './tokenizer.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The document as seen from the cursor. Arrays are new for each query. */
export interface CursorContext {
  /**
   * Ids: a border, the code before the cursor, a border, the code after the cursor's line, a border. What the
   * programmer has begun to write at the cursor (`partial`) is not in it.
   */
  readonly ids: Int32Array;
  /** Whether a blank stands before each token. */
  readonly spaces: Uint8Array;
  /** `ids[0, length)` is what stands before the cursor. */
  readonly length: number;
  /** The typed part of the word or string that the next token goes on with; empty where it begins anew. */
  readonly partial: string;
  readonly blankBefore: boolean;
  /** The cursor's line up to the cursor. */
  readonly linePrefix: string;
  /** The next line that is not blank, trimmed; empty at the end. */
  readonly nextLine: string;
}

/** `undefined` where the engine has nothing to say: in a comment, in a long string, in the middle of a word. */
export function contextAtCursor(
  document: DocumentModel,
  cursor: Position,
  vocabulary: Vocabulary,
): CursorContext | undefined {
  const text = document.lineText(cursor.line);
  const linePrefix = text.slice(0, cursor.character);
  if (isIdentifierPart(text.charCodeAt(cursor.character))) return undefined;

  const lines = document.lines(vocabulary);
  const { startState } = lines[cursor.line]!;
  if (!mayComplete(linePrefix, startState, document)) return undefined;

  const builder = new TokenBuilder();
  for (let line = 0; line < cursor.line; line++) builder.addLine(lines[line]!);
  const partial = builder.addLinePrefix(linePrefix, startState, document, vocabulary);
  const length = builder.length;
  builder.push(FILE_BORDER, 0);
  for (let line = cursor.line + 1; line < lines.length; line++) builder.addLine(lines[line]!);
  builder.push(FILE_BORDER, 0);

  return {
    ...builder.finish(),
    length,
    partial,
    blankBefore: linePrefix === '' || /\s$/.test(linePrefix),
    linePrefix,
    nextLine: nextCodeLine(document, cursor.line + 1),
  };
}

function mayComplete(linePrefix: string, startState: LineState, document: DocumentModel): boolean {
  const tokenClass = tokenClassAt(linePrefix, startState, linePrefix.length, document.language);
  if (tokenClass === 'comment') return false;
  if (tokenClass !== 'string') return true;
  const { tokens } = lexLine(linePrefix, startState, document.language);
  const last = tokens.at(-1);
  const isContinued = !last || (tokens.length === 1 && startState !== 0);
  return !isContinued && last.class === 'string' && last.end - last.start <= MAX_STRING_LENGTH;
}

function nextCodeLine(document: DocumentModel, from: number): string {
  for (let line = from; line < document.lineCount; line++) {
    const trimmed = document.lineText(line).trim();
    if (trimmed !== '') return trimmed;
  }
  return '';
}

class TokenBuilder {
  #ids = new Int32Array(1024);
  #spaces = new Uint8Array(1024);
  #length = 0;
  #indent = 0;

  constructor() {
    this.push(FILE_BORDER, 0);
  }

  get length(): number {
    return this.#length;
  }

  addLine({ tokens, indent }: ModelLine): void {
    if (tokens.length === 0) return;
    this.push(lineStart(indent, this.#indent), 0);
    this.#indent = indent;
    for (const token of tokens) this.push(token >> 1, token & 1);
  }

  /** Returns the text of the word or string that the cursor touches, and leaves it out. */
  addLinePrefix(prefix: string, state: LineState, document: DocumentModel, vocabulary: Vocabulary): string {
    const indent = indentWidth(prefix);
    this.push(lineStart(indent, this.#indent), 0);
    this.#indent = indent;
    const touches = tokenClassAt(prefix, state, prefix.length, document.language) !== 'blank';
    let partial = '';
    tokenizeLine(prefix, state, document.language, (word, kind, spaceBefore, end) => {
      if (end === prefix.length && touches && word !== '') partial = word;
      else this.push(vocabulary.intern(word, kind), spaceBefore ? 1 : 0);
    });
    return partial;
  }

  push(id: number, space: number): void {
    if (this.#length === this.#ids.length) {
      const [ids, spaces] = [new Int32Array(this.#length * 2), new Uint8Array(this.#length * 2)];
      ids.set(this.#ids);
      spaces.set(this.#spaces);
      this.#ids = ids;
      this.#spaces = spaces;
    }
    this.#ids[this.#length] = id;
    this.#spaces[this.#length++] = space;
  }

  finish(): { ids: Int32Array; spaces: Uint8Array } {
    return { ids: this.#ids.subarray(0, this.#length), spaces: this.#spaces.subarray(0, this.#length) };
  }
}
