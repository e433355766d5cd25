import { unmatchedBrackets } from '../syntax/brackets.ts';
import { languageSyntax } from '../syntax/languages.ts';
import type { SyntaxPort } from '../syntax/syntax-port.ts';
import { type CompletionRequest, linePrefix } from './request.ts';

/**
 * Whether a finished line would make the file parse worse than before. A line that leaves something open is left alone:
 * code that is being written has errors by nature, and the next lines mend them.
 */
export async function breaksSyntax(
  syntax: SyntaxPort,
  insertText: string,
  replaceSuffixChars: number,
  request: CompletionRequest,
): Promise<boolean> {
  if (!/[()[\]{}"'`;]/.test(insertText)) return false;
  const line = linePrefix(request) + insertText;
  if (unmatchedBrackets(line, languageSyntax(request.languageId)).openers.length > 0) return false;
  const { after, languageId } = request;
  const before = fromLineStart(request.before);
  const delta = await syntax.errorDelta({ before, after, insertText, replaceSuffixChars }, languageId);
  return delta !== undefined && delta > 0;
}

/** The window may begin in the middle of a line, or of a string: its first line is not code to judge by. */
function fromLineStart(window: string): string {
  return window.slice(window.indexOf('\n') + 1);
}
