import { isDisguised } from './disguised-letters.ts';

/** A character that nobody sees, or that reads as another one. */
export interface HiddenCharacter {
  /** In UTF-16 units. */
  readonly offset: number;
  /** `U+202E`. */
  readonly codepoint: string;
  readonly kind: HiddenKind;
}

export type HiddenKind =
  | 'direction'
  | 'tag'
  | 'no-width'
  | 'variation'
  | 'filler'
  | 'control'
  | 'disguised-letter'
  | 'disguised-sign';

/**
 * Characters by which a text says something else than it shows: the classes of Trojan Source (CVE-2021-42574, -42694), of
 * tag and variation-selector smuggling, and mixed scripts after UTS 39. What a script or an emoji needs is none of them.
 * `isCode` tells whether the offset is in code, not in a string, a comment or prose: signs are told apart there alone.
 */
export function findHidden(
  text: string,
  isCode: (offset: number) => boolean = () => false,
): readonly HiddenCharacter[] {
  if (!ANYTHING.test(text)) return [];
  const found: HiddenCharacter[] = [];
  let offset = 0;
  for (const character of text) {
    const kind = kindOf(character, offset, text, isCode);
    if (kind !== undefined) found.push({ offset, codepoint: nameOf(character), kind });
    offset += character.length;
  }
  return found;
}

/** The text with a visible name in place of each such character: `pass[U+200B]word`. For reading, never for inserting. */
export function showHidden(text: string, found: readonly HiddenCharacter[] = findHidden(text)): string {
  let shown = '';
  let from = 0;
  for (const { offset, codepoint, kind } of found) {
    const end = offset + String.fromCodePoint(text.codePointAt(offset)!).length;
    // What is visible stays beside its name: the reader sees what it pretends to be.
    shown += text.slice(from, kind.startsWith('disguised') ? end : offset) + `[${codepoint}]`;
    from = end;
  }
  return shown + text.slice(from);
}

// oxlint-disable-next-line no-control-regex -- it is what this is about.
const ANYTHING = /[^\n\r\t\x20-\x7E]/;

function kindOf(
  character: string,
  offset: number,
  text: string,
  isCode: (offset: number) => boolean,
): HiddenKind | undefined {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return isControl(code) ? 'control' : undefined;
  const before = previous(text, offset);
  const after = next(text, offset + character.length);
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return 'direction';
  // Marks of direction belong into lines that are written from the right.
  if (code === 0x200e || code === 0x200f || code === 0x61c)
    return RIGHT_TO_LEFT.test(lineAround(text, offset)) ? undefined : 'direction';
  if (code >= 0xe0000 && code <= 0xe007f) return isInFlag(text, offset) ? undefined : 'tag';
  if (code === 0x200c || code === 0x200d) return joins(before, after) ? undefined : 'no-width';
  if (code === 0xfeff) return offset === 0 ? undefined : 'no-width';
  if (code === 0x200b || (code >= 0x2060 && code <= 0x2065) || code === 0x180e || (code >= 0xfff9 && code <= 0xfffb))
    return 'no-width';
  if (code === 0xad || code === 0x34f) return isCode(offset) ? 'no-width' : undefined;
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef))
    return varies(code, before) ? undefined : 'variation';
  if (FILLERS.has(code)) return code === 0x2800 && /[\u2801-\u28FF]/.test(before + after) ? undefined : 'filler';
  if (isControl(code) || code === 0x2028 || code === 0x2029) return 'control';
  // Canonically it is a semicolon: no text is written with it.
  if (code === 0x37e) return 'disguised-sign';
  if (isDisguised(text, offset, isCode(offset))) return 'disguised-letter';
  return SIGNS.test(character) && isCode(offset) ? 'disguised-sign' : undefined;
}

function isControl(code: number): boolean {
  return (
    (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13) ||
    (code >= 0x7f && code <= 0x9f && code !== 0x85)
  );
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Scripts whose letters are joined, or kept apart, by characters of no width. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}\u{20E3}\u{1F1E6}-\u{1F1FF}]/u;

function joins(before: string, after: string): boolean {
  return JOINING.test(before) || (EMOJI.test(before) && /\p{Extended_Pictographic}/u.test(after));
}

/** A selector picks the form of the character before it, of one that has several. */
function varies(code: number, before: string): boolean {
  if (code >= 0xe0100) return /\p{Script=Han}/u.test(before);
  if (code >= 0xfe0e) return /[\p{Emoji}\p{Extended_Pictographic}\p{S}\p{P}]/u.test(before);
  return /[\p{Script=Han}\p{Script=Mongolian}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Sm}]/u.test(before);
}

/** England's flag is a black one, tags that spell `gbeng`, and a last tag. */
function isInFlag(text: string, offset: number): boolean {
  const around = text.slice(Math.max(0, offset - 20), offset + 20);
  const at = Math.min(20, offset);
  for (const { 0: flag, index } of around.matchAll(
    /\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{3,6}\u{E007F}/gu,
  )) {
    if (index < at && at < index + flag.length) return true;
  }
  return false;
}

/** Letters that are drawn as nothing, and the pattern of braille without a dot. */
const FILLERS: ReadonlySet<number> = new Set([0x115f, 0x1160, 0x3164, 0xffa0, 0x2800, 0x17b4, 0x17b5, 0x1d159]);

/** Signs and letters that are drawn like signs of ASCII. */
const SIGNS =
  /[\u01C3\u02B9\u02BA\u02BC\u02C6\u02D0\u02D7\u0589\u05C3\u066A\u066B\u066D\u1806\u2010-\u2015\u2018-\u201F\u2024\u2032\u2033\u2035\u2036\u2039\u203A\u2044\u204E\u2052\u2053\u2215-\u2217\u2212\u2223\u2236\u223C\u2264\u2265\u2260\u22C5\u2768-\u2775\u2795\u2796\u29F5\u29F8\u29F9\u2A74-\u2A76\u2E28\u2E29\u3014\u3015\uA78C\uA789\uFE30-\uFE6F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF5E]/;

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(Math.max(start, offset - 200), Math.min(end < 0 ? text.length : end, offset + 200));
}

function previous(text: string, offset: number): string {
  const low = text.charCodeAt(offset - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(offset - 2, offset) : text.slice(Math.max(0, offset - 1), offset);
}

function next(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function nameOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
