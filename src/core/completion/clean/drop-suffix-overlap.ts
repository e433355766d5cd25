import { unmatchedBrackets } from '../../syntax/brackets.ts';
import { onlyClosers } from '../request.ts';
import type { Cleaning, Nothing } from './cleaning.ts';

/** Letters of the suffix that must be met for a part of it to count. */
const TELLING = 4;

/**
 * What stands right of the cursor is not said again. Of `firstName.trim();` before `Name.trim();` the `first` is new; where
 * the first line brings the whole rest of the cursor's line, the text ends there.
 */
export function dropSuffixOverlap(text: string, at: Cleaning): string | Nothing {
  const suffix = at.lineSuffix.trimEnd();
  if (suffix.trim() === '') return text;
  const first = text.split('\n', 1)[0]!;
  const inFirst = first.trim() === '' ? undefined : withoutEnd(first, suffix, at);
  const rest = inFirst ?? (text.includes('\n') ? withoutEnd(text, suffix, at) : undefined) ?? text;
  return rest.trim() === '' && text.trim() !== '' ? { nothing: 'repeats-suffix' } : rest;
}

/** Without the end that is the suffix's whole text, or a telling beginning of it; blanks do not count. */
function withoutEnd(text: string, suffix: string, at: Cleaning): string | undefined {
  const whole = cutAt(text, squeeze(suffix));
  if (whole !== undefined && isBalanced(whole, text, at)) return withoutBlanks(whole, suffix);
  // The text may have stopped before the suffix's end, at a `;` say, or bring the suffix first and then go on.
  const wanted = squeeze(suffix);
  for (let length = wanted.length - 1; length >= TELLING; length--) {
    const part = wanted.slice(0, length);
    if (!/[A-Za-z_]{3}/.test(part) || /\w$/.test(part) === /^\w/.test(wanted.slice(length))) continue;
    const cut = cutAt(text, part);
    if (cut !== undefined && isBalanced(cut, text, at)) return withoutBlanks(cut, suffix);
  }
  const inside = onlyClosers(suffix) || !/[A-Za-z_]{3}/.test(wanted) ? -1 : text.indexOf(suffix.trim());
  return inside > 0 && isBalanced(text.slice(0, inside), text, at)
    ? withoutBlanks(text.slice(0, inside), suffix)
    : undefined;
}

/** The text without `end`, if it ends with that, blanks left out on both sides; blanks that the suffix begins with go, too. */
function cutAt(text: string, end: string): string | undefined {
  let left = text.length;
  for (let i = end.length - 1; i >= 0; i--) {
    do left--;
    while (left >= 0 && /\s/.test(text[left]!));
    if (left < 0 || text[left] !== end[i]) return undefined;
  }
  return text.slice(0, Math.max(0, left));
}

/** Blanks that the suffix begins with stand there already. */
function withoutBlanks(text: string, suffix: string): string {
  return /^\s/.test(suffix) ? text.replace(/[ \t]+$/, '') : text;
}

/** Closers that close what the text itself has opened are its own. */
function isBalanced(rest: string, text: string, { language, linePrefix, lineState }: Cleaning): boolean {
  const opened = (part: string): number =>
    unmatchedBrackets(linePrefix + part, language, lineState).openers.filter(
      ({ offset }) => offset >= linePrefix.length,
    ).length;
  return opened(rest) <= opened(text);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
