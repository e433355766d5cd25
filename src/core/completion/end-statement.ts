import { unmatchedBrackets } from '../syntax/brackets.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { type CompletionRequest, linePrefix, lineSuffix } from './request.ts';
import type { ProcessedText } from './result.ts';

/**
 * The text with the `;` that its statement wants, where a limit has cut nothing but that off: a call, an assignment or
 * `return` at the line's end, all brackets closed. A name at the end may be the beginning of a longer one, or of a call, and
 * heads of functions and loops end otherwise: those are left as they are. Whether it parses so is the syntax check's matter.
 */
export function endStatement(processed: ProcessedText, request: CompletionRequest): ProcessedText | undefined {
  const { insertText, replaceSuffix } = processed;
  if (!ENDED_BY_SEMICOLON.has(request.languageId)) return undefined;
  if (lineSuffix(request).slice(replaceSuffix).trim() !== '' || !WHOLE_END.test(insertText)) return undefined;
  const lines = (linePrefix(request) + insertText).split('\n');
  // What the last line closes of lines before it began there: which statement that is cannot be seen here.
  const { openers, closers } = unmatchedBrackets(lines.at(-1)!, languageSyntax(request.languageId));
  if (openers.length + closers.length > 0 || !STATEMENT.test(lines.at(-1)!)) return undefined;
  return { ...processed, insertText: `${insertText};` };
}

/** Where a line end alone ends nothing. */
const ENDED_BY_SEMICOLON = new Set(['java', 'c', 'cpp', 'csharp', 'rust', 'php', 'dart']);

const WHOLE_END = /(?:[)\]"'\d]|\b(?:this|null|nullptr|true|false))$/;

const STATEMENT =
  /^\s*(?:(?:return|throw|await)\b|(?:[\w$<>[\],.?&*: ]+\s)?[\w$.[\]>-]+ *(?:[-+*/%&|^]|<<|>>)?=(?![=>])|(?!(?:if|for|foreach|while|switch|catch|synchronized|using|lock|fixed|match)\b)[\w$.:>-]+(?:!?\(|\.|\[))/;
