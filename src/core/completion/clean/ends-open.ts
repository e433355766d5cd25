import { opensBlock } from '../../syntax/indentation.ts';
import type { Cleaning } from './cleaning.ts';
import type { PlacedLine } from './lex-at-cursor.ts';

/** With an operator, a dot or the like something must follow. */
export function endsOpen({ text, tokens, stateBefore }: PlacedLine, at: Cleaning): boolean {
  const last = tokens.findLast((token) => token.class !== 'comment');
  if (last === undefined) return false;
  const word = text.slice(last.start, last.end);
  if (at.language.blocks === 'colon' && opensBlock(text, stateBefore, at.language)) return last.class !== 'open';
  if (last.class !== 'operator') return false;
  if (at.request.languageId === 'yaml') return false;
  if (/^(?:html|xml|vue|svelte|shellscript|sql|php)$/.test(at.request.languageId) && !/^[=.]$/.test(word)) return false;
  return (
    !/^(?:[;,!?>*%@#\\~^:]|\+\+|--|\.\.\.|\.\.|\/)$/.test(word) ||
    (word === ':' && /^(?:css|scss|less|json)$/.test(at.request.languageId))
  );
}
