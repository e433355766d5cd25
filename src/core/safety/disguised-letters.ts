/**
 * Letters of other scripts that are drawn like Latin ones (UTS 39, confusables), told by the word that they are in: a word
 * of Latin letters with one of them says something else than it shows. Whole words of another script are words.
 */
export function isDisguised(text: string, offset: number, isCode: boolean): boolean {
  const character = String.fromCodePoint(text.codePointAt(offset)!);
  if (STYLED.test(character)) return isCode || LATIN.test(wordAround(text, offset));
  // Phonetic letters: in a name in code they pass for plain ones, in prose they are what they are.
  if (PHONETIC.test(character)) return isCode && LATIN.test(wordAround(text, offset));
  if (!LOOKALIKE.test(character)) return false;
  const word = wordAround(text, offset);
  if (isGreek(character)) return isAmongLatin(word) && word.replace(/[^A-Za-z]/g, '').length >= 3;
  if (LATIN.test(word)) return true;
  // A name in code, every letter of which can be read as Latin.
  return isCode && word.length > 1 && Array.from(word).every((letter) => LOOKALIKE.test(letter));
}

const LATIN = /[A-Za-z]/;
const LONGEST_WORD = 64;

/** Cyrillic, Greek, Armenian, Cherokee, Coptic, Lisu letters and letter-like ones that pass for Latin. */
const LOOKALIKE =
  /[АВЕЅІЈКМНОРСТУХҮҺԌԚԜаеѕіјорсухһԁԛԝүғьгпԍӏӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρικαυγτωϲϳոսօցհյԼՏՍ\u2C9F\u2CA3\uA4D0-\uA4F7\u13A0-\u13F4\u01C0]/u;

const PHONETIC = /[ɑɡɩʟʏɪɴʀʙʜ\u1D04\u1D0F\u1D1C\u1D20-\u1D22]/u;

/** Mathematical and full-width letters and digits: in code they are the plain ones (NFKC), or look like them. */
const STYLED =
  /[\u{1D400}-\u{1D7FF}\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u24B6-\u24E9\u2102\u210A-\u2115\u2119-\u211D\u2124\u212A]/u;

function isGreek(character: string): boolean {
  return /\p{Script=Greek}/u.test(character);
}

/** Greek letters stand at a word's ends as symbols, as in `Δx` or `sumα`: between Latin ones they stand for them. */
function isAmongLatin(word: string): boolean {
  return (
    /[A-Za-z]\p{Script=Greek}+[A-Za-z]/u.test(word) || /^\p{Script=Greek}[a-z]{3}|[a-z]{3}\p{Script=Greek}$/u.test(word)
  );
}

/** Letters, marks and digits around the offset; a sign, a blank or an underscore ends a word. */
function wordAround(text: string, offset: number): string {
  const from = Math.max(0, offset - LONGEST_WORD);
  const before = /[\p{L}\p{M}\p{N}]*$/u.exec(text.slice(from, offset))![0];
  const after = /^[\p{L}\p{M}\p{N}]*/u.exec(text.slice(offset, offset + LONGEST_WORD))![0];
  return before + after;
}
