import type { ChatMessage } from '../models/chat.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import type { ChatTurn } from './protocol.ts';

/** A piece of context with its text, as it is at the moment of sending. */
export interface ContextText {
  readonly label: string;
  readonly text: string;
  /** How code is written in this project, accepted by the person; everything else is data. */
  readonly isRules?: boolean;
  /** Of the part that matters most, where one is known: what has to be cut is cut far from it. Zero-based. */
  readonly centreLine?: number;
}

export interface ChatPromptInput {
  /** The last one is the question. */
  readonly turns: readonly Pick<ChatTurn, 'speaker' | 'text'>[];
  /** Most important first. */
  readonly context: readonly ContextText[];
  readonly instruction: string;
  /** For everything that is sent, in tokens. */
  readonly budget: number;
  /** Never the same twice, so that no file can hold the end of its own block. */
  readonly boundary: string;
}

type TextMessage = ChatMessage & { readonly content: string };

export interface ChatPrompt {
  readonly messages: readonly TextMessage[];
  readonly tokens: number;
  /** One sentence for each thing that had to be left out or cut. */
  readonly left: readonly string[];
}

/** Costs a token as well. */
const BETWEEN = '\n\n';

/** A question with less than this of an item learns little from it. */
const SMALLEST_PART = 60;

/** Context gets at most this share of what instruction and question leave; the rest is for what was said before. */
const CONTEXT_SHARE = 0.75;

/**
 * What is sent for a question. What must not be cut, the instruction and the question, comes first in the budget, then the
 * context by importance, then earlier turns from the newest back. Context stands in blocks between lines that no file can
 * know, and is said to be data: it may hold words that look like orders (research: AIShellJack, Greshake 2023). Rules of the
 * project stand between lines of another kind, which the label of no other block can begin.
 */
export function chatPrompt({ turns, context, instruction, budget, boundary }: ChatPromptInput): ChatPrompt {
  const question = turns.at(-1)?.text ?? '';
  const left: string[] = [];
  let room = budget - estimateTokens(instruction) - estimateTokens(question);

  const blocks: string[] = [];
  let contextRoom = Math.floor(room * CONTEXT_SHARE);
  for (const item of context) {
    const fitted = fit(item, contextRoom, boundary);
    if (fitted === undefined) {
      left.push(`${item.label} was left out: the model's context is full.`);
      continue;
    }
    if (fitted.cut) left.push(`Only a part of ${item.label} was sent: the model's context is full.`);
    const tokens = estimateTokens(fitted.block + BETWEEN);
    contextRoom -= tokens;
    room -= tokens;
    blocks.push(fitted.block);
  }

  const earlier: TextMessage[] = [];
  for (const turn of turns.slice(0, -1).toReversed()) {
    // An answer that failed before its first word would be an empty message, which some servers refuse.
    if (turn.text.trim() === '') continue;
    const tokens = estimateTokens(turn.text);
    if (tokens > room) {
      left.push("Earlier turns of this chat were left out: the model's context is full.");
      break;
    }
    room -= tokens;
    earlier.unshift({ role: turn.speaker === 'person' ? 'user' : 'assistant', content: turn.text });
  }
  // A conversation begins with the person.
  while (earlier[0]?.role === 'assistant') earlier.shift();

  const asked = [...blocks, question].join(BETWEEN);
  const messages: TextMessage[] = [
    { role: 'system', content: instruction },
    ...earlier,
    { role: 'user', content: asked },
  ];
  return { messages, tokens: budget - room, left };
}

function fit(
  item: ContextText,
  room: number,
  boundary: string,
): { readonly block: string; readonly cut: boolean } | undefined {
  const { label, isRules = false } = item;
  const block = (name: string, text: string): string => blockOf(name, text, boundary, isRules);
  const whole = block(label, item.text);
  if (estimateTokens(whole + BETWEEN) <= room) return { block: whole, cut: false };
  const rest = room - estimateTokens(block(`${label} (part)`, '') + BETWEEN);
  if (rest < SMALLEST_PART) return undefined;
  return { block: block(`${label} (part)`, around(item.text, item.centreLine ?? 0, rest)), cut: true };
}

function blockOf(label: string, text: string, boundary: string, isRules: boolean): string {
  const mark = isRules ? '===' : '---';
  return `${mark} ${boundary} ${oneLine(label)} ${mark}\n${text}\n${mark} ${boundary} end ${mark}`;
}

/** Whole lines around the one that matters, half before and half after it as far as there are any. */
function around(text: string, centreLine: number, tokens: number): string {
  const lines = text.split('\n');
  let first = Math.min(centreLine, lines.length - 1);
  let end = first;
  let room = tokens;
  for (let before = false; ; before = !before) {
    const canBefore = first > 0;
    const canAfter = end < lines.length;
    if (!canBefore && !canAfter) break;
    const takeBefore = canBefore && (before || !canAfter);
    const cost = estimateTokens(`${lines[takeBefore ? first - 1 : end]}\n`);
    if (cost > room) break;
    room -= cost;
    if (takeBefore) first--;
    else end++;
  }
  return lines.slice(first, end).join('\n');
}

function oneLine(label: string): string {
  return label.replaceAll(/\s+/g, ' ');
}
