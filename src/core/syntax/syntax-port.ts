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

export interface SoundQuestion extends SyntaxWindow {
  /** Longest first, say: the first that is sound is the answer. */
  readonly insertions: readonly Insertion[];
  readonly languageId: string;
  /** Where the window lies: who has that version of the document looks at all of it. A window cuts blocks in two. */
  readonly document?: PlaceInDocument;
  /** Errors on other lines make a count of errors doubtful: whether it is taken all the same, or nothing is known. */
  readonly countAnyway?: boolean;
}

export interface PlaceInDocument {
  readonly uri: string;
  readonly version: number;
  /** Of the cursor, in UTF-16 units of the document as it is. */
  readonly offset: number;
}

/**
 * A question that a syntax tree answers best. The engine process answers it from its trees; where it is late or has no
 * grammar, `lexerSyntax` answers from tokens alone.
 */
export interface SyntaxPort {
  /**
   * Index of the first insertion with which the text has no more syntax errors than without; -1 where each brings
   * some; `undefined` where nothing is known of the language. All in one question: it is asked at a keystroke.
   */
  firstSound(question: SoundQuestion): Promise<number | undefined>;
}
