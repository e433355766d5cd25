import { ModelError } from './model-error.ts';

/** Cuts a stream into lines, whichever of `\n`, `\r\n` and `\r` ends them, and wherever the chunks are cut. */
export class LineSplitter {
  readonly #maxLength: number;
  #rest = '';
  #skipLineFeed = false;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  push(text: string): readonly string[] {
    // The `\r` before it has ended the line already: waiting for what follows would hold back every token by one.
    const start = this.#skipLineFeed && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#skipLineFeed = false;
    const lines: string[] = [];
    let from = start;
    for (let i = start; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
      lines.push(this.#rest + text.slice(from, i));
      this.#rest = '';
      if (code === CARRIAGE_RETURN) {
        if (text.charCodeAt(i + 1) === LINE_FEED) i++;
        else if (i + 1 === text.length) this.#skipLineFeed = true;
      }
      from = i + 1;
    }
    this.#rest += text.slice(from);
    if (this.#rest.length > this.#maxLength) throw new ModelError('too-large');
    return lines;
  }

  /** What stands after the last line end. */
  end(): string {
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
