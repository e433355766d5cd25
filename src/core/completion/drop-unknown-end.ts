import { fitAtCursor } from './fit-at-cursor.ts';
import { type CompletionRequest, linePrefix } from './request.ts';
import type { PostProcessed, ProcessedText } from './result.ts';

/**
 * A name at the end of a text that a limit may have cut, and that neither the document nor the context has: it is the
 * beginning of a name, and goes, with the dot before it. Names in the middle are not judged: they may be new.
 */
export function dropUnknownEnd(
  processed: ProcessedText,
  isKnown: (name: string) => boolean,
  request: CompletionRequest,
): PostProcessed {
  const { insertText } = processed;
  const line = linePrefix(request) + insertText;
  const name = /[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(line)?.[0];
  if (name === undefined || request.place !== 'code' || isKnown(name) || isIn(name, request)) return processed;
  const kept = insertText
    .slice(0, Math.max(0, insertText.length - name.length))
    .replace(/(?:\?\.|::|->|\.)$/, '')
    .trimEnd();
  if (kept.trim() === '') return { kind: 'nothing', reason: 'unfinished' };
  return fitAtCursor(kept, request);
}

function isIn(name: string, { before, after }: CompletionRequest): boolean {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u');
  return word.test(before) || word.test(after);
}
