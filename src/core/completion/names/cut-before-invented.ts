import { fitAtCursor } from '../fit-at-cursor.ts';
import type { CompletionRequest } from '../request.ts';
import type { PostProcessed, ProcessedText } from '../result.ts';

/**
 * The whole lines before the one with an invented name: what comes after it was written in the belief that there is such a
 * thing, and so was the beginning of its line. `at` is where the name begins, as an offset of the text; negative where the
 * text goes on with a word that stands there already.
 */
export function cutBeforeInvented(
  { insertText }: ProcessedText,
  at: number,
  request: CompletionRequest,
): PostProcessed {
  const kept = insertText.slice(0, Math.max(0, insertText.lastIndexOf('\n', at))).trimEnd();
  return kept.trim() === '' ? { kind: 'nothing', reason: 'invented-name' } : fitAtCursor(kept, request);
}
