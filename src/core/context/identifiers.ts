/** The names in a text. Keywords and words in comments are among them, which does no harm to a look-up by name. */
export function identifiersIn(text: string): readonly string[] {
  return text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [];
}

/** `readHTTPHeader_v2` → `read`, `http`, `header`, `v2`; single letters say nothing. */
export function subWords(name: string): readonly string[] {
  const parts = name.match(/\p{Lu}+(?!\p{Ll})[\d]*|\p{Lu}?[\p{Ll}\d]+/gu) ?? [];
  return parts.map((part) => part.toLowerCase()).filter((part) => part.length > 1);
}
