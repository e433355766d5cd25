import { isBlank, isIdentifierPart } from '../syntax/characters.ts';
import { indentWidth } from '../syntax/indentation.ts';
import type { LanguageSyntax } from '../syntax/languages.ts';
import { scanLine } from '../syntax/lexer.ts';
import { CODE, unpackLineState, type LineState } from '../syntax/line-state.ts';
import { looksSecret, MIN_SECRET_LENGTH } from './secret.ts';
import { kindOf, OPERATOR, STRING, type TokenKind } from './token-kind.ts';

/** Longer strings are split into words: as a whole they hardly come twice. */
export const MAX_STRING_LENGTH = 40;
/** Nobody wants more than this from one guess; and what is longer is data. */
const MAX_LEARNED_LENGTH = 200;

/**
 * Takes one token, `line[start, end)`; empty for one that must not be learned. Not cut out, because who counts millions of
 * them has most of them already.
 */
export type EngineTokenSink = (line: string, start: number, end: number, kind: TokenKind, spaceBefore: boolean) => void;

export interface TokenizedLine {
  readonly endState: LineState;
  /** Columns before the first token. */
  readonly indent: number;
}

/** Hands the tokens that the engine predicts to `sink`: the line's code without comments and docstrings. */
export function tokenizeLine(
  text: string,
  state: LineState,
  language: LanguageSyntax,
  sink: EngineTokenSink,
): TokenizedLine {
  // Lines are split at `\n` alone; an unfinished string would take the `\r` along.
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  let previousEnd = 0;
  let isFirst = true;
  const endState = scanLine(line, state, language, (tokenClass, start, end) => {
    const isContinued = isFirst && state !== CODE;
    const spaceBefore = start > previousEnd;
    isFirst = false;
    previousEnd = end;
    if (tokenClass === 'comment') return;
    if (tokenClass !== 'string') {
      emit(line, start, end, kindOf(tokenClass), spaceBefore, sink);
    } else if (!isProse(line, start, isContinued ? state : CODE, language)) {
      const isWhole = end - start <= MAX_STRING_LENGTH && !isContinued;
      if (isWhole) emit(line, start, end, STRING, spaceBefore, sink);
      // A blank at the end of a template's piece stands before its hole.
      else previousEnd = emitWords(line, start, end, spaceBefore, sink);
    }
  });
  return { endState, indent: indentWidth(line) };
}

function emit(
  line: string,
  start: number,
  end: number,
  kind: TokenKind,
  spaceBefore: boolean,
  sink: EngineTokenSink,
): void {
  sink(line, mayBeLearned(line, start, end) ? start : end, end, kind, spaceBefore);
}

function mayBeLearned(line: string, start: number, end: number): boolean {
  if (end - start > MAX_LEARNED_LENGTH) return false;
  if (end - start >= MIN_SECRET_LENGTH && looksSecret(line.slice(start, end))) return false;
  // Inside a line it is a line end of its own to some.
  const carriageReturn = line.indexOf('\r', start);
  return carriageReturn < 0 || carriageReturn >= end;
}

/** The quotes and what stands between them, word by word; returns where the last word ends. */
function emitWords(line: string, start: number, end: number, spaceBefore: boolean, sink: EngineTokenSink): number {
  let previousEnd = spaceBefore ? -1 : start;
  for (let at = start; at < end;) {
    const code = line.charCodeAt(at);
    if (isBlank(code)) {
      at++;
      continue;
    }
    const wordEnd = endOfRun(line, at, end, isIdentifierPart);
    // As long as a key is it may be one, with the signs that keys hold.
    const runEnd = endOfRun(line, at, end, isKeyPart);
    const isRun = runEnd - at >= MIN_SECRET_LENGTH;
    const pieceEnd = isRun ? runEnd : wordEnd > at ? wordEnd : at + (isHighSurrogate(code) ? 2 : 1);
    const kind = isIdentifierPart(code) ? STRING : OPERATOR;
    emit(line, at, Math.min(end, pieceEnd), kind, at > previousEnd, sink);
    previousEnd = at = pieceEnd;
  }
  return previousEnd;
}

function endOfRun(line: string, start: number, end: number, isPart: (code: number) => boolean): number {
  let at = start;
  while (at < end && isPart(line.charCodeAt(at))) at++;
  return at;
}

/** Of Base64, hexadecimal numbers and what else keys are written in: `+ - / =` beside letters and digits. */
function isKeyPart(code: number): boolean {
  return isIdentifierPart(code) || code === 43 || code === 45 || code === 47 || code === 61;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** Triple-quoted strings are nearly always documentation. */
function isProse(line: string, start: number, continuedFrom: LineState, language: LanguageSyntax): boolean {
  const region = unpackLineState(continuedFrom, language).region;
  if (region) return region.open.length === 3;
  const quotes = line.startsWith('"""', start) || line.startsWith("'''", start);
  return quotes || /^[a-z]{1,2}("""|''')/i.test(line.slice(start, start + 5));
}
