import type { LanguageSyntax } from '../syntax/languages.ts';
import { lexLine, type Token } from '../syntax/lexer.ts';
import { CODE, type LineState, unpackLineState } from '../syntax/line-state.ts';

/** One line as the lexer sees it. */
export interface LexedLine {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What the line begins inside of, if anything. */
  readonly inside: 'comment' | 'string' | undefined;
  readonly isBlank: boolean;
  /** Nothing but comments, and at least one. */
  readonly isComment: boolean;
}

export function lexLines(lines: readonly string[], language: LanguageSyntax): readonly LexedLine[] {
  let state: LineState = CODE;
  return lines.map((text) => {
    const { tokens, endState } = lexLine(text, state, language);
    const inside = unpackLineState(state, language).region?.class;
    state = endState;
    return {
      text,
      tokens,
      inside,
      isBlank: tokens.length === 0,
      isComment: tokens.length > 0 && tokens.every((token) => token.class === 'comment'),
    };
  });
}

export const textOf = ({ text }: LexedLine, token: Token): string => text.slice(token.start, token.end);

/** Openers less closers on the line. */
export function depthChange({ tokens }: LexedLine): number {
  let change = 0;
  for (const token of tokens) change += token.class === 'open' ? 1 : token.class === 'close' ? -1 : 0;
  return change;
}
