import type { LanguageSyntax, Region } from './languages.ts';

/**
 * What a line inherits from the one before it, in one small integer, so that a document's states are an array of
 * numbers that are compared with `===`. 5 bits: the open region's place in the language's list, plus one (0: none);
 * 5 bits: its count; 20 bits: the template holes around it, innermost in the low digit of 4 bits.
 */
export type LineState = number;

/** Plain code: what the first line of a document begins in. */
export const CODE: LineState = 0;

/** A line state taken apart. */
export interface OpenRegion {
  readonly region: Region | undefined;
  /** How deep a nesting comment is, or how many hashes fence a raw string. */
  readonly count: number;
  /** One digit of 4 bits for each `${` that is open: the braces open in it, itself included. */
  readonly holes: number;
}

export const MAX_COUNT = 31;
const MAX_HOLES = 16 ** 5 - 1;
const MAX_BRACES = 15;

const NOTHING_OPEN: OpenRegion = { region: undefined, count: 0, holes: 0 };

/** A number that is no state of this language reads as code. */
export function unpackLineState(state: LineState, language: LanguageSyntax): OpenRegion {
  if (state === CODE) return NOTHING_OPEN;
  return {
    region: language.regions[(state & 31) - 1],
    count: (state >>> 5) & MAX_COUNT,
    holes: (state >>> 10) & MAX_HOLES,
  };
}

export function packLineState({ region, count, holes }: OpenRegion, language: LanguageSyntax): LineState {
  const place = region ? language.regions.indexOf(region) + 1 : 0;
  return place | ((region ? count : 0) << 5) | (holes << 10);
}

/** `undefined` where five holes are open already: the sixth is lexed as text of its template. */
export function openHole(holes: number): number | undefined {
  return holes * 16 + 1 <= MAX_HOLES ? holes * 16 + 1 : undefined;
}

/** Counts a `{`. Beyond fourteen in one hole the count stays, and the hole ends too early: a wrong colour, no more. */
export function openBrace(holes: number): number {
  return holes > 0 && (holes & 15) < MAX_BRACES ? holes + 1 : holes;
}

/** Counts a `}`; `closesHole` where it was the hole's own. */
export function closeBrace(holes: number): { readonly holes: number; readonly closesHole: boolean } {
  if (holes === 0) return { holes, closesHole: false };
  return (holes & 15) <= 1 ? { holes: holes >>> 4, closesHole: true } : { holes: holes - 1, closesHole: false };
}
