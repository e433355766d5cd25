import { firstNot } from '../base/first-not.ts';
import type { TokenKind } from './token-kind.ts';
import { FIRST_WORD } from './markers.ts';

/**
 * The words of a repository in the order of their UTF-16 units, so that a word is found by halving, the words with one
 * beginning are neighbours, and nothing has to be built when a model is read from disk.
 */
export class FrozenVocabulary {
  /** All words, one after the other, and where each begins; one more entry at the end. */
  readonly blob: string;
  readonly offsets: Uint32Array;
  readonly kinds: Uint8Array;

  constructor(blob: string, offsets: Uint32Array, kinds: Uint8Array) {
    this.blob = blob;
    this.offsets = offsets;
    this.kinds = kinds;
  }

  /** All ids are below. */
  get size(): number {
    return FIRST_WORD + this.kinds.length;
  }

  text(id: number): string {
    return this.blob.slice(this.offsets[id - FIRST_WORD], this.offsets[id - FIRST_WORD + 1]);
  }

  kind(id: number): TokenKind {
    return this.kinds[id - FIRST_WORD]!;
  }

  /** -1 where the word is unknown. */
  find(text: string): number {
    const id = this.#firstNotBefore(text);
    return id < this.size && this.text(id) === text ? id : -1;
  }

  /** Ids `[start, end)` of the words that begin with `prefix`. */
  idsWithPrefix(prefix: string): { readonly start: number; readonly end: number } {
    // No token holds U+FFFF, which is no character.
    return { start: this.#firstNotBefore(prefix), end: this.#firstNotBefore(`${prefix}\uffff`) };
  }

  #firstNotBefore(text: string): number {
    return firstNot(FIRST_WORD, this.size, (id) => this.text(id) < text);
  }
}

/** `words` sorted and without repetition. */
export function freezeVocabulary(words: readonly string[], kinds: Uint8Array): FrozenVocabulary {
  const offsets = new Uint32Array(words.length + 1);
  for (const [index, word] of words.entries()) offsets[index + 1] = offsets[index]! + word.length;
  return new FrozenVocabulary(words.join(''), offsets, kinds);
}
