import { unmatchedBrackets } from '../syntax/brackets.ts';
import { languageSyntax } from '../syntax/languages.ts';

/**
 * Ends an answer before what stands below the cursor already, where the model was not told of it: the closer that Enter
 * moved down (`right` is `\n}`). It closes what was open before the answer; closers on the cursor's own line are
 * reconciled with the rest of the line when the text is fitted in (`fit-at-cursor.ts`).
 */
export async function* endBeforeHole<Piece extends { readonly text: string }>(
  pieces: AsyncIterable<Piece>,
  right: string,
  languageId: string,
): AsyncGenerator<Piece, void> {
  const language = languageSyntax(languageId);
  const lineEnd = right.indexOf('\n');
  const onLine = lineEnd < 0 ? right : right.slice(0, lineEnd);
  const below = lineEnd < 0 ? '' : right.slice(lineEnd).trimStart().charAt(0);
  const ownClosers = onLine.replace(/[^)\]}]/g, '').length;
  let text = '';
  for await (const piece of pieces) {
    const before = text.length;
    text += piece.text;
    // Only what has just come can be it.
    const mayClose = below !== '' && piece.text.includes(below);
    const closer = mayClose ? unmatchedBrackets(text, language).closers[ownClosers] : undefined;
    if (closer === undefined || closer.text !== below) {
      yield piece;
      continue;
    }
    const end = text.slice(0, closer.offset).trimEnd().length;
    if (end > before) yield { ...piece, text: text.slice(before, end) };
    return;
  }
}
