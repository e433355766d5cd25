/**
 * Where a text is found again in what replaced it and its surroundings, as when a formatter hands back the whole
 * document. Only letters, digits and `_` are compared: quotes, blanks, semicolons and line breaks are what formatters
 * change. Of several places the one nearest to `expected` (an offset in `replacement`) is it. Where there is none, what
 * came to lie at the expected place is taken.
 */
export function findReplaced(
  text: string,
  replacement: string,
  expected: number,
): { readonly offset: number; readonly text: string } {
  // A text moves a little when its surroundings are formatted; further away lies another one.
  const from = Math.max(0, Math.min(expected, replacement.length) - FURTHEST);
  const window = replacement.slice(from, expected + text.length + FURTHEST);
  const at = expected - from;
  const place = placeOfWords(text, window, at) ?? {
    begin: Math.min(at, window.length),
    end: Math.min(at + text.length, window.length),
  };
  return { offset: from + place.begin, text: window.slice(place.begin, place.end) };
}

interface Place {
  readonly begin: number;
  readonly end: number;
}

const FURTHEST = 20_000;

function placeOfWords(text: string, window: string, expected: number): Place | undefined {
  if (text.trim() === '') return undefined;
  const exact = nearest(window, text, expected);
  if (exact !== undefined) return { begin: exact, end: exact + text.length };
  const words = wordCharacters(text);
  const windowWords = wordCharacters(window);
  // Too little to tell one place from another.
  if (words.characters.length < 4) return undefined;
  const expectedWord = windowWords.offsets.findIndex((offset) => offset >= expected);
  const found = nearest(
    windowWords.characters,
    words.characters,
    expectedWord < 0 ? windowWords.offsets.length : expectedWord,
  );
  if (found === undefined) return undefined;
  const first = windowWords.offsets[found]!;
  const last = windowWords.offsets[found + words.characters.length - 1]!;
  const after = window.slice(last + 1, windowWords.offsets[found + words.characters.length]);
  const before = window.slice((windowWords.offsets[found - 1] ?? -1) + 1, first);
  return {
    begin: first - reach(reversed(before), reversed(text.slice(0, words.offsets[0]))),
    end: last + 1 + reach(after, text.slice(words.offsets.at(-1)! + 1)),
  };
}

/** The place of `part` in `whole` that is nearest to `expected`. */
function nearest(whole: string, part: string, expected: number): number | undefined {
  const before = whole.lastIndexOf(part, expected);
  const after = whole.indexOf(part, expected);
  if (before < 0) return after < 0 ? undefined : after;
  if (after < 0) return before;
  return expected - before <= after - expected ? before : after;
}

/** How far into `gap` the punctuation goes that the text ends with, `);` say; formatters put others between. */
function reach(gap: string, punctuation: string): number {
  let length = 0;
  for (const character of punctuation.replace(/\s/g, '')) {
    const at = gap.indexOf(character, length);
    if (at >= 0) length = at + 1;
  }
  return length;
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}

function wordCharacters(text: string): { readonly characters: string; readonly offsets: readonly number[] } {
  const offsets: number[] = [];
  let characters = '';
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    characters += run;
    for (let i = 0; i < run.length; i++) offsets.push(index + i);
  }
  return { characters, offsets };
}
