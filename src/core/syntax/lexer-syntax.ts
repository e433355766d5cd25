import { unmatchedBrackets } from './brackets.ts';
import { indentWidth, opensBlock } from './indentation.ts';
import { languageSyntax, type LanguageSyntax } from './languages.ts';
import { lexLine } from './lexer.ts';
import { CODE, type LineState } from './line-state.ts';
import type { SyntaxEdit, SyntaxPort } from './syntax-port.ts';
import { tokenClassAt } from './token-class.ts';

/** The port without trees: brackets, strings that are not closed, and indentation. Both answers are at hand at once. */
export const lexerSyntax: SyntaxPort = {
  errorDelta: (edit, languageId) => Promise.resolve(lexerErrorDelta(edit, languageSyntax(languageId))),
  blockEnd: (edit, languageId) => Promise.resolve(lexerBlockEnd(edit, languageSyntax(languageId))),
};

export function lexerErrorDelta(edit: SyntaxEdit, language: LanguageSyntax): number | undefined {
  if (language.kind === 'prose') return undefined;
  const { before, after, insertText, replaceSuffixChars } = edit;
  // What the windows cut off counts on both sides and falls out of the difference.
  const edited = before + insertText + after.slice(replaceSuffixChars);
  return countErrors(edited, language) - countErrors(before + after, language);
}

export function lexerBlockEnd(
  { before, insertText }: Pick<SyntaxEdit, 'before' | 'insertText'>,
  language: LanguageSyntax,
): number | undefined {
  const cursorLineStart = before.lastIndexOf('\n') + 1;
  const lines = (before.slice(cursorLineStart) + insertText).split('\n');
  let state = stateAfter(before.slice(0, cursorLineStart), language);
  const leavesAt =
    indentWidth(lines[0]!) + (language.blocks === 'colon' && opensBlock(lines[0]!, state, language) ? 1 : 0);

  // All offsets are in `insertText`; what lies before it is negative.
  let lineStart = cursorLineStart - before.length;
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    const depthBefore = depth;
    const { tokens, endState } = lexLine(line, state, language);
    if (index > 0 && depth === 0 && state === CODE && tokens.length > 0 && indentWidth(line) < leavesAt) {
      return lineStart - 1;
    }
    for (const [place, token] of tokens.entries()) {
      if (token.class === 'open') depth++;
      if (token.class !== 'close' || --depth >= 0) continue;
      // A closer for what an earlier line has opened: already written, or the end of the enclosing block.
      if (lineStart + token.start >= 0) return Math.max(0, lineStart + (tokens[place - 1]?.end ?? -1));
      depth = 0;
    }
    lineStart += line.length + 1;
    if (language.blocks === 'braces' && depthBefore > 0 && depth === 0 && endState === CODE) return lineStart - 1;
    state = endState;
  }
  return undefined;
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

function stateAfter(text: string, language: LanguageSyntax): LineState {
  let state: LineState = CODE;
  // Text that ends with a line break ends before an empty line, which changes no state.
  for (const line of text.split('\n')) state = lexLine(line, state, language).endState;
  return state;
}
