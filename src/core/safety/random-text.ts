/**
 * Does the value look made by a generator of keys and passwords, and not written by a person as a name, a path or a
 * sentence? Digits and capitals alone don't tell (`sha256WithRSAEncryption`), entropy of short texts hardly does. What
 * tells is how much of it is made of pronounceable words, so the letters are cut at `camelCase`, digits and signs, and
 * each piece is judged by its pairs of letters.
 */
export function looksRandom(value: string, shortest: number): boolean {
  const shape = shapeOf(value);
  if (shape.length < shortest || shape.distinct < Math.min(7, shortest - 2)) return false;
  if (isHex(shape)) return shape.digits > 0 || shape.length >= 32;
  const kinds = Number(shape.digits > 0) + Number(shape.lower > 0) + Number(shape.upper > 0) + Number(shape.signs > 0);
  const inWords = shape.inWords / Math.max(1, shape.lower + shape.upper + shape.digits);
  // Generated passwords with many signs hold blanks; sentences have few signs.
  if (shape.blanks > 0) return shape.signs >= 6 && shape.signs >= shape.blanks * 4 && inWords < 0.35;
  // One kind alone is a name or an abbreviation (`tblusrpwd`) unless it is long; digits alone are a number.
  if (kinds === 1) return shape.digits === 0 && shape.length >= 24 && inWords < 0.25;
  // `x-y-2`, `a.b.c1`: many short pieces between dashes are a name as well.
  if (shape.digits + shape.upper <= 1 && shape.dashes >= 2) return false;
  // Digits amid the letters, again and again, are in no name.
  const broken = 0.05 * Math.min(4, Math.max(0, shape.digitRuns - 1));
  return inWords <= broken + (shape.length >= 20 ? 0.55 : shape.length >= 12 ? 0.47 : 0.4);
}

/** A password that a person would make up: several kinds of characters, not a name with a number behind it. */
export function looksLikePassword(value: string): boolean {
  const shape = shapeOf(value);
  if (shape.length < 6 || shape.length > 64 || shape.blanks > 0 || shape.dashes > 2) return false;
  if (/[()[\]{}<>|\\]/.test(value)) return false;
  const letters = shape.lower + shape.upper;
  if (letters < 2) return false;
  const kinds = Number(shape.digits > 0) + Number(shape.lower > 0) + Number(shape.upper > 0) + Number(shape.signs > 0);
  return kinds >= 3 ? shape.digits > 0 || shape.signs > 1 : shape.digits > 0 && letters >= 3 && shape.dashes === 0;
}

interface Shape {
  readonly length: number;
  readonly lower: number;
  readonly upper: number;
  readonly digits: number;
  readonly digitRuns: number;
  readonly hexLetters: number;
  readonly dashes: number;
  readonly signs: number;
  readonly blanks: number;
  readonly distinct: number;
  /** Letters that belong to a pronounceable word of three or more. */
  readonly inWords: number;
}

function isHex(shape: Shape): boolean {
  const letters = shape.lower + shape.upper;
  const oneCase = shape.lower === 0 || shape.upper === 0;
  return oneCase && shape.hexLetters === letters && shape.hexLetters + shape.digits === shape.length && letters > 0;
}

/** Longer values are judged by their beginning: it keeps the scan linear, and tells as much. */
const JUDGED = 128;

function shapeOf(value: string): Shape {
  let lower = 0;
  let upper = 0;
  let digits = 0;
  let digitRuns = 0;
  let hexLetters = 0;
  let dashes = 0;
  let signs = 0;
  let blanks = 0;
  let inWords = 0;
  let wordStart = 0;
  let previous = OTHER;
  let distinct = 0;
  const seen = new Uint8Array(128);
  const length = Math.min(value.length, JUDGED);
  for (let at = 0; at <= length; at++) {
    const code = at < length ? value.charCodeAt(at) : 32;
    const kind = kindOf(code);
    const continues = kind === LOWER ? previous === LOWER || previous === UPPER : kind === UPPER && previous === UPPER;
    if (!continues) {
      if (isWord(value, wordStart, at)) inWords += at - wordStart;
      wordStart = at;
    } else if (kind === LOWER && previous === UPPER && at - wordStart > 1) {
      // `HTTPServer`: the last capital begins the next word.
      if (isWord(value, wordStart, at - 1)) inWords += at - 1 - wordStart;
      wordStart = at - 1;
    }
    if (kind === DIGIT && previous !== DIGIT) digitRuns++;
    previous = kind;
    if (at === length) break;
    if (seen[code & 127] === 0) distinct++;
    seen[code & 127] = 1;
    if (kind === LOWER) lower++;
    else if (kind === UPPER) upper++;
    else if (kind === DIGIT) digits++;
    else if (code === 32 || code === 9) blanks++;
    else if (DASHES.includes(value[at]!)) dashes++;
    else signs++;
    if ((code | 32) >= 97 && (code | 32) <= 102) hexLetters++;
  }
  return { length, lower, upper, digits, digitRuns, hexLetters, dashes, signs, blanks, distinct, inWords };
}

/** What joins the words of names and paths. */
const DASHES = '-_./:';

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return LOWER;
  if (code >= 65 && code <= 90) return UPPER;
  return code >= 48 && code <= 57 ? DIGIT : OTHER;
}

function isWord(value: string, from: number, to: number): boolean {
  if (to - from < 3) return false;
  let common = 0;
  for (let at = from; at + 1 < to; at++) {
    const first = (value.charCodeAt(at) | 32) - 97;
    const second = (value.charCodeAt(at + 1) | 32) - 97;
    if (first < 0 || first > 25 || second < 0 || second > 25) return false;
    common += (COMMON_PAIRS[first]! >> second) & 1;
  }
  return common >= (to - from - 1) * 0.75;
}

/**
 * For each letter, those that often follow it: the pairs that make up 95 % of the words (each counted by the logarithm of
 * how often it occurs) in the identifiers and comments of some 5,000 public source files in eight languages. Four
 * in ten pairs of random letters are among them, so a random piece of five letters passes once in forty times.
 */
const COMMON_PAIRS = (
  'abcdfgiklmnprstuvwy abceilorsu acehiklorstuy abcdeilorsu abcdefgilmnopqrstuvwxy aefilorstu aeghilnorsu aeiortu ' +
  'abcdefglmnoprstvxz e aeis adeilostuy abeimopsu acdefgiklnostuv abcdfgiklmnoprstuvwx aehiloprstu u ' +
  'acdefgiklmnoprstuvy acdehiklmnopstuy acdehilmoprstuy abcdegilmnprst aeio aehinors ceipt enps ae'
)
  .split(' ')
  .map((followers) => Array.from(followers).reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) - 97)), 0));
