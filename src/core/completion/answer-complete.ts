import { languageSyntax } from '../syntax/languages.ts';
import { lexerBlockEnd } from '../syntax/lexer-syntax.ts';
import { type CompletionRequest, lineSuffix, onlyClosers } from './request.ts';

/**
 * Whether a text that is still being generated is all that a suggestion at this cursor can be: its line where only one may
 * be shown, else the block that the cursor is in.
 */
export function isAnswerComplete(text: string, request: CompletionRequest, maxLines: number): boolean {
  const lineEnd = text.indexOf('\n', text.length - text.trimStart().length);
  if (lineEnd < 0) return false;
  if (maxLines === 1 || !onlyClosers(lineSuffix(request))) return true;
  const end = lexerBlockEnd({ before: request.before, insertText: text }, languageSyntax(request.languageId));
  return end !== undefined && end > 0 && end < text.length;
}
