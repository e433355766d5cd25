import { isBlank, isDigit, isIdentifierPart, isIdentifierStart } from '../syntax/characters.ts';
import type { LanguageSyntax } from '../syntax/languages.ts';

/** A line without what its names, numbers and strings are: `const loan = find(2);` and `const hold = load(7);` have one shape. */
export interface LineShape {
  /** Of all its tokens, 32 bits. 0 where there are none: a blank line, or a comment. */
  readonly hash: number;
  /** The first two tokens, 8 bits each, the first one higher. */
  readonly opening: number;
  readonly tokens: number;
  /** In the order of the line, as often as they stand there. */
  readonly names: readonly string[];
}

/** A line without code. */
export const BLANK: LineShape = { hash: 0, opening: 0, tokens: 0, names: [] };
const [NAME, TYPE, NUMBER, STRING] = [1, 2, 3, 4] as const;

/** Keywords and signs are kept; a name is one with or without a capital, and nothing else is told of it. */
export function lineShape(line: string, { keywords, lineComments }: LanguageSyntax): LineShape {
  const bare = line.trim();
  if (bare === '' || /^\/?\*(?:[\s*/]|$)/.test(bare) || lineComments.some((each) => bare.startsWith(each)))
    return BLANK;
  const names: string[] = [];
  let [hash, opening, tokens] = [FIRST, 0, 0];
  for (let at = 0; at < bare.length; tokens++) {
    const code = bare.charCodeAt(at);
    const end = endOfToken(bare, at, code);
    let token = code + SIGNS;
    if (isIdentifierStart(code)) {
      const name = bare.slice(at, end);
      if (keywords.has(name)) token = hashOf(name);
      else {
        names.push(name);
        token = code >= 65 && code <= 90 ? TYPE : NAME;
      }
    } else if (isDigit(code)) token = NUMBER;
    else if (isQuote(code) && end > at + 1) token = STRING;
    hash = mix(hash, token);
    if (tokens < 2) opening |= (mix(FIRST, token) & 0xff) << (8 * (1 - tokens));
    at = end;
    while (at < bare.length && isBlank(bare.charCodeAt(at))) at++;
  }
  return { hash: hash === 0 ? FIRST : hash, opening, tokens, names };
}

/** So that no sign has the number of a class. */
const SIGNS = 16;
const FIRST = 0x811c9dc5;

/** FNV-1a, with whole numbers for bytes. */
export function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193) >>> 0;
}

function hashOf(word: string): number {
  let hash = FIRST;
  for (let at = 0; at < word.length; at++) hash = mix(hash, word.charCodeAt(at));
  return hash;
}

function endOfToken(line: string, from: number, code: number): number {
  let at = from + 1;
  if (isIdentifierStart(code)) while (isIdentifierPart(line.charCodeAt(at))) at++;
  else if (isDigit(code)) while (isIdentifierPart(line.charCodeAt(at)) || line[at] === '.') at++;
  else if (isQuote(code)) return endOfString(line, at, code);
  return at;
}

/** A quote that is not closed on the line is a sign: an apostrophe, or where a longer string begins. */
function endOfString(line: string, from: number, quote: number): number {
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 92) at++;
    else if (code === quote) return at + 1;
  }
  return from;
}

const isQuote = (code: number): boolean => code === 34 || code === 39 || code === 96;
