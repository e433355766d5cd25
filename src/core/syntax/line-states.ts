import type { LanguageSyntax } from './languages.ts';
import { lexLine } from './lexer.ts';
import { CODE, type LineState } from './line-state.ts';

/**
 * The start state of every line of a document that changes. Nothing is lexed before it is asked for, and after an edit
 * only until a line begins in the state it began in before.
 */
export class LineStates {
  readonly #language: LanguageSyntax;
  /** For every line lexed so far: the state it began in when it was lexed, and the state it then ended in. */
  #starts: LineState[] = [];
  #ends: LineState[] = [];
  /** Lines before this one are known to fit together. */
  #checked = 0;

  constructor(language: LanguageSyntax) {
    this.#language = language;
  }

  /** The state that `line` (zero-based) begins in. `getLine` gives a line's text without its line end. */
  stateBefore(line: number, getLine: (line: number) => string): LineState {
    if (line < this.#checked) return this.#starts[line]!;
    let state = this.#checked === 0 ? CODE : this.#ends[this.#checked - 1]!;
    for (let i = this.#checked; i < line; i++) {
      if (this.#starts[i] !== state) {
        this.#starts[i] = state;
        this.#ends[i] = lexLine(getLine(i), state, this.#language).endState;
      }
      state = this.#ends[i]!;
    }
    this.#checked = line;
    return state;
  }

  /** Tells that `removedLines` lines from `startLine` on were replaced by `insertedLines` others. */
  applyEdit(startLine: number, removedLines: number, insertedLines: number): void {
    this.#checked = Math.min(this.#checked, startLine);
    if (startLine >= this.#starts.length) return;
    const unknown = Array.from({ length: insertedLines }, () => UNKNOWN);
    this.#starts = [...this.#starts.slice(0, startLine), ...unknown, ...this.#starts.slice(startLine + removedLines)];
    this.#ends = [...this.#ends.slice(0, startLine), ...unknown, ...this.#ends.slice(startLine + removedLines)];
  }
}

// No state is negative.
const UNKNOWN = -1;
