import type { LanguageSyntax } from './languages.ts';
import { lexLine } from './lexer.ts';
import type { LineState } from './line-state.ts';

/** The blanks and tabs that the line begins with. */
export function indentOf(line: string): string {
  let end = 0;
  while (line[end] === ' ' || line[end] === '\t') end++;
  return line.slice(0, end);
}

/** Columns of the line's indent, a tab reaching to the next multiple of `tabSize`. */
export function indentWidth(line: string, tabSize = 4): number {
  let width = 0;
  for (const character of indentOf(line)) width += character === '\t' ? tabSize - (width % tabSize) : 1;
  return width;
}

/** One level of indentation as this text does it: a tab, or 2, 4, … blanks; `undefined` where nothing is indented. */
export function indentUnit(text: string): string | undefined {
  const votes = new Map<string, number>();
  const vote = (unit: string): void => void votes.set(unit, (votes.get(unit) ?? 0) + 1);
  let previous = 0;
  for (const line of text.split('\n')) {
    // A blank line says nothing, and the ` * ` of a block comment lies one column off.
    if (line.trim() === '' || /^\s*\*/.test(line)) continue;
    const indent = indentOf(line);
    const step = indent.length - previous;
    previous = indent.length;
    if (indent.startsWith('\t')) vote('\t');
    else if (step >= 2 && step <= 8) vote(' '.repeat(step));
  }
  // The narrower of two that are as frequent: continuation lines are indented by more than one level.
  return [...votes].toSorted(([a, m], [b, n]) => n - m || a.length - b.length)[0]?.[0];
}

/** Whether the next line belongs one level deeper: the code ends with an opener, or with a colon where that opens blocks. */
export function opensBlock(line: string, state: LineState, language: LanguageSyntax): boolean {
  const last = lexLine(line, state, language).tokens.findLast((token) => token.class !== 'comment');
  if (!last) return false;
  if (last.class === 'open') return true;
  return language.blocks === 'colon' && last.class === 'operator' && line.slice(last.start, last.end) === ':';
}
