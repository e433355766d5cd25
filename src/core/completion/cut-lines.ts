export interface Line {
  readonly text: string;
  /** A line end follows: only a last line may have none. */
  readonly ended: boolean;
}

/**
 * The lines of a text that comes in pieces, one at a time. What is longer than `longest` comes cut off there: no line
 * that we write is, and a foreign file may be all one.
 */
export async function* cutLines(
  pieces: AsyncIterable<string> | Iterable<string>,
  longest: number,
): AsyncGenerator<Line, void> {
  let rest = '';
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      yield { text: (rest + piece.slice(from, end)).slice(0, longest), ended: true };
      rest = '';
      from = end + 1;
    }
    if (rest.length <= longest) rest += piece.slice(from, from + longest + 1);
  }
  if (rest !== '') yield { text: rest.slice(0, longest), ended: false };
}
