import type { FrozenVocabulary } from './frozen-vocabulary.ts';
import { FILE_BORDER, FIRST_WORD } from './markers.ts';
import { MEMBER_ACCESS } from './renamed-context.ts';
import { commonKind, MARKER, OPERATOR, type TokenKind } from './token-kind.ts';

/** Text to id and back: the words of a repository, which do not change, and on top of them those of open documents. */
export class Vocabulary {
  readonly #frozen: FrozenVocabulary | undefined;
  readonly #firstOwn: number;
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #kinds: TokenKind[] = [];
  readonly #memberAccess: readonly number[];

  constructor(frozen?: FrozenVocabulary) {
    this.#frozen = frozen;
    this.#firstOwn = frozen?.size ?? FIRST_WORD;
    this.#memberAccess = MEMBER_ACCESS.map((text) => this.intern(text, OPERATOR));
  }

  /** All ids are below. */
  get size(): number {
    return this.#firstOwn + this.#texts.length;
  }

  /** Words that are only here, not in the repository. */
  get ownSize(): number {
    return this.#texts.length;
  }

  /** The word's id, new if need be; empty text stands for what must not be learned. */
  intern(text: string, kind: TokenKind): number {
    if (text === '') return FILE_BORDER;
    const known = this.find(text);
    if (known >= 0) {
      const own = known - this.#firstOwn;
      if (own >= 0 && this.#kinds[own] !== kind) this.#kinds[own] = commonKind(this.#kinds[own]!, kind);
      return known;
    }
    const id = this.size;
    // Flat copies: a slice would keep the whole document in memory.
    const own = flatCopy(text);
    this.#ids.set(own, id);
    this.#texts.push(own);
    this.#kinds.push(kind);
    return id;
  }

  /** -1 where the word is unknown. */
  find(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#frozen?.find(text) ?? -1;
    if (id >= 0) this.#ids.set(flatCopy(text), id);
    return id;
  }

  /** Tells the words that begin with `start`, or are it, from all others. */
  beginningWith(start: string): (id: number) => boolean {
    const range = this.#frozen?.idsWithPrefix(start) ?? { start: 0, end: 0 };
    return (id) =>
      id < this.#firstOwn ? id >= range.start && id < range.end : this.#texts[id - this.#firstOwn]!.startsWith(start);
  }

  /** Empty for the markers. */
  text(id: number): string {
    if (id < FIRST_WORD) return '';
    return id < this.#firstOwn ? this.#frozen!.text(id) : this.#texts[id - this.#firstOwn]!;
  }

  /** Whether a name after this token is a member's. */
  isMemberAccess(id: number): boolean {
    return this.#memberAccess.includes(id);
  }

  kind(id: number): TokenKind {
    if (id < FIRST_WORD) return MARKER;
    return id < this.#firstOwn ? this.#frozen!.kind(id) : this.#kinds[id - this.#firstOwn]!;
  }
}

function flatCopy(text: string): string {
  return text.length > 12 ? ` ${text}`.slice(1) : text;
}
