export interface SplitAnswer {
  readonly text: string;
  readonly thinking: string;
}

/**
 * Takes apart the answer of a model that thinks aloud first, as it streams: `<think>…</think>` at its beginning, as
 * DeepSeek R1, Qwen3 and their kin write it. Such a tag further down is part of the answer. A piece may end within a tag:
 * what might be one is held back.
 */
export class ThinkingSplitter {
  #held = '';
  #place: 'beginning' | 'thinking' | 'after-thinking' | 'answer' = 'beginning';

  push(piece: string): SplitAnswer {
    this.#held += piece;
    let text = '';
    let thinking = '';
    for (;;) {
      switch (this.#place) {
        case 'beginning': {
          const start = this.#held.trimStart();
          if (start.startsWith(OPEN)) {
            this.#held = start.slice(OPEN.length);
            this.#place = 'thinking';
            continue;
          }
          if (OPEN.startsWith(start)) return { text, thinking };
          this.#place = 'answer';
          continue;
        }
        case 'thinking': {
          const close = this.#held.indexOf(CLOSE);
          if (close < 0) {
            const safe = this.#held.length - heldBack(this.#held);
            thinking += this.#held.slice(0, safe);
            this.#held = this.#held.slice(safe);
            return { text, thinking };
          }
          thinking += this.#held.slice(0, close);
          this.#held = this.#held.slice(close + CLOSE.length);
          this.#place = 'after-thinking';
          continue;
        }
        case 'after-thinking': {
          this.#held = this.#held.trimStart();
          if (this.#held === '') return { text, thinking };
          this.#place = 'answer';
          continue;
        }
        case 'answer':
          text += this.#held;
          this.#held = '';
          return { text, thinking };
      }
    }
  }

  /** What was held back, when nothing more comes. */
  end(): SplitAnswer {
    const rest = this.#held;
    this.#held = '';
    return this.#place === 'thinking' ? { text: '', thinking: rest } : { text: rest, thinking: '' };
  }
}

const OPEN = '<think>';
const CLOSE = '</think>';

/** How many characters at the end might begin the closing tag. */
function heldBack(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length--) {
    if (CLOSE.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
