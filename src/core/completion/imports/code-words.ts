import { languageSyntax } from '../../syntax/languages.ts';
import { lexLine, type TokenClass } from '../../syntax/lexer.ts';
import { CODE, type LineState } from '../../syntax/line-state.ts';

/** A token of code, with what stands around it: comments are left out. */
export interface CodeWord {
  readonly text: string;
  readonly class: TokenClass;
  /** In UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  /** It is the first of its line. */
  readonly startsLine: boolean;
  /** Place of the innermost bracket around it that is open, and of its own partner where it is a bracket. */
  readonly around: number | undefined;
  readonly partner: number | undefined;
}

/** All tokens of a text, with their brackets matched. A bracket without partner is one that closes at the end. */
export function codeWords(text: string, languageId: string): readonly CodeWord[] {
  const language = languageSyntax(languageId);
  const words: { -readonly [Key in keyof CodeWord]: CodeWord[Key] }[] = [];
  const open: number[] = [];
  let state: LineState = CODE;
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const { tokens, endState } = lexLine(line.endsWith('\r') ? line.slice(0, -1) : line, state, language);
    let startsLine = true;
    for (const token of tokens) {
      if (token.class === 'comment') continue;
      const place = words.length;
      let partner: number | undefined;
      if (token.class === 'close') {
        partner = open.pop();
        if (partner !== undefined) words[partner]!.partner = place;
      }
      words.push({
        text: line.slice(token.start, token.end),
        class: token.class,
        start: lineStart + token.start,
        end: lineStart + token.end,
        startsLine,
        around: open.at(-1),
        partner,
      });
      if (token.class === 'open') open.push(place);
      startsLine = false;
    }
    state = endState;
    lineStart += line.length + 1;
  }
  return words;
}
