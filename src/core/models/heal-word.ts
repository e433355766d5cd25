import type { AnswerPiece } from './answer.ts';

/** A text as it is sent, and what was cut from its end: the answer begins with that, or is none. */
export interface Healed {
  readonly sent: string;
  readonly cut: string;
}

/**
 * Cuts a word that the cursor is inside or behind, with the blank before it, and a blank alone. Models were taught on whole
 * tokens, and ` retu` is none of ` return`'s: asked to go on there, they do badly ("token healing"). It also makes the
 * prompt the same for every key of a word.
 */
export function cutWord(text: string): Healed {
  const cut = /(?<=\S) (?:[\p{L}\p{N}_$]*)$|[\p{L}\p{N}_$]+$/u.exec(text)?.[0] ?? '';
  // A "word" as long as this is data; nobody would say it again.
  if (cut.length > LONGEST_WORD) return { sent: text, cut: '' };
  return { sent: text.slice(0, text.length - cut.length), cut };
}

const LONGEST_WORD = 60;

/** The answer without the part that was cut; nothing where it does not begin with that, which ends the request. */
export async function* withoutCut(pieces: AsyncIterable<AnswerPiece>, cut: string): AsyncGenerator<AnswerPiece, void> {
  let left = cut;
  for await (const piece of pieces) {
    const said = piece.text.slice(0, left.length);
    if (!left.startsWith(said)) return;
    left = left.slice(said.length);
    // Of a token that lies across the end of the word the probability is that of what is new in it.
    if (left === '' && piece.text.length > said.length) yield { ...piece, text: piece.text.slice(said.length) };
    else if (left === '' || piece.finish !== undefined) yield { ...piece, text: '', logProbabilities: [] };
  }
}

/** A grammar of llama.cpp's kind, by which the answer can begin with nothing else. */
export function beginsWithGrammar(cut: string): string {
  return String.raw`root ::= "${cut.replaceAll(/["\\]/g, String.raw`\$&`)}" [^\x00]*`;
}
