import { indentWidth } from '../syntax/indentation.ts';
import type { LanguageSyntax } from '../syntax/languages.ts';
import { lexLine, type Token } from '../syntax/lexer.ts';
import { unpackLineState, type LineState } from '../syntax/line-state.ts';
import { looksSecret } from './secret.ts';
import { kindOf, OPERATOR, STRING, type TokenKind } from './token-kind.ts';

/** Longer strings are split into words: as a whole they hardly come twice. */
export const MAX_STRING_LENGTH = 40;

/** Takes one token; `text` is empty for one that must not be learned. */
export type TokenSink = (text: string, kind: TokenKind, spaceBefore: boolean, end: number) => void;

export interface TokenizedLine {
  readonly endState: LineState;
  /** Columns before the first token. */
  readonly indent: number;
}

/** Hands the tokens that the engine predicts to `sink`: the line's code without comments and docstrings. */
export function tokenizeLine(text: string, state: LineState, language: LanguageSyntax, sink: TokenSink): TokenizedLine {
  // Lines are split at `\n` alone; an unfinished string would take the `\r` along.
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  const { tokens, endState } = lexLine(line, state, language);
  let previousEnd = 0;
  for (const [place, token] of tokens.entries()) {
    const isContinued = place === 0 && state !== 0;
    const spaceBefore = token.start > previousEnd;
    previousEnd = token.end;
    if (token.class === 'comment') continue;
    if (token.class !== 'string') {
      emit(line, token, kindOf(token.class), spaceBefore, sink);
    } else if (!isProse(line, token, isContinued ? state : 0, language)) {
      const isWhole = token.end - token.start <= MAX_STRING_LENGTH && !isContinued;
      if (isWhole) emit(line, token, STRING, spaceBefore, sink);
      else emitWords(line, token, spaceBefore, sink);
    }
  }
  return { endState, indent: indentWidth(line) };
}

function emit(line: string, token: Token, kind: TokenKind, spaceBefore: boolean, sink: TokenSink): void {
  const text = line.slice(token.start, token.end);
  sink(looksSecret(text) || text.includes('\r') ? '' : text, kind, spaceBefore, token.end);
}

/** The quotes and what stands between them, word by word. */
function emitWords(line: string, token: Token, spaceBefore: boolean, sink: TokenSink): void {
  let previousEnd = spaceBefore ? -1 : token.start;
  for (const match of line.slice(token.start, token.end).matchAll(/[\p{L}\p{N}_$+/=-]{20,}|[\p{L}\p{N}_$]+|\S/gu)) {
    const start = token.start + match.index;
    const text = match[0];
    const kind = /^[\p{L}\p{N}_$]/u.test(text) ? STRING : OPERATOR;
    sink(looksSecret(text) ? '' : text, kind, start > previousEnd, start + text.length);
    previousEnd = start + text.length;
  }
}

/** Triple-quoted strings are nearly always documentation. */
function isProse(line: string, token: Token, continuedFrom: LineState, language: LanguageSyntax): boolean {
  const region = unpackLineState(continuedFrom, language).region;
  return region ? region.open.length === 3 : /^[a-z]{0,2}("""|''')/i.test(line.slice(token.start, token.start + 5));
}
