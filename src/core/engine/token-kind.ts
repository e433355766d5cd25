import type { TokenClass } from '../syntax/lexer.ts';

/** What an engine token is, as a number, so that a vocabulary keeps one byte for each of its words. */
export type TokenKind = number;

const CLASSES: readonly TokenClass[] = ['identifier', 'keyword', 'number', 'string', 'operator', 'open', 'close'];

/** The kind of the tokens that stand for no text: see `markers.ts`. */
export const MARKER: TokenKind = 255;

/** Comments are dropped before they get here. */
export function kindOf(tokenClass: TokenClass): TokenKind {
  return CLASSES.indexOf(tokenClass);
}

export const IDENTIFIER = kindOf('identifier');
export const KEYWORD = kindOf('keyword');
export const NUMBER = kindOf('number');
export const STRING = kindOf('string');
export const OPERATOR = kindOf('operator');
export const OPEN = kindOf('open');
export const CLOSE = kindOf('close');
