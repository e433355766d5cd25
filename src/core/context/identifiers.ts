/** The names in a text. Keywords and words in comments are among them, which does no harm to a look-up by name. */
export function identifiersIn(text: string): readonly string[] {
  return text.match(ASCII.test(text) ? ASCII_NAME : NAME) ?? [];
}

/** The same with where they stand. */
export function namesIn(text: string): Iterable<RegExpExecArray> {
  return text.matchAll(NAME);
}

const NAME = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu;
/** Most lines are plain, and for them this is three times as fast. */
const ASCII_NAME = /[A-Za-z_$][\w$]*/g;
const ASCII = /^[\0-\x7F]*$/;

/** `readHTTPHeader_v2` → `read`, `http`, `header`, `v2`; single letters say nothing. */
export function subWords(name: string): readonly string[] {
  const parts = name.match(/\p{Lu}+(?!\p{Ll})[\d]*|\p{Lu}?[\p{Ll}\d]+/gu) ?? [];
  return parts.map((part) => part.toLowerCase()).filter((part) => part.length > 1);
}
