import type { LanguageSyntax } from './languages.ts';
import { lexLine, type TokenClass } from './lexer.ts';
import type { LineState } from './line-state.ts';

/**
 * What a letter typed at `character` of the line would belong to; `blank` where it would begin a word of its own.
 *
 * Hence right after `// foo`, or after an opening quote, it is `comment`, `string`; right after a closing quote or a
 * closed block comment `blank`; on both sides of a name `identifier`. An operator takes no letter and is never the answer.
 */
export function tokenClassAt(
  line: string,
  state: LineState,
  character: number,
  language: LanguageSyntax,
): TokenClass | 'blank' {
  // The definition taken at its word: put a letter there and see. `q` is neither a string prefix nor a number's suffix.
  const probed = `${line.slice(0, character)}q${line.slice(character)}`;
  const token = lexLine(probed, state, language).tokens.find((each) => each.end > character);
  if (!token) return 'blank';
  const standsAlone = token.start === character && token.end === character + 1;
  return standsAlone && token.class === 'identifier' ? 'blank' : token.class;
}
