/** The names in a text. Keywords and words in comments are among them, which does no harm to a look-up by name. */
export function identifiersIn(text: string): readonly string[] {
  return text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [];
}
