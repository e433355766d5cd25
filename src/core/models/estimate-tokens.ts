/**
 * Tokens of a text, roughly, for budgets and meters. Against o200k on 500 files of TypeScript, Python, C and Markdown: 0.9 to
 * 1.2 of the true number for nine files in ten of code (characters divided by four: 0.8 to 1.25, and less than half of the
 * truth for Chinese).
 */
export function estimateTokens(text: string): number {
  if (text.length <= COUNTED_WHOLE) return Math.ceil(tokensOf(text));
  const slice = COUNTED_WHOLE / SLICES;
  let tokens = 0;
  for (let at = 0; at < SLICES; at++) {
    const start = Math.floor((at * (text.length - slice)) / (SLICES - 1));
    tokens += tokensOf(text.slice(start, start + slice));
  }
  return Math.ceil((tokens * text.length) / COUNTED_WHOLE);
}

/** UTF-16 units, some 7 ms. Of longer texts as much is counted, in slices, so that a pause in typing costs no frame:
 * .965 to 1.037 of the whole for 98 % of 493 files of 40 KB to 2 MB. */
const COUNTED_WHOLE = 32_000;
const SLICES = 16;

function tokensOf(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECES)) {
    const code = piece.charCodeAt(0);
    if (code >= FIRST_DENSE) tokens += piece.length / DENSE_CHARS;
    else if (code >= FIRST_OTHER) tokens += piece.length / OTHER_CHARS;
    else tokens += Math.max(1, piece.length / WORD_CHARS);
  }
  return tokens;
}

/** A word, a few digits, a line end with the blanks around it, a few signs: about a token each; a blank between words none. */
const PIECES = /[A-Za-z]+|\d{1,3}|[^\S\n]*\n\s*|[^\S\n]{2,}|[!-/:-@[-`{-~]{1,3}|[\x80-\u1fff]+|[\u2000-\uffff]+/g;
const WORD_CHARS = 7;
/** Greek, Cyrillic, accents. */
const FIRST_OTHER = 0x80;
const OTHER_CHARS = 4;
/** Chinese, Japanese, Korean, emoji. */
const FIRST_DENSE = 0x2000;
const DENSE_CHARS = 1.5;
