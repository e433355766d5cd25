import { type LanguageSyntax, languageSyntax } from './languages.ts';
import { lexLine } from './lexer.ts';
import { CODE, type LineState } from './line-state.ts';

/** Whether an offset of the text is in code: not in a string, a comment or prose. The text is lexed once, when first asked. */
export function codePlaces(text: string, languageId: string, state: LineState = CODE): (offset: number) => boolean {
  const language = languageSyntax(languageId);
  if (language.kind === 'prose' || WITH_PROSE.has(languageId)) return () => false;
  let outside: readonly (readonly [number, number])[] | undefined;
  return (offset) => {
    outside ??= stretchesOutside(text, language, state);
    return !outside.some(([start, end]) => start <= offset && offset < end);
  };
}

/** Between their tags and keys stand sentences, without quotes. */
const WITH_PROSE: ReadonlySet<string> = new Set(['html', 'xml', 'vue', 'svelte', 'yaml']);

function stretchesOutside(text: string, language: LanguageSyntax, state: LineState): (readonly [number, number])[] {
  const found: [number, number][] = [];
  let lineState = state;
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const { tokens, endState } = lexLine(line, lineState, language);
    for (const token of tokens) {
      if (token.class === 'string' || token.class === 'comment')
        found.push([lineStart + token.start, lineStart + token.end]);
    }
    lineState = endState;
    lineStart += line.length + 1;
  }
  return found;
}
