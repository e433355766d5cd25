import { closerOf } from '../../syntax/brackets.ts';
import { CODE } from '../../syntax/line-state.ts';
import type { Cleaning } from './cleaning.ts';
import { lexAtCursor } from './lex-at-cursor.ts';

/** A bracket or quote in the last line that closes nothing, neither of the text nor before the cursor. */
export function dropSurplus(text: string, at: Cleaning): string {
  return withoutStrayQuote(withoutBracket(text, at), at);
}

function withoutBracket(text: string, at: Cleaning): string {
  if (!/[)\]}]/.test(text) || at.language.kind === 'prose') return text;
  const placed = lexAtCursor(text, at);
  const open = at.openers.map((bracket) => bracket.text);
  for (const [index, line] of placed.entries()) {
    for (const token of line.tokens) {
      const offset = line.start + token.start;
      if (offset < 0) continue;
      const bracket = line.text.slice(token.start, token.end);
      if (token.class === 'open') open.push(bracket);
      if (token.class !== 'close') continue;
      const opener = open.findLastIndex((each) => closerOf(each) === bracket);
      // A closer of something further out would close what is open in between: that is broken, too.
      const closes = opener >= 0 && (opener === open.length - 1 || !at.seesEnd);
      if (closes) open.length = opener;
      else if (
        open.length === 0 &&
        at.request.documentLength > at.request.before.length + at.request.after.length + 200
      )
        return text;
      else if (index === placed.length - 1 && isTail(text.slice(offset + 1)))
        return text.slice(0, offset) + text.slice(offset + 1);
      else return text;
    }
  }
  return text;
}

/** Nothing but what may end a statement. */
function isTail(rest: string): boolean {
  return /^[\s)\]};,]*$/.test(rest);
}

/** A quote at the very end that opens a string nobody goes on with. */
function withoutStrayQuote(text: string, at: Cleaning): string {
  const quote = /["'`]$/.exec(text)?.[0];
  if (quote === undefined || at.language.kind === 'prose' || at.lineSuffix.includes(quote)) return text;
  const last = lexAtCursor(text, at).at(-1)!;
  const token = last.tokens.at(-1);
  const isLone =
    (token?.class === 'string' || token?.class === 'operator') &&
    token.end - token.start === 1 &&
    last.start + token.start >= 0;
  const follows = token !== undefined && /[\w)\]"'`]$/.test(last.text.slice(0, token.start));
  return isLone && follows && last.stateBefore === CODE ? text.slice(0, -1) : text;
}
