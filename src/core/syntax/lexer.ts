import { isBlank, isDigit, isIdentifierPart, isIdentifierStart } from './characters.ts';
import { type Delimiters, type LanguageSyntax, type Region, shapeOf } from './languages.ts';
import {
  CODE,
  closeBrace,
  MAX_COUNT,
  openBrace,
  openHole,
  packLineState,
  unpackLineState,
  type LineState,
} from './line-state.ts';
import { scanRegion } from './region.ts';

export type TokenClass = 'identifier' | 'keyword' | 'number' | 'string' | 'comment' | 'operator' | 'open' | 'close';

/** `[start, end)` in UTF-16 units of the line. A regular expression is a string; so are the pieces of a template. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly class: TokenClass;
}

export interface LexedLine {
  /** In order, not overlapping; together they cover every character that is not blank. */
  readonly tokens: readonly Token[];
  /** The state that the next line begins in. */
  readonly endState: LineState;
}

/**
 * Lexes one line, without its line end, that begins in `state`. Takes any text, never throws, and takes time in
 * proportion to the line's length.
 */
export function lexLine(line: string, state: LineState, language: LanguageSyntax): LexedLine {
  const tokens: Token[] = [];
  const endState = scanLine(line, state, language, (tokenClass, start, end) => {
    tokens.push({ start, end, class: tokenClass });
  });
  return { tokens, endState };
}

/** The same, handing out each token instead of keeping it: for who reads millions. Returns the state at the end. */
export function scanLine(line: string, state: LineState, language: LanguageSyntax, sink: TokenSink): LineState {
  return new LineLexer(line, state, language, sink).run();
}

export type TokenSink = (tokenClass: TokenClass, start: number, end: number) => void;

const HASH = 35;
const QUOTE = 39;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const DOT = 46;
const SLASH = 47;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

// After these words a value has ended, so that a slash divides.
const VALUE_KEYWORDS: ReadonlySet<string> = new Set(['this', 'super', 'null', 'true', 'false', 'undefined']);

class LineLexer {
  readonly #line: string;
  readonly #language: LanguageSyntax;
  readonly #sink: TokenSink;
  #position = 0;
  /** The token before, where there is one on this line. */
  #previous: TokenClass | undefined;
  #previousStart = 0;
  #previousEnd = 0;
  #region: Region | undefined;
  #count: number;
  #holes: number;
  #regexMayEnd = true;

  constructor(line: string, state: LineState, language: LanguageSyntax, sink: TokenSink) {
    this.#line = line;
    this.#language = language;
    this.#sink = sink;
    const { region, count, holes } = unpackLineState(state, language);
    this.#region = region;
    this.#count = count;
    this.#holes = holes;
  }

