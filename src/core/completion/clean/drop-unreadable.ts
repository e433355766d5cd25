import type { Cleaning } from './cleaning.ts';

/** Longer than any answer worth reading; a model that never stops is stopped elsewhere, this bounds the work here. */
const LONGEST_TEXT = 20_000;
const MOST_LINES = 400;

/**
 * What no editor shows as it is: line ends of other systems, a byte order mark, halves of characters, blanks that only
 * look like blanks, characters of no width inside words.
 */
export function dropUnreadable(text: string, { request }: Cleaning): string {
  const bounded = firstLines(text.slice(0, LONGEST_TEXT), MOST_LINES);
  const plain = bounded
    .replace(/\r\n?/g, '\n')
    // A character is cut in half where the text was cut, and so is its code.
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')
    .replace(/\uFFFD+$/, '');
  const visible = plain.replace(/^\uFEFF/, '').replace(BETWEEN_WORDS, '');
  if (!ANY.test(visible)) return visible;
  return request.place === 'code' ? visible.replace(/^[^'"`\n]*/gm, plainBlanks) : visible;
}

// oxlint-disable-next-line no-control-regex -- it is what this is about.
const ANY = /[^\t\n\x20-\x7E]/;

/** Of no width, next to an ASCII character: between emoji and in scripts that need them, joiners mean something. */
const BETWEEN_WORDS =
  /(?<=[\x20-\x7E])[\u200B-\u200D\u2060\uFEFF\u00AD]+|[\u200B\u2060\uFEFF]+|[\u200C\u200D]+(?=[\x20-\x7E])/g;

function plainBlanks(code: string): string {
  return code.replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ');
}

function firstLines(text: string, count: number): string {
  let end = -1;
  for (let line = 0; line < count; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}
