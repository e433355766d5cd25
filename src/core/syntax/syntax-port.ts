/** Windows of text around the cursor and what is about to be put between them. */
export interface SyntaxEdit {
  /** From a line start some way above the cursor up to the cursor. */
  readonly before: string;
  readonly after: string;
  readonly insertText: string;
  /** UTF-16 units at the start of `after` that the insertion replaces. */
  readonly replaceSuffixChars: number;
}

/**
 * Questions that a syntax tree answers best. The engine process answers them from its trees; where it is late or has no
 * grammar, `lexerSyntax` answers from tokens alone.
 */
export interface SyntaxPort {
  /** Syntax errors with the edit minus without it; `undefined` where nothing is known of the language. */
  errorDelta(edit: SyntaxEdit, languageId: string): Promise<number | undefined>;

  /**
   * UTF-16 units of `insertText` after which the block that the cursor stands in is over: where brackets that it or
   * the cursor's line opened are all closed again at a line end, or before a line that leaves the cursor's level.
   * `undefined` while the block is open.
   */
  blockEnd(edit: Pick<SyntaxEdit, 'before' | 'insertText'>, languageId: string): Promise<number | undefined>;
}