  run(): LineState {
    if (this.#region) this.#content(this.#region, 0);
    while (this.#position < this.#line.length) this.#code();
    if (this.#region === undefined && this.#holes === 0) return CODE;
    return packLineState({ region: this.#region, count: this.#count, holes: this.#holes }, this.#language);
  }

  /** One token, or one blank, of code. */
  #code(): void {
    const start = this.#position;
    const code = this.#line.charCodeAt(start);
    if (isBlank(code)) {
      this.#position++;
      return;
    }
    const delimiters = this.#language.delimiters[code];
    if (delimiters && startsWithAny(this.#line, delimiters.lineComments, start)) {
      this.#push('comment', start, this.#line.length);
      return;
    }
    if (code === QUOTE && this.#isLifetime(start)) {
      this.#push('identifier', start, this.#wordEnd(start + 1));
      return;
    }
    if (delimiters && this.#opensOneOf(delimiters.regions, start, start)) return;

    const next = this.#line.charCodeAt(start + 1);
    if (isIdentifierStart(code)) {
      this.#word(start);
    } else if (code === HASH && this.#language.hashNames && isIdentifierStart(next)) {
      this.#push('identifier', start, this.#wordEnd(start + 1));
    } else if (isDigit(code) || (code === DOT && isDigit(next))) {
      this.#push('number', start, this.#numberEnd(start));
    } else {
      const regexEnd = code === SLASH ? this.#regexEnd(start) : 0;
      if (regexEnd > 0) this.#push('string', start, regexEnd);
      else this.#punctuation(start, code, delimiters);
    }
  }

  #word(start: number): void {
    const { stringPrefixes, keywords, keywordShapes, delimiters } = this.#language;
    const end = this.#wordEnd(start);
    if (end - start <= 2 && stringPrefixes.has(this.#line.slice(start, end).toLowerCase())) {
      const quoted = delimiters[this.#line.charCodeAt(end)]?.regions.filter((region) => region.class === 'string');
      if (quoted && this.#opensOneOf(quoted, start, end)) return;
    }
    const mayBeKeyword = keywordShapes[shapeOf(this.#line.charCodeAt(start), end - start)] === 1;
    this.#push(mayBeKeyword && keywords.has(this.#line.slice(start, end)) ? 'keyword' : 'identifier', start, end);
  }

  #punctuation(start: number, code: number, delimiters: Delimiters | undefined): void {
    if (code === OPEN_PAREN || code === OPEN_BRACKET || code === OPEN_BRACE) {
      if (code === OPEN_BRACE) this.#holes = openBrace(this.#holes);
      this.#push('open', start, start + 1);
    } else if (code === CLOSE_PAREN || code === CLOSE_BRACKET || code === CLOSE_BRACE) {
      this.#push('close', start, start + 1);
      if (code === CLOSE_BRACE) this.#leaveHole();
    } else {
      const operator = delimiters && startsWithAny(this.#line, delimiters.operators, start);
      this.#push('operator', start, start + (operator?.length ?? 1));
    }
  }

  #leaveHole(): void {
    const { holes, closesHole } = closeBrace(this.#holes);
    this.#holes = holes;
    const template = closesHole ? this.#language.regions.find((region) => region.interpolation) : undefined;
    if (template) this.#content(template, this.#position);
  }

  /** Takes a region if one opens at `open`; its token begins at `start`, earlier where the string has a prefix. */
  #opensOneOf(regions: readonly Region[], start: number, open: number): boolean {
    for (const region of regions) {
      if (this.#opens(region, start, open)) return true;
    }
    return false;
  }

  #opens(region: Region, start: number, open: number): boolean {
    const line = this.#line;
    if (!line.startsWith(region.open, open)) return false;
    let content = open + region.open.length;
    this.#count = region.nests ? 1 : 0;
    if (region.fence === 'hashes') {
      while (line.charCodeAt(content) === HASH) content++;
      this.#count = content - open - region.open.length;
      if (line[content++] !== '"' || this.#count > MAX_COUNT) return false;
    } else if (region.fence === 'word') {
      const head = /^[^\s()\\]{0,16}\(/.exec(line.slice(content, content + 17));
      if (!head) return false;
      content += head[0].length;
    }
    // A quote that touches a word and is never closed is an apostrophe, as in text between JSX tags.
    const touchesWord =
      start === open && !region.multiLine && start > 0 && isIdentifierPart(line.charCodeAt(start - 1));
    if (touchesWord && scanRegion(line, content, region, this.#count, false).kind === 'line-end') return false;
    this.#position = content;
    this.#content(region, start);
    return true;
  }

  /** The rest of a region from the position on, with the token that begins at `start`. */
  #content(region: Region, start: number): void {
    const inner = openHole(this.#holes);
    const found = scanRegion(this.#line, this.#position, region, this.#count, inner !== undefined);
    this.#region = undefined;
    this.#push(region.class, start, found.end);
    if (found.kind === 'hole') {
      this.#holes = inner!;
      this.#push('open', found.end, found.end + region.interpolation!.length);
    } else if (found.kind === 'line-end' && (region.multiLine || found.carried)) {
      this.#region = region;
      this.#count = found.count;
    }
  }

  /** Digits, letters (hexadecimal, suffixes), `_`, fractions, an exponent's sign, C++'s separating quotes. */
  #numberEnd(start: number): number {
    const line = this.#line;
    for (let end = start + 1; ; end++) {
      const code = line.charCodeAt(end);
      if (isIdentifierPart(code)) continue;
      if (!isDigit(line.charCodeAt(end + 1))) return end;
      const isExponentSign =
        (code === 43 || code === 45) && /[eE]/.test(line[end - 1]!) && !/^0[xX]/.test(line.slice(start, start + 2));
      const isSeparator = code === QUOTE && this.#language.id === 'cpp';
      if (code !== DOT && !isExponentSign && !isSeparator) return end;
    }
  }

  /** The end of a regular expression that begins here and ends on this line, or 0. */
  #regexEnd(start: number): number {
    const line = this.#line;
    if (!this.#language.regexLiterals || !this.#regexMayEnd || !this.#valueMayBegin()) return 0;
    if (/[\s>=]/.test(line[start + 1] ?? ' ')) return 0;
    let inClass = false;
    for (let i = start + 1; i < line.length; i++) {
      const character = line[i];
      if (character === '\\') i++;
      else if (character === '[') inClass = true;
      else if (character === ']') inClass = false;
      else if (character === '/' && !inClass) return this.#wordEnd(i + 1);
    }
    // One failed look-ahead a line, so that a hostile line is not read again and again.
    this.#regexMayEnd = false;
    return 0;
  }

  #valueMayBegin(): boolean {
    const previous = this.#previous;
    if (previous === undefined || previous === 'open') return true;
    if (previous !== 'keyword' && previous !== 'operator') return false;
    const text = this.#line.slice(this.#previousStart, Math.min(this.#previousEnd, this.#previousStart + 10));
    // `</` closes a JSX element.
    return !VALUE_KEYWORDS.has(text) && text !== '<' && text !== '++' && text !== '--';
  }

  #isLifetime(start: number): boolean {
    const [first, second] = [this.#line.charCodeAt(start + 1), this.#line.charCodeAt(start + 2)];
    return this.#language.lifetimes && isIdentifierStart(first) && second !== QUOTE;
  }

  #wordEnd(start: number): number {
    let end = start;
    while (end < this.#line.length && isIdentifierPart(this.#line.charCodeAt(end))) end++;
    return end;
  }

  #push(tokenClass: TokenClass, start: number, end: number): void {
    this.#position = end;
    if (end <= start) return;
    this.#previous = tokenClass;
    this.#previousStart = start;
    this.#previousEnd = end;
    this.#sink(tokenClass, start, end);
  }
}

function startsWithAny(line: string, candidates: readonly string[], start: number): string | undefined {
  for (const candidate of candidates) {
    if (line.startsWith(candidate, start)) return candidate;
  }
  return undefined;
}
