import { CODE } from '../../syntax/line-state.ts';
import type { Cleaning } from './cleaning.ts';
import { isTalk } from './drop-talk.ts';
import { lexAtCursor } from './lex-at-cursor.ts';

const FENCE = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+#./-]*)[ \t]*$/;

/**
 * Chat models put code into a Markdown fence. The first fenced part is the answer; a fence that only closes ends it.
 * Fences that belong to the document, in Markdown or in a string, stay.
 */
export function takeOutOfFence(text: string, at: Cleaning): string {
  if (!text.includes('```') && !text.includes('~~~')) return text;
  const lines = text.split('\n');
  const first = lines.findIndex((line) => FENCE.test(line));
  if (first < 0) return text;
  const above = lines.slice(0, first);
  if (at.language.kind === 'prose') return isWrapped(lines, first, at) ? inside(lines, first) : text;
  if (at.request.place !== 'code' || lexAtCursor(text, at)[first]!.stateBefore !== CODE) return text;
  const onlyTalk = above.every((line) => line.trim() === '' || isTalk(line, at));
  const tag = FENCE.exec(lines[first]!)![2]!;
  if (!onlyTalk && tag === '') return above.join('\n');
  return onlyTalk ? inside(lines, first) : above.join('\n');
}

/** Whole Markdown answers come in a fence that says so, if they come in one. */
function isWrapped(lines: readonly string[], first: number, { request }: Cleaning): boolean {
  const inFence = (request.before.match(/^[ \t]*(?:```|~~~)/gm)?.length ?? 0) % 2 === 1;
  const tag = FENCE.exec(lines[first]!)![2]!;
  const above = lines.slice(0, first).filter((line) => line.trim() !== '');
  return !inFence && /^(?:markdown|md)$/i.test(tag) && above.length <= 1;
}

function inside(lines: readonly string[], first: number): string {
  const mark = FENCE.exec(lines[first]!)![1]!;
  const tag = FENCE.exec(lines[first]!)![2]!;
  const isClosing = (line: string): boolean => line.trim().startsWith(mark) && FENCE.exec(line)?.[2] === '';
  // A Markdown answer has fences of its own: it ends with the last one.
  const last = /^(?:markdown|md)$/i.test(tag)
    ? lines.findLastIndex((line, i) => i > first && isClosing(line))
    : lines.findIndex((line, i) => i > first && isClosing(line));
  return lines.slice(first + 1, last < 0 ? lines.length : last).join('\n');
}
