import { unmatchedBrackets } from './brackets.ts';
import { languageSyntax, type LanguageSyntax } from './languages.ts';
import { lexLine } from './lexer.ts';
import { CODE, type LineState } from './line-state.ts';
import type { SoundQuestion, SyntaxPort } from './syntax-port.ts';
import { tokenClassAt } from './token-class.ts';

/** The port without trees: brackets, and strings that are not closed. */
export const lexerSyntax: SyntaxPort = {
  firstSound: (question) => Promise.resolve(lexerFirstSound(question, languageSyntax(question.languageId))),
};

export function lexerFirstSound(
  { before, after, insertions }: Pick<SoundQuestion, 'before' | 'after' | 'insertions'>,
  language: LanguageSyntax,
): number | undefined {
  if (language.kind === 'prose') return undefined;
  // What the windows cut off counts on both sides.
  const errors = countErrors(before + after, language);
  return insertions.findIndex(
    ({ insertText, replaceSuffixChars }) =>
      countErrors(before + insertText + after.slice(replaceSuffixChars), language) <= errors,
  );
}

/** Brackets without a partner, and one-line strings that run into the line end. */
function countErrors(text: string, language: LanguageSyntax): number {
  const { openers, closers } = unmatchedBrackets(text, language);
  return openers.length + closers.length + countUnclosedStrings(text, language);
}

function countUnclosedStrings(text: string, language: LanguageSyntax): number {
  let count = 0;
  let state: LineState = CODE;
  for (const line of text.split('\n')) {
    const { tokens, endState } = lexLine(line, state, language);
    const mayBeUnclosed = tokens.at(-1)?.class === 'string' && endState === CODE;
    if (mayBeUnclosed && tokenClassAt(line, state, line.length, language) === 'string') count++;
    state = endState;
  }
  return count;
}
