import { indentOf, indentWidth, opensBlock } from '../../syntax/indentation.ts';
import { lexLine } from '../../syntax/lexer.ts';
import { CODE } from '../../syntax/line-state.ts';
import type { Cleaning } from './cleaning.ts';

/** Where the first line begins: blanks that are typed already go, and a newline where the line goes on. */
export function fitBeginning(text: string, at: Cleaning): string {
  return at.linePrefix.trim() === '' ? onBlankLine(text, at) : behindText(text, at);
}

function onBlankLine(text: string, at: Cleaning): string {
  const written = text.replace(/^(?:[ \t]*\n)+/, '');
  const given = indentOf(written);
  const typed = at.linePrefix;
  const shifted = shiftUnderCursor(written, given, at);
  if (given === '') return shifted;
  return shifted.slice(given.startsWith(typed) ? typed.length : given.length);
}

/** Lines that go on with a block rather than leave it, or end it. */
const CLOSES =
  /^(?:[\])}]|end\b|fi\b|done\b|esac\b|else\b|elif\b|elsif\b|elseif\b|except\b|finally\b|catch\b|when\b|case\b|default\b|then\b|do\b|rescue\b|ensure\b|<\/|#|--)/;
const LEAVES = /^(?:return|break|continue|raise|throw|pass)\b/;

/** What no module has outside its functions. */
const INSIDE = /^(?:return|yield|await|raise|self\.)/;

/** A text that counts its columns from the cursor instead of the margin: all further lines go under it. */
function shiftUnderCursor(text: string, given: string, at: Cleaning): string {
  const lines = text.split('\n');
  const cursor = indentWidth(at.linePrefix);
  const margin = indentWidth(given);
  const further = lines.slice(1).filter((line) => line.trim() !== '');
  const second = further[0];
  if (at.request.place !== 'code' || cursor <= margin || second === undefined || !at.linePrefix.startsWith(given))
    return text;
  // What does not begin at the margin that the first line counts from was not counted from there.
  if (further.some((line) => indentWidth(line) < margin)) return text;
  const first = lines[0]!.trim();
  if (startsInBrackets(first, at)) return text;
  const width = indentWidth(second);
  const goesDeeper =
    opensBlock(first, CODE, at.language) || /\b(?:do|then)(?:\s*\|[^|]*\|)?$/.test(first) || opensWord(first, at);
  const isShifted = goesDeeper
    ? width > margin && width <= cursor && !/^(?:[\])}]|<\/|end\b|then\b|do\b)/.test(second.trim())
    : width < cursor && !CLOSES.test(second.trim()) && !LEAVES.test(first) && staysInside(lines, further, cursor, at);
  if (!isShifted) return text;
  const shift = at.linePrefix.slice(given.length);
  return [lines[0]!, ...lines.slice(1).map((line) => (line.trim() === '' ? line : shift + line))].join('\n');
}

/** Where leaving the indentation leaves the block, a blank line before it says that it is meant. */
function staysInside(
  lines: readonly string[],
  further: readonly string[],
  cursor: number,
  { language }: Cleaning,
): boolean {
  if (language.blocks !== 'colon' || lines[1]!.trim() !== '') return true;
  return further.some((line) => indentWidth(line) < cursor && INSIDE.test(line.trim()));
}

const WORD_BLOCKS = new Set(['ruby', 'lua', 'shellscript', 'elixir', 'julia']);
function opensWord(line: string, { request }: Cleaning): boolean {
  return (
    WORD_BLOCKS.has(request.languageId) &&
    /^(?:if|unless|while|until|case|def|class|module|begin|for|function)\b/.test(line)
  );
}

/** A first line that leaves a parenthesis open goes on wherever it likes. */
function startsInBrackets(line: string, { language }: Cleaning): boolean {
  const last = lexLine(line, CODE, language).tokens.at(-1);
  return last !== undefined && /^[([]$/.test(line.slice(last.start, last.end));
}

/** The statement goes on: behind an operator, a dot or a keyword nobody begins a new line. */
function behindText(text: string, at: Cleaning): string {
  const { linePrefix, lineState, language, request } = at;
  if (request.place !== 'code') return /\s$/.test(linePrefix) ? text.replace(/^[ \t]+/, '') : text;
  const last = lexLine(linePrefix, lineState, language).tokens.findLast((token) => token.class !== 'comment');
  const word = last === undefined ? '' : linePrefix.slice(last.start, last.end);
  const endsWithBlank = /[ \t]$/.test(linePrefix);
  const goesOn =
    (endsWithBlank && last?.class === 'keyword' && !STANDS_ALONE.has(word)) ||
    (last?.class === 'operator' && !/^(?:[;,!?>:]|\+\+|--)$/.test(word) && !(word === '*' && !endsWithBlank));
  const joined = goesOn && /^[ \t]*\n/.test(text) ? text.trimStart() : text;
  const isDot = /^(?:\.|\?\.|::|->)$/.test(word) && !endsWithBlank;
  return endsWithBlank || isDot ? joined.replace(/^[ \t]+/, '') : joined;
}

const STANDS_ALONE = new Set([
  'break',
  'continue',
  'pass',
  'end',
  'true',
  'false',
  'null',
  'nil',
  'None',
  'True',
  'False',
  'this',
  'self',
  'super',
  'do',
  'then',
  'begin',
  'else',
  'undefined',
  'fallthrough',
  'default',
]);
