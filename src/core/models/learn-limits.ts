import type { AnswerPiece } from './answer.ts';
import type { Budget } from './context-budget.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { Hole } from './formats/fim-format.ts';
import type { ModelError } from './model-error.ts';

/** What a server says of lengths while it answers: instead of a tokenizer, which nobody can bring for every model. */
export interface Limits {
  budget(model: string, contextLength: number | undefined, maxTokens: number): Budget;
  /** Passes an answer on, and learns from what the server counted. */
  watch(pieces: AsyncIterable<AnswerPiece>, hole: Hole, model: string): AsyncGenerator<AnswerPiece, void>;
  /** Whether it says that the prompt was too long, and a shorter one is worth a try: then the next one is shorter. */
  isTooLong(error: ModelError, model: string): boolean;
  forget(): void;
}

/** Counting costs more than a keystroke should; a vocabulary does not change. */
const COUNTED_ANSWERS = 3;

/**
 * No vocabulary needs so few tokens for code: the server took a part of the prompt and said nothing, as Ollama does where the
 * prompt is longer than the context that the model was loaded with. What it took is the context that it has.
 */
const CUT_RATIO = 0.55;

export function learnLimits(): Limits {
  let tokensPerEstimate = 1;
  let counted = 0;
  /** What was found to be too long, less a part of it. */
  const shorter = new Map<string, number>();
  let lastLength: number | undefined;
  return {
    budget(model, contextLength, maxTokens) {
      const limit = shorter.get(model);
      lastLength = limit ?? contextLength;
      return { contextLength: limit ?? contextLength, maxTokens, tokensPerEstimate };
    },
    async *watch(pieces, hole, model) {
      for await (const piece of pieces) {
        yield piece;
        if (piece.timings === undefined || counted >= COUNTED_ANSWERS) continue;
        counted++;
        const estimate = estimateOf(hole);
        const taken = piece.timings.evaluated + piece.timings.cached;
        const ratio = taken / Math.max(1, estimate);
        if (ratio < CUT_RATIO && taken >= SHORTEST_CONTEXT) {
          shorter.set(model, taken);
          // The next ones are to show whether that was it.
          counted = 0;
          continue;
        }
        // Of a short prompt the layout's own tokens are the greater part.
        if (estimate > 200) tokensPerEstimate = Math.max(0.7, Math.min(2.5, Math.max(tokensPerEstimate, ratio)));
      }
    },
    isTooLong(error, model) {
      if (!/context|too long|maximum.{1,40}(?:length|tokens)|exceed/i.test(error.detail ?? '')) return false;
      const said = Math.min(...saidLimits(error.detail ?? ''), (lastLength ?? UNKNOWN_LENGTH) / 2);
      if (said < SHORTEST_CONTEXT) return false;
      shorter.set(model, Math.floor(said));
      return true;
    },
    forget() {
      tokensPerEstimate = 1;
      counted = 0;
      shorter.clear();
    },
  };
}

/** What a prompt of ours may have been at most, where nobody said how long it may be. */
const UNKNOWN_LENGTH = 16_384;

/** With less there is no room for a prompt that says anything. */
const SHORTEST_CONTEXT = 256;

/** "the context size (2048)", "maximum context length is 4096 tokens": of several numbers the least is the limit. */
function saidLimits(detail: string): readonly number[] {
  return [...detail.matchAll(/\b\d{3,6}\b/g)].map(([digits]) => Number(digits)).filter((length) => length >= 512);
}

function estimateOf({ prefix, suffix, begun = '', snippets }: Hole): number {
  const texts = [prefix, suffix, begun, ...snippets.flatMap(({ path, text }) => [path, text])];
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
}
