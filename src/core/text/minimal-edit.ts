import type { TextEdit } from './text-edit.ts';

/**
 * The one smallest edit that turns `old` into `now`; `undefined` where they are equal. It cuts no surrogate pair and no
 * CRLF in two: an editor would mend either, and the text would be another one.
 */
export function minimalEdit(old: string, now: string): TextEdit | undefined {
  if (old === now) return undefined;
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === now.charCodeAt(start)) start++;
  if (cutsInTwo(old, start) || cutsInTwo(now, start)) start--;
  let tail = 0;
  while (tail < shorter - start && old.charCodeAt(old.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail)) {
    tail++;
  }
  if (cutsInTwo(old, old.length - tail) || cutsInTwo(now, now.length - tail)) tail--;
  return {
    offset: start,
    deleteCount: old.length - tail - start,
    insertText: now.slice(start, now.length - tail),
  };
}

export function applyEdit(text: string, { offset, deleteCount, insertText }: TextEdit): string {
  return text.slice(0, offset) + insertText + text.slice(offset + deleteCount);
}

function cutsInTwo(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const [before, after] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)];
  const isPair = before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
  return isPair || (before === 13 && after === 10);
}
