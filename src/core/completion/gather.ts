import type { Generated } from './provide-completion.ts';

export interface GatherOptions {
  /** Whether the text so far is all that one suggestion can be. Asked at each line end and at the end of a piece. */
  isComplete(text: string): boolean;
  /** Resolves when a first whole line has waited long enough for the others; never where time stands still. */
  grace(signal: AbortSignal): Promise<void>;
  onPiece(piece: Generated): void;
}

/**
 * Reads an answer as far as one call waits for it: an editor takes one answer a call, so it ends when the text is complete,
 * or a while after the first whole line is there, or with that line at the deadline. Leaving aborts the signal that the source was given with `left`; a source
 * that keeps its answers (`answers.ts`) goes on by itself.
 */
export async function gather(
  open: (signal: AbortSignal) => AsyncIterable<Generated>,
  { isComplete, grace, onPiece }: GatherOptions,
  signal: AbortSignal,
): Promise<'whole' | 'beginning'> {
  const left = new AbortController();
  const pieces = open(AbortSignal.any([signal, left.signal]))[Symbol.asyncIterator]();
  let text = '';
  let waited: Promise<'waited'> | undefined;
  try {
    for (;;) {
      const next = pieces.next();
      let first;
      try {
        first = waited === undefined ? await next : await Promise.race([next, waited]);
      } catch (error) {
        if (signal.reason === 'deadline' && hasWholeLine(text)) return 'beginning';
        throw error;
      }
      if (first === 'waited') {
        // Nobody waits for it any more, and what it fails with is of no interest.
        next.catch(() => undefined);
        return 'beginning';
      }
      if (first.done === true) return 'whole';
      onPiece(first.value);
      text += first.value.text;
      if (isComplete(text)) return 'beginning';
      if (waited === undefined && hasWholeLine(text)) waited = grace(left.signal).then(() => 'waited' as const);
    }
  } finally {
    left.abort('left');
    void pieces.return?.().catch(() => undefined);
  }
}

/** A line that says something, and its end. */
function hasWholeLine(text: string): boolean {
  return text.trimStart().includes('\n');
}
