import { languageSyntax } from '../syntax/languages.ts';
import { definitionsIn } from './definition.ts';
import { lexLines } from './lexed-lines.ts';

export interface LineRange {
  readonly start: number;
  /** The line after the last. */
  readonly end: number;
}

/** The smallest definition around a line, with comments and decorators right above it; `undefined` outside of all. */
export function enclosingDefinition(
  lines: readonly string[],
  line: number,
  languageId: string,
): (LineRange & { readonly name: string }) | undefined {
  const language = languageSyntax(languageId);
  if (language.kind === 'prose') return undefined;
  const lexed = lexLines(lines, language);
  let smallest: (LineRange & { readonly name: string }) | undefined;
  for (const { head, end, name } of definitionsIn(lexed, language)) {
    let start = head;
    const isAside = (at: number): boolean =>
      lexed[at] !== undefined &&
      (lexed[at].isComment || lexed[at].inside === 'comment' || /^\s*[@#]\[?\w/.test(lexed[at].text));
    while (start > 0 && isAside(start - 1)) start--;
    if (line < start || line >= end) continue;
    if (!smallest || end - start < smallest.end - smallest.start) smallest = { start, end, name };
  }
  return smallest;
}
