import type { TokenClass } from '../syntax/lexer.ts';

/** What an engine token is, as a number, so that a vocabulary keeps one byte for each of its words. */
export type TokenKind = number;

const KINDS: Readonly<Record<TokenClass, TokenKind>> = {
  identifier: 0,
  keyword: 1,
  number: 2,
  string: 3,
  operator: 4,
  open: 5,
  close: 6,
  comment: 255,
};

/** The kind of the tokens that stand for no text: see `markers.ts`. */
export const MARKER: TokenKind = 255;

/** Comments are dropped before they get here. */
export function kindOf(tokenClass: TokenClass): TokenKind {
  return KINDS[tokenClass];
}

/**
 * What a word is that is met as both: the same whichever came first. A word of a long string is mostly a name elsewhere, and
 * a keyword of one language may be a name in the next.
 */
export function commonKind(a: TokenKind, b: TokenKind): TokenKind {
  if (a === b) return a;
  if (a === KEYWORD || b === KEYWORD) return KEYWORD;
  return Math.min(a, b);
}

export const IDENTIFIER = kindOf('identifier');
export const KEYWORD = kindOf('keyword');
export const NUMBER = kindOf('number');
export const STRING = kindOf('string');
export const OPERATOR = kindOf('operator');
export const OPEN = kindOf('open');
export const CLOSE = kindOf('close');
