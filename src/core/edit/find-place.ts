import type { FileIndex, KeyIndex } from './file-index.ts';
import { isBlank } from './patch.ts';

/** Where quoted lines stand in the file. */
export interface Place {
  /** For each quoted line its line in the file; `undefined` for a blank line or an elision that the file has no line for. */
  readonly at: readonly (number | undefined)[];
  /** What had to be overlooked. */
  readonly faith: Faith;
}

/** Least overlooked first. */
export const FAITHS = ['exact', 'line-ends', 'whitespace', 'characters', 'misquoted', 'left-out'] as const;
export type Faith = (typeof FAITHS)[number];

export type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly place: Place }
  /** All equally good. */
  | { readonly kind: 'several'; readonly places: readonly Place[] };

/**
 * All places at which the quoted lines stand one after another, blank lines and all blanks around lines overlooked; of
 * several the ones that overlook the least. So one exact place beats any number of inexact ones, and no place is ever
 * chosen because it came first.
 */
export function findQuote(file: FileIndex, quote: readonly string[], level: 'trimmed' | 'folded' = 'trimmed'): Search {
  const keys = level === 'trimmed' ? file.trimmed : file.folded();
  const solidQuote = quote.flatMap((line, index) => (isBlank(line) ? [] : [index]));
  if (solidQuote.length === 0) return { kind: 'none' };
  const places = startsOf(
    solidQuote.map((index) => keys.keyOf(quote[index]!)),
    keys,
  ).map((start) => {
    const at = mapLines(
      file,
      quote,
      solidQuote.map((_, index) => file.solid[start + index]!),
    );
    return { at, faith: level === 'folded' ? 'characters' : faithOf(file, quote, at) } satisfies Place;
  });
  return bestOf(places);
}

/** Of places that are equally faithful none is better. */
export function bestOf(places: readonly Place[]): Search {
  if (places.length === 0) return { kind: 'none' };
  const rank = (place: Place): number => FAITHS.indexOf(place.faith);
  const least = Math.min(...places.map(rank));
  const best = places.filter((place) => rank(place) === least);
  return best.length === 1 ? { kind: 'one', place: best[0]! } : { kind: 'several', places: best };
}

/** Gives every quoted line its line in the file, given those of the solid ones; blank lines are paired off in between. */
export function mapLines(
  file: FileIndex,
  quote: readonly string[],
  solidLines: readonly number[],
): readonly (number | undefined)[] {
  const at: (number | undefined)[] = [];
  let next = 0;
  for (const line of quote) at.push(isBlank(line) ? undefined : solidLines[next++]);
  const first = at.findIndex((line) => line !== undefined);
  // Before the first solid line upwards, after it downwards, as far as the file is blank there.
  for (let index = first - 1, line = at[first]! - 1; index >= 0 && isBlankLine(file, line); index--, line--)
    at[index] = line;
  for (let index = first + 1, line = at[first]! + 1; index < at.length; index++, line++) {
    if (at[index] !== undefined) line = at[index]!;
    else if (isBlankLine(file, line)) at[index] = line;
    else line--;
  }
  return at;
}

function isBlankLine({ lines }: FileIndex, line: number): boolean {
  const text = lines[line];
  return text !== undefined && isBlank(text);
}

/** Places in `solid` at which all keys follow each other. Looks at those of the rarest key alone. */
function startsOf(wanted: readonly string[], { keys, places }: KeyIndex): readonly number[] {
  let rarest = 0;
  for (const [index, key] of wanted.entries()) {
    const count = places.get(key)?.length ?? 0;
    if (count === 0) return [];
    if (count < places.get(wanted[rarest]!)!.length) rarest = index;
  }
  return places
    .get(wanted[rarest]!)!
    .map((place) => place - rarest)
    .filter((start) => start >= 0 && wanted.every((key, index) => keys[start + index] === key));
}

function faithOf({ lines }: FileIndex, quote: readonly string[], at: readonly (number | undefined)[]): Faith {
  let faith: Faith = 'exact';
  for (const [index, text] of quote.entries()) {
    const line = at[index];
    const previous = index > 0 ? at[index - 1] : undefined;
    if (line === undefined || (previous !== undefined && line !== previous + 1)) return 'whitespace';
    const own = lines[line]!;
    if (own === text) continue;
    // A blank line of blanks is blank: what its indentation is, nobody sees.
    if (own.trimEnd() !== text.trimEnd()) return 'whitespace';
    faith = 'line-ends';
  }
  return faith;
}
