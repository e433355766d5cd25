import type { LanguageSyntax } from '../syntax/languages.ts';
import type { LineStates } from '../syntax/line-states.ts';
import { tokenClassAt } from '../syntax/token-class.ts';
import type { Position } from '../text/position.ts';
import type { CursorPlace } from './request.ts';

/** `getLine` gives a line's text without its line end; `lines` are the states of the same document. */
export function cursorPlace(
  { line, character }: Position,
  language: LanguageSyntax,
  lines: LineStates,
  getLine: (line: number) => string,
): CursorPlace {
  const tokenClass = tokenClassAt(getLine(line), lines.stateBefore(line, getLine), character, language);
  return tokenClass === 'comment' || tokenClass === 'string' ? tokenClass : 'code';
}
