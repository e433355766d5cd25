import { tokenClassAt } from '../syntax/token-class.ts';
import { indentWidth } from '../syntax/indentation.ts';
import { isIdentifierPart } from '../syntax/characters.ts';
import { lexLine } from '../syntax/lexer.ts';
import type { LineState } from '../syntax/line-state.ts';
import type { Position } from '../text/position.ts';
import type { DocumentModel } from './document-model.ts';
import type { LocalTokens } from './local-tokens.ts';
import { STRING } from './token-kind.ts';
import { MAX_STRING_LENGTH, tokenizeLine } from './tokenizer.ts';
import type { TokensAroundCursor } from './tokens-around-cursor.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The document as seen from the cursor. Valid until the next query or change of the document. */
export interface CursorContext {
  /**
   * The document but for what stands right of the cursor on its line, and what the programmer has begun to write at it
   * (`partial`).
   */
  readonly tokens: LocalTokens;
  /**
   * The word or string that ends at the cursor: all of it, or the beginning of a longer one. Not among the tokens; empty
   * where a new token begins.
   */
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

  const { startState } = document.lines(vocabulary)[cursor.line]!;
  if (!mayComplete(linePrefix, startState, document)) return undefined;

  const around = document.around(cursor.line, indentWidth(linePrefix), vocabulary);
  const partial = pushPrefix(around, linePrefix, startState, document, vocabulary);
  return {
    tokens: around.tokens,
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

/** Returns the text of the word or string that the cursor touches, and leaves it out. */
function pushPrefix(
  around: TokensAroundCursor,
  prefix: string,
  state: LineState,
  document: DocumentModel,
  vocabulary: Vocabulary,
): string {
  const touches = tokenClassAt(prefix, state, prefix.length, document.language) !== 'blank';
  let partial = '';
  tokenizeLine(prefix, state, document.language, (line, start, end, kind, spaceBefore) => {
    const word = line.slice(start, end);
    if (end === prefix.length && touches && word !== '') {
      partial = word;
      // Of what is typed a word may be finished, a string without its end is not.
      if (kind !== STRING) vocabulary.intern(word, kind);
    } else {
      around.pushPrefix(vocabulary.intern(word, kind), spaceBefore ? 1 : 0);
    }
  });
  return partial;
}
