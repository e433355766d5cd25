import { unmatchedBrackets } from '../../syntax/brackets.ts';
import type { LanguageSyntax } from '../../syntax/languages.ts';
import { lexLine } from '../../syntax/lexer.ts';
import { CODE } from '../../syntax/line-state.ts';
import type { Cleaning, Nothing } from './cleaning.ts';

/** Lines above the cursor that models say again before they go on. */
const MOST_LINES = 12;

/** What stands before the cursor is not said again: the lines above, the cursor's line, or its last word. */
export function dropEcho(text: string, at: Cleaning): string | Nothing {
  const rest = withoutLines(text, at) ?? withoutLine(text, at) ?? withoutWord(text, at);
  if (rest === undefined) return text;
  return rest.trim() === '' && text.trim() !== '' ? { nothing: 'repeats-prefix' } : rest;
}

/** The last lines above, and then the beginning of the cursor's. */
function withoutLines(text: string, { linesAbove, linePrefix }: Cleaning): string | undefined {
  const lines = text.replace(/^\n+/, '').split('\n');
  const above = linesAbove
    .slice(-MOST_LINES * 2)
    .filter((line) => line.trim() !== '')
    .slice(-MOST_LINES);
  const begun = linePrefix.trim();
  for (let count = above.length; count >= 1; count--) {
    const echoed = above.slice(-count);
    // Blank lines in between may come and go.
    let next = 0;
    let matched = 0;
    while (next < lines.length && matched < count) {
      if (lines[next]!.trim() === '' && echoed[matched]!.trim() !== '') next++;
      else if (lines[next]!.trim() === echoed[matched]!.trim()) {
        next++;
        matched++;
      } else break;
    }
    // A limit may have cut the last line that is said again.
    const cut = matched === count - 1 && matched > 0 && next === lines.length - 1 ? lines[next]!.trim() : '';
    if (cut !== '' && echoed[matched]!.trim().startsWith(cut)) return '';
    if (matched < count) continue;
    const rest = lines.slice(next);
    // One line may well come twice, a bare closer often does; a head of a block, or one of some length, does not.
    if (count === 1 && begun === '' && !isTelling(echoed[0]!, rest)) continue;
    if (begun === '') return rest.join('\n');
    if (rest[0]?.trim().startsWith(begun)) return cutStart(rest.join('\n'), begun);
  }
  return undefined;
}

function isTelling(line: string, rest: readonly string[]): boolean {
  const hasMore = rest.some((each) => each.trim() !== '');
  return (
    hasMore &&
    /\w{3}/.test(line) &&
    !/^\s*<\w/.test(line) &&
    (/[{([:]\s*$/.test(line) || (line.match(/[\w$]+/g)?.length ?? 0) >= 2)
  );
}

/** The cursor's line from its beginning. */
function withoutLine(text: string, { linePrefix, language }: Cleaning): string | undefined {
  const begun = linePrefix.trim();
  const given = text.trimStart();
  // With its indentation: no text that goes on begins with that.
  if (begun !== '' && /^[ \t]{2}|^\t/.test(linePrefix) && text.startsWith(linePrefix))
    return text.slice(linePrefix.length);
  if (beginsKeywordAnew(begun, given, language)) return cutStart(text, begun, false);
  if (begun.length < 2 || !/\w/.test(begun) || !given.startsWith(begun)) return undefined;
  // `a` of `a = a` or of `aa`: a word of its own, and more than a letter.
  if (begun.length < 3 && given[begun.length] !== linePrefix.at(-1)) return undefined;
  const isWord = /^[\w$]+$/.test(begun);
  if (isWord && begun.length < 4 && !/\s$/.test(linePrefix)) return undefined;
  return cutStart(text, begun, /\s$/.test(linePrefix));
}

/** `i` and `import …`: no word is `iimport`. */
function beginsKeywordAnew(begun: string, given: string, language: LanguageSyntax): boolean {
  const word = /^[a-z]+(?![\w$])/.exec(given)?.[0];
  if (word === undefined || !/^[a-z]+$/.test(begun) || !word.startsWith(begun)) return false;
  return lexLine(word, CODE, language).tokens[0]?.class === 'keyword';
}

function cutStart(text: string, begun: string, blankBefore = true): string {
  const rest = text.trimStart().slice(begun.length);
  return blankBefore ? rest.replace(/^[ \t]+/, '') : rest;
}

const LONGEST_WORD = 120;

/** The end of the cursor's line, from the beginning of a word on. */
function withoutWord(text: string, { linePrefix, request, language, openers }: Cleaning): string | undefined {
  const isCode = request.place === 'code';
  for (let length = Math.min(linePrefix.length, text.length, LONGEST_WORD); length >= 3; length--) {
    const said = linePrefix.slice(-length);
    if (!text.startsWith(said)) continue;
    if (/[\w$]/.test(linePrefix.at(-length - 1) ?? '') && /^[\w$]/.test(said)) continue;
    if (!/[A-Za-z_$]{3}/.test(said) || />\s*$/.test(said) || (!isCode && !/\w\W+\w/.test(said))) return undefined;
    const rest = text.slice(length);
    // `max(max(a, b), c)` says it twice rightly: without the second the brackets would not come out.
    const surplus = unmatchedBrackets(rest, language).closers.length;
    const open = unmatchedBrackets(linePrefix, language).openers.length;
    if (
      surplus > Math.max(open, openers.length > 0 ? open : 0) &&
      unmatchedBrackets(text, language).closers.length < surplus
    )
      return undefined;
    return rest;
  }
  return undefined;
}
