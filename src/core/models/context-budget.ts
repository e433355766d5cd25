import { estimateTokens } from './estimate-tokens.ts';
import type { FormatName, Hole, HoleSnippet } from './formats/fim-format.ts';

/**
 * How long a model's context is where its server does not say, in tokens: what each family was made for, or the smallest of
 * them, by the families' own papers and cards. A server may be set to less, and then says so once.
 */
const CONTEXT_LENGTHS: Readonly<Record<FormatName, number>> = {
  'qwen-coder': 32_768,
  starcoder: 8_192,
  'deepseek-coder': 16_384,
  codestral: 32_768,
  codellama: 16_384,
  codegemma: 8_192,
  'granite-code': 8_192,
  'granite-4': 32_768,
  'stable-code': 16_384,
  incoder: 2_048,
  'seed-coder': 32_768,
  glm: 32_768,
};

export function usualContextLength(format: FormatName): number {
  return CONTEXT_LENGTHS[format];
}

/** The layout's own tokens, the names of files, and what an estimate is off by. */
const RESERVE_TOKENS = 64;

export interface Budget {
  /** Of the model, in tokens; `undefined` where nobody knows. */
  readonly contextLength: number | undefined;
  /** For the answer. */
  readonly maxTokens: number;
  /** The model's own tokens for each that `estimateTokens` counts: learned from what the server says of prompts. */
  readonly tokensPerEstimate: number;
}

/**
 * The hole as far as it fits the model's context: of snippets, best first, those that fit; a prefix or suffix that does not
 * fit alone is cut at its far end, the suffix to a third. Estimates, so that a keystroke waits for no tokenizer.
 */
export function fitHole(hole: Hole, budget: Budget): Hole {
  const { contextLength, maxTokens, tokensPerEstimate } = budget;
  if (contextLength === undefined) return hole;
  const room = Math.max(1, (contextLength - maxTokens - RESERVE_TOKENS) / tokensPerEstimate);
  const begun = estimateTokens(hole.begun ?? '');
  const suffix = cutEnd(hole.suffix, room / 3);
  const prefix = cutStart(hole.prefix, room - begun - estimateTokens(suffix));
  let left = room - begun - estimateTokens(suffix) - estimateTokens(prefix);
  const fits = ({ path, text }: HoleSnippet): boolean => {
    const tokens = estimateTokens(path) + estimateTokens(text) + 4;
    if (tokens > left) return false;
    left -= tokens;
    return true;
  };
  return { ...hole, prefix, suffix, snippets: hole.snippets.filter(fits) };
}

function cutEnd(text: string, room: number): string {
  return text.slice(
    0,
    lengthThatFits(text, room, (length) => text.slice(0, length)),
  );
}

function cutStart(text: string, room: number): string {
  const length = lengthThatFits(text, room, (size) => text.slice(text.length - size));
  if (length === text.length) return text;
  const cut = text.slice(text.length - length);
  // A whole line is a better beginning, where one is left.
  const line = cut.indexOf('\n') + 1;
  return line > 0 && line < cut.length ? cut.slice(line) : cut;
}

function lengthThatFits(text: string, room: number, part: (length: number) => string): number {
  // Nearly always: no text has more tokens than characters.
  if (text.length <= room) return text.length;
  const tokens = estimateTokens(text);
  if (tokens <= room) return text.length;
  let length = Math.floor((text.length * Math.max(0, room)) / tokens);
  while (length > 0 && estimateTokens(part(length)) > room) length = Math.floor(length * 0.9);
  return length;
}
