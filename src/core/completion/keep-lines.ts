import { indentWidth } from '../syntax/indentation.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { lexLine } from '../syntax/lexer.ts';
import { CODE, type LineState } from '../syntax/line-state.ts';

/**
 * At most `maxLines` lines that are not blank (0: no limit), cut where something ends: the last line within the limit
 * after which nothing is open that the text itself has opened, and after which no deeper line follows. A text that is
 * one long block has no such line; then it is cut at the limit and stays as open as a block that is being written.
 */
export function keepLines(text: string, maxLines: number, languageId: string): string {
  if (maxLines === 0) return text;
  const lines = text.split('\n');
  const written = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  if (written.length <= maxLines) return text;
  const allowed = written.slice(0, maxLines);
  const ends = cleanEnds(lines, languageId);
  const last = allowed.findLast((index) => ends[index]) ?? allowed.at(-1)!;
  return lines.slice(0, last + 1).join('\n');
}

/** For each line, whether the text may end behind it. */
function cleanEnds(lines: readonly string[], languageId: string): boolean[] {
  const language = languageSyntax(languageId);
  let state: LineState = CODE;
  let depth = 0;
  return lines.map((line, index) => {
    const { tokens, endState } = lexLine(line, state, language);
    state = endState;
    for (const token of tokens) {
      if (token.class === 'open') depth++;
      // What closes more than the text has opened closes what stood there before.
      else if (token.class === 'close') depth = Math.max(0, depth - 1);
    }
    const next = lines.slice(index + 1).find((later) => later.trim() !== '');
    // The first line begins at the cursor: how deep it stands is not in the text.
    const deeperFollows = index > 0 && next !== undefined && indentWidth(next) > indentWidth(line);
    return depth === 0 && state === CODE && !deeperFollows;
  });
}
