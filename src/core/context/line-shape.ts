import { FNV_START, hashOf, mix } from '../base/fnv.ts';
import { isBlank, isDigit, isIdentifierPart, isIdentifierStart } from '../syntax/characters.ts';
import type { LanguageSyntax } from '../syntax/languages.ts';

/** A line without what its names, numbers and strings are: `const loan = find(2);` and `const hold = load(7);` have one shape. */
export interface LineShape {
  /** Of all its tokens, 32 bits. 0 where there are none: a blank line, or a comment. */
  readonly hash: number;
  /** The first two tokens, 8 bits each, the first one higher. */
  readonly opening: number;
  readonly tokens: number;
}

/** With the names, in the order of the line, as often as they stand there. */
export interface NamedShape extends LineShape {
  readonly names: readonly string[];
}

/** A line without code. */
export const BLANK: LineShape = { hash: 0, opening: 0, tokens: 0 };
const [NAME, TYPE, NUMBER, STRING] = [1, 2, 3, 4] as const;

export function lineShape(line: string, syntax: LanguageSyntax): NamedShape {
  const names: string[] = [];
  const shape = shapeOf(line, 0, line.length, syntax, (start, end) => {
    const word = line.slice(start, end);
    const keyword = keywordToken(word, syntax);
    if (keyword === undefined) names.push(word);
    return keyword;
  });
  return { ...shape, names };
}

/**
 * The shape of the line `text[from, to)`. Keywords and signs are kept; a name is one with or without a capital, and nothing else is
 * told of it. Each word is asked for its number as a keyword; `undefined` is a name.
 */
export function shapeOf(
  text: string,
  from: number,
  to: number,
  { lineComments }: LanguageSyntax,
  keywordAt: (start: number, end: number) => number | undefined,
): LineShape {
  let [at, end] = [from, to];
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  while (end > at && isBlank(text.charCodeAt(end - 1))) end--;
  if (at === end || isInBlockComment(text, at, end)) return BLANK;
  for (const sign of lineComments) if (text.startsWith(sign, at)) return BLANK;
  let [hash, opening, tokens] = [FNV_START, 0, 0];
  for (; at < end; tokens++) {
    const code = text.charCodeAt(at);
    const tokenEnd = endOfToken(text, at, end, code);
    let token = code + SIGNS;
    if (isIdentifierStart(code)) token = keywordAt(at, tokenEnd) ?? (code >= 65 && code <= 90 ? TYPE : NAME);
    else if (isDigit(code)) token = NUMBER;
    else if (isQuote(code) && tokenEnd > at + 1) token = STRING;
    hash = mix(hash, token);
    if (tokens < 2) opening |= (mix(FNV_START, token) & 0xff) << (8 * (1 - tokens));
    at = tokenEnd;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
  }
  return { hash: hash === 0 ? FNV_START : hash, opening, tokens };
}

/** What a keyword is in a shape; `undefined` for other words. */
export function keywordToken(word: string, { keywords }: LanguageSyntax): number | undefined {
  return keywords.has(word) ? hashOf(word) : undefined;
}

/** So that no sign has the number of a class. */
const SIGNS = 16;
/** Begins as the lines of documentation do, up to the one that ends it. */
function isInBlockComment(text: string, start: number, end: number): boolean {
  const star = text.charCodeAt(start) === SLASH ? start + 1 : start;
  if (star >= end || text.charCodeAt(star) !== STAR) return false;
  const next = star + 1 < end ? text.charCodeAt(star + 1) : STAR;
  return next === STAR || next === SLASH || isBlank(next);
}

const [STAR, SLASH] = [42, 47];

function endOfToken(text: string, from: number, end: number, code: number): number {
  let at = from + 1;
  if (isIdentifierStart(code)) while (at < end && isIdentifierPart(text.charCodeAt(at))) at++;
  else if (isDigit(code))
    while (at < end && (isIdentifierPart(text.charCodeAt(at)) || text.charCodeAt(at) === DOT)) at++;
  else if (isQuote(code)) return endOfString(text, at, end, code);
  return at;
}

const DOT = 46;

/** A quote that is not closed on the line is a sign: an apostrophe, or where a longer string begins. */
function endOfString(text: string, from: number, end: number, quote: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === quote) return at + 1;
  }
  return from;
}

const BACKSLASH = 92;
const isQuote = (code: number): boolean => code === 34 || code === 39 || code === 96;
