/** Text around the cursor. */
export interface SyntaxWindow {
  /** From a line start some way above the cursor up to the cursor. */
  readonly before: string;
  readonly after: string;
}

/** What may be put at the cursor. */
export interface Insertion {
  readonly insertText: string;
  /** UTF-16 units at the start of `after` that the insertion replaces. */
  readonly replaceSuffixChars: number;
}

/**
 * A question that a syntax tree answers best. The engine process answers it from its trees; where it is late or has no
 * grammar, `lexerSyntax` answers from tokens alone.
 */
export interface SyntaxPort {
  /**
   * Index of the first insertion with which the window has no more syntax errors than without; -1 where each brings
   * some; `undefined` where nothing is known of the language. All in one question: it is asked at a keystroke.
   */
  firstSound(window: SyntaxWindow, insertions: readonly Insertion[], languageId: string): Promise<number | undefined>;
}
