import { containsPlaceholder } from '../safety/placeholder.ts';
import { unmatchedBrackets } from '../syntax/brackets.ts';
import { indentWidth } from '../syntax/indentation.ts';
import { type LanguageSyntax, languageSyntax } from '../syntax/languages.ts';
import { lexLine } from '../syntax/lexer.ts';
import { CODE } from '../syntax/line-state.ts';
import type { SyntaxPort } from '../syntax/syntax-port.ts';
import { diffLines } from '../text/diff.ts';
import { minimalEdit } from '../text/minimal-edit.ts';
import { hidesElision } from './elision.ts';
import { depthChange, lexLines, textOf } from './lexed-lines.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What must be true of any edit before it is shown, told from its lines alone. */
export function checkEdit(old: readonly string[], now: readonly string[], languageId: string): Refusal | undefined {
  const known = new Set(old.map((line) => line.trim()));
  const hunks = diffLines(old, now);
  const added = hunks.flatMap(({ newStart, newEnd }) => now.slice(newStart, newEnd));
  if (added.some((line) => containsPlaceholder(line) && !known.has(line.trim()))) return refuse('placeholder');
  if (added.some((line) => hidesElision(line, languageId) && !known.has(line.trim()))) return refuse('omitted-code');
  const language = languageSyntax(languageId);
  if (added.some((line, index) => isMarker(line, added[index - 1], language) && !known.has(line.trim()))) {
    return refuse('malformed', 'a marker in the text');
  }
  if (language.kind === 'prose') return undefined;
  // Most edits close what they open. Only for the others the whole file is looked at, which takes ten times as long.
  const isBalanced = hunks.every(({ start, end, newStart, newEnd }) => {
    return balanceOf(old.slice(start, end), language) === balanceOf(now.slice(newStart, newEnd), language);
  });
  if (language.blocks === 'colon' && indentFaults(now, language) > indentFaults(old, language)) {
    return refuse('parses-worse', 'indentation');
  }
  return !isBalanced && unmatched(now, language) > unmatched(old, language)
    ? refuse('parses-worse', 'brackets')
    : undefined;
}

/** A marker of an answer's format that would end up in the file. In prose a fence is text, and signs may underline a title. */
function isMarker(line: string, previous: string | undefined, language: LanguageSyntax): boolean {
  const text = line.trim();
  if (/^(?:<{7}|>{7})(?: |$)|^-{7} SEARCH|^\+{7} REPLACE/.test(text)) return true;
  const isProse = language.kind === 'prose';
  if (/^={7}$/.test(text)) return !isProse || previous === undefined || !/\w/.test(previous);
  return !isProse && /^(?:`{3,}|~{3,})[\w-]*$/.test(text);
}

/** What the lines leave open and what they close, and what they end inside of. */
function balanceOf(lines: readonly string[], language: LanguageSyntax): string {
  const { openers, closers } = unmatchedBrackets(lines.join('\n'), language);
  let state = CODE;
  for (const line of lines) state = lexLine(line, state, language).endState;
  return [...closers, ...openers, { text: String(state) }].map(({ text }) => text).join(' ');
}

function unmatched(lines: readonly string[], language: LanguageSyntax): number {
  const { openers, closers } = unmatchedBrackets(lines.join('\n'), language);
  return openers.length + closers.length;
}

/** Lines deeper than the one before that opens no block, and lines at a level that nothing before them has. */
function indentFaults(lines: readonly string[], language: LanguageSyntax): number {
  let faults = 0;
  let depth = 0;
  let opens = false;
  const levels = [0];
  for (const line of lexLines(lines, language)) {
    const isNewStatement = depth <= 0 && line.inside === undefined && !line.isBlank && !line.isComment;
    if (isNewStatement) {
      const width = indentWidth(line.text);
      if (width > levels.at(-1)!) {
        if (!opens) faults++;
        levels.push(width);
      } else {
        while (width < levels.at(-1)!) levels.pop();
        if (width !== levels.at(-1)) faults++;
      }
    }
    depth += depthChange(line);
    const last = line.tokens.findLast((token) => token.class !== 'comment');
    if (last) opens = textOf(line, last) === ':' || line.text.endsWith('\\');
  }
  return faults;
}

/** The tree's word on it: does the file have more syntax errors than before? `undefined` where nobody knows. */
export async function parsesWorse(
  syntax: SyntaxPort,
  old: string,
  now: string,
  languageId: string,
): Promise<boolean | undefined> {
  const edit = minimalEdit(old, now);
  if (!edit) return false;
  const first = await syntax.firstSound({
    before: old.slice(0, edit.offset),
    after: old.slice(edit.offset),
    insertions: [{ insertText: edit.insertText, replaceSuffixChars: edit.deleteCount }],
    languageId,
  });
  return first === undefined ? undefined : first < 0;
}
