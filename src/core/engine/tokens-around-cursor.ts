import { LocalTokens } from './local-tokens.ts';
import { lineStart } from './markers.ts';

/** A line of an open document as the engine sees it. */
export interface TokenLine {
  /** Columns. */
  readonly indent: number;
  /** `id * 2 + (blank before ? 1 : 0)`; without a line start, which depends on the line before. */
  readonly tokens: Int32Array;
}

/**
 * The lines of a document as two stacks of tokens, the line of the cursor between them. What is told to have changed is
 * taken off at the next `moveTo`, what is not stays.
 */
export class TokensAroundCursor {
  readonly tokens = new LocalTokens();
  /** Nearest to the cursor last. */
  readonly #before: StackedLine[] = [];
  readonly #after: StackedLine[] = [];
  /** So many lines from the start, and from the end of the document, are as they were pushed. */
  #keptBefore = 0;
  #keptAfter = 0;
  /** Tokens of the cursor's own line. */
  #prefixLength = 0;

  /** The lines from `first` on, and all but the last `linesAfter`, are no longer what they were. */
  changed(first: number, linesAfter: number): void {
    this.#keptBefore = Math.min(this.#keptBefore, first);
    this.#keptAfter = Math.min(this.#keptAfter, linesAfter);
  }

  /** Has all lines but this one on its two sides, and nothing of itself yet; `prefixIndent` is its own. */
  moveTo(line: number, prefixIndent: number, lines: readonly TokenLine[]): void {
    for (; this.#prefixLength > 0; this.#prefixLength--) this.tokens.popBefore();
    const linesAfter = lines.length - 1 - line;
    while (this.#before.length > Math.min(this.#keptBefore, line)) this.#popBefore();
    while (this.#after.length > Math.min(this.#keptAfter, linesAfter)) this.#popAfter();
    while (this.#before.length < line) this.#pushBefore(lines[this.#before.length]!);
    while (this.#after.length < linesAfter) this.#pushAfter(lines[lines.length - 1 - this.#after.length]!);
    this.#keptBefore = this.#before.length;
    this.#keptAfter = this.#after.length;
    this.#startAfter(prefixIndent);
    this.pushPrefix(lineStart(prefixIndent, this.#before.at(-1)?.codeIndent ?? 0), 0);
  }

  /** One more token of the cursor's line. */
  pushPrefix(id: number, space: number): void {
    this.tokens.pushBefore(id, space);
    this.#prefixLength++;
  }

  #pushBefore({ tokens, indent }: TokenLine): void {
    const above = this.#before.at(-1)?.codeIndent ?? 0;
    if (tokens.length === 0) {
      this.#before.push({ length: 0, codeIndent: above });
      return;
    }
    this.tokens.pushBefore(lineStart(indent, above), 0);
    for (const token of tokens) this.tokens.pushBefore(token >> 1, token & 1);
    this.#before.push({ length: tokens.length + 1, codeIndent: indent });
  }

  #popBefore(): void {
    for (let left = this.#before.pop()!.length; left > 0; left--) this.tokens.popBefore();
  }

  #pushAfter({ tokens, indent }: TokenLine): void {
    const below = this.#after.at(-1)?.codeIndent;
    if (tokens.length === 0) {
      this.#after.push({ length: 0, codeIndent: below });
      return;
    }
    this.#startAfter(indent);
    for (let i = tokens.length - 1; i >= 0; i--) this.tokens.pushAfter(tokens[i]! >> 1, tokens[i]! & 1);
    // Whatever stands above it will say how it starts.
    this.tokens.pushAfter(lineStart(indent, 0), 0);
    this.#after.push({ length: tokens.length + 1, codeIndent: indent });
  }

  #popAfter(): void {
    for (let left = this.#after.pop()!.length; left > 0; left--) this.tokens.popAfter();
  }

  /** The first line of code after the cursor starts as it does below a line with this indent. */
  #startAfter(indentAbove: number): void {
    const indent = this.#after.at(-1)?.codeIndent;
    if (indent === undefined) return;
    const id = lineStart(indent, indentAbove);
    if (this.tokens.ids[this.tokens.afterStart] === id) return;
    this.tokens.popAfter();
    this.tokens.pushAfter(id, 0);
  }
}

interface StackedLine {
  /** Tokens, with the line start. */
  readonly length: number;
  /** Of this line, or of the next one with code in it, away from the cursor. */
  readonly codeIndent: number | undefined;
}
