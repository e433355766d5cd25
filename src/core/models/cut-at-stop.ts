import type { AnswerPiece } from './answer.ts';

/**
 * The answer up to the first of the stop strings, however the pieces are cut. Text that may be the beginning of one is
 * held back until it is not. Leaving off here leaves the loop over `pieces`, so the server stops, too.
 */
export async function* cutAtStop(
  pieces: AsyncIterable<AnswerPiece>,
  stop: readonly string[],
): AsyncGenerator<AnswerPiece, void> {
  const strings = stop.filter((text) => text !== '');
  let held = '';
  for await (const piece of pieces) {
    const text = held + piece.text;
    const keep = piece.finish === undefined ? longestBeginning(text, strings) : 0;
    const at = firstStop(text, strings);
    // What is held back may begin before the stop that was found, and end after it.
    if (at !== undefined && at <= text.length - keep) {
      yield { ...piece, text: text.slice(0, at), finish: 'stop' };
      return;
    }
    held = text.slice(text.length - keep);
    yield { ...piece, text: text.slice(0, text.length - keep) };
  }
  if (held !== '') yield { text: held.slice(0, firstStop(held, strings)) };
}

function firstStop(text: string, stop: readonly string[]): number | undefined {
  const found = stop.map((string) => text.indexOf(string)).filter((at) => at >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** How many characters at the end of the text may be the beginning of a stop string. */
function longestBeginning(text: string, stop: readonly string[]): number {
  let longest = 0;
  for (const string of stop) {
    for (let length = Math.min(string.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(string.slice(0, length))) longest = length;
    }
  }
  return longest;
}
