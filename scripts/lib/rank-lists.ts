// What the ranking learns from: candidates with their features at each token of lines that somebody wrote.
import { isLineStart } from '../../src/core/engine/markers.ts';
import type { Predictor } from '../../src/core/engine/predictor.ts';
import { RANK_WIDTH, writeRankFeatures } from '../../src/core/engine/rank-features.ts';
import { MAX_RANKED } from '../../src/core/engine/ranker.ts';
import { IDENTIFIER, KEYWORD, NUMBER, type TokenKind } from '../../src/core/engine/token-kind.ts';
import { seeded } from './fit-net.ts';
import type { Asked } from './replay-scenes.ts';

/** Lists of rows, one after the other; the last row of each stands for "none of these". */
export interface RankLists {
  readonly rows: Float32Array;
  /** Where each list's rows begin, in rows; one more entry at the end. */
  readonly starts: readonly number[];
  /** Which row of its list was right. */
  readonly right: readonly (readonly [number])[];
}

/** Further tokens of a line are rarely reached when the engine guesses on its own. */
const MAX_TOKENS = 12;
/** What is typed letter by letter and may be finished at any of them. */
const WORDS: ReadonlySet<TokenKind> = new Set([IDENTIFIER, KEYWORD, NUMBER]);

export class RankListBuilder {
  #rows = new Float32Array(1 << 20);
  readonly #starts: number[] = [0];
  readonly #right: [number][] = [];
  readonly #random = seeded(1);
  readonly #features = new Float32Array((MAX_RANKED + 1) * RANK_WIDTH);

  get count(): number {
    return this.#right.length;
  }

  /**
   * A list for each token of the rest of the line, as if all before it had been guessed right, and for each word of it one
   * more, where some or all of its letters are typed.
   */
  add({ engine, place, path, languageId, prefix, suffix }: Asked): void {
    const truth = place.truth;
    const whole = { uri: 'whole', path, languageId, version: 1, text: prefix + truth + suffix };
    const cut = { uri: 'cut', path, languageId, version: 1, text: prefix + suffix };
    engine.openDocument(whole);
    engine.openDocument(cut);
    const end = engine.query({ uri: 'whole', version: 1, offset: prefix.length + truth.length, nearPaths: [] });
    const here = end && engine.query({ uri: 'cut', version: 1, offset: prefix.length, nearPaths: [] });
    if (end && here) this.#addLine(end.cursor, here);
    engine.closeDocument(whole);
    engine.closeDocument(cut);
  }

  finish(): RankLists {
    return {
      rows: this.#rows.slice(0, this.#starts.at(-1)! * RANK_WIDTH),
      starts: this.#starts,
      right: this.#right,
    };
  }

  #addLine(end: Query['cursor'], { cursor, predictor, vocabulary }: Query): void {
    const from = cursor.tokens.length;
    const tokens = [...end.tokens.ids.subarray(from, end.tokens.length)];
    if (end.partial !== '') tokens.push(vocabulary.find(end.partial));
    if (tokens.length === 0) return;
    const context = new Int32Array(from + tokens.length + 1);
    context.set(cursor.tokens.ids.subarray(0, from));
    context.set(tokens, from);
    for (let done = 0; done <= Math.min(tokens.length, MAX_TOKENS); done++) {
      const truth = tokens[done];
      const typed = done === 0 ? cursor.partial : '';
      this.#addList(predictor, context.subarray(0, from + done), typed, truth);
      if (typed !== '' || truth === undefined || !WORDS.has(vocabulary.kind(truth))) continue;
      const word = vocabulary.text(truth);
      const begun = word.slice(0, 1 + Math.floor(this.#random() * word.length));
      vocabulary.intern(begun, IDENTIFIER);
      this.#addList(predictor, context.subarray(0, from + done), begun, truth);
    }
  }

  /** `truth`: the next token; `undefined` for the line's end. */
  #addList(predictor: Predictor, context: Int32Array, typed: string, truth: number | undefined): void {
    const slots = predictor.collect(context, context.length, typed);
    const found = slots.findIndex((slot) => {
      const id = predictor.table.ids[slot]!;
      return truth === undefined ? isLineStart(id) : id === truth;
    });
    writeRankFeatures(predictor.table, slots, predictor.scene(context, context.length, typed), this.#features);
    this.#push(slots.length, found < 0 ? slots.length : found);
  }

  #push(candidates: number, label: number): void {
    const start = this.#starts.at(-1)!;
    const length = (candidates + 1) * RANK_WIDTH;
    while (start * RANK_WIDTH + length > this.#rows.length) {
      const larger = new Float32Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows.set(this.#features.subarray(0, length), start * RANK_WIDTH);
    this.#starts.push(start + candidates + 1);
    this.#right.push([label]);
  }
}

type Query = NonNullable<ReturnType<Asked['engine']['query']>>;
