import type { AnswerPiece } from '../models/answer.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import { chatInstruction } from './chat-instruction.ts';
import { type ChatModel, NoAnswer } from './chat-model.ts';
import { type ChatPrompt, chatPrompt, type ContextText } from './chat-prompt.ts';
import type { ChipList } from './chip-list.ts';
import type { ContextItem } from './context-item.ts';
import type { Conversation } from './conversation.ts';
import { HELP } from './help.ts';
import { type OutlineQuestion, readOutlineQuestion } from './outline-question.ts';
import type { ChatTurn } from './protocol.ts';
import { readSlash } from './slash-command.ts';
import { type AskingCommand, type NeededContext, slashPrompt, type SlashPrompt } from './slash-prompt.ts';

/** What can be said without a model. */
export interface OutlineAnswers {
  /** Markdown. */
  answer(question: OutlineQuestion | { readonly kind: 'search'; readonly query: string }): Promise<string>;
}

export interface AnswersOptions {
  readonly chips: ChipList;
  readonly model: ChatModel;
  readonly index: OutlineAnswers;
  readonly desk: { needed(kind: NeededContext): ContextItem };
  newBoundary(): string;
}

export interface Answers {
  /** To the conversation's last question, which `answer` is the empty turn for. Throws `NoAnswer`. */
  answer(conversation: Conversation, answer: string, signal: AbortSignal): AsyncGenerator<ChatPiece, void>;
  /** Tokens of these turns and of what goes along with the next question. */
  used(turns: readonly ChatTurn[]): number;
  /** Exactly what was sent for that answer; without one, what would be sent for the draft. */
  sentFor(turn: string | undefined, conversation: Conversation): Promise<string>;
}

export interface ChatPiece extends Pick<AnswerPiece, 'text' | 'thinking' | 'finish'> {
  /** Markdown of ours, before what the model says. */
  readonly note?: string;
}

/** Where the server doesn't tell its context: what most of them have at least, as they are set up at first. */
const USUAL_CONTEXT = 8_192;
/** Of the context: what the answer may take. */
const ANSWER_SHARE = 0.25;
const MOST_FOR_ANSWER = 4_096;

export function createAnswers({ chips, model, index, desk, newBoundary }: AnswersOptions): Answers {
  /** By turn; of this window, the last ones. */
  const sent = new Map<string, string>();
  /** A turn is never changed, and most stay as they are. */
  const counted = new WeakMap<ChatTurn, number>();

  function tokensOf(turn: ChatTurn): number {
    const tokens = counted.get(turn) ?? estimateTokens(turn.text);
    counted.set(turn, tokens);
    return tokens;
  }

  async function prompt(turns: readonly ChatTurn[]): Promise<ChatPrompt> {
    const asked = turns.map(({ speaker, text }) => ({
      speaker,
      text: speaker === 'person' ? expand(text).question : text,
    }));
    const { task, needs } = expand(turns.at(-1)?.text ?? '');
    const needed: ContextText[] = [];
    for (const kind of needs) needed.push(await read(desk.needed(kind)));
    const context = [...needed, ...(await chips.texts())];
    const hasRules = context.some(({ isRules }) => isRules === true);
    const boundary = newBoundary();
    const limit = model.contextLength() ?? USUAL_CONTEXT;
    return chatPrompt({
      turns: asked,
      context,
      instruction: chatInstruction(boundary, task, hasRules),
      budget: limit - Math.min(MOST_FOR_ANSWER, Math.floor(limit * ANSWER_SHARE)),
      boundary,
    });
  }

  async function* ask(
    conversation: Conversation,
    answer: string,
    signal: AbortSignal,
  ): AsyncGenerator<ChatPiece, void> {
    const missing = model.missing();
    if (missing !== undefined) throw new NoAnswer(missing.sentence, missing.action);
    const question = conversation.turns.slice(0, -1);
    const { messages, left } = await prompt(question);
    signal.throwIfAborted();
    const keep = (body: string): void => {
      for (const id of [answer, question.at(-1)?.id]) if (id !== undefined) sent.set(id, body);
      while (sent.size > KEPT_REQUESTS) sent.delete(sent.keys().next().value!);
    };
    if (left.length > 0) yield { text: '', note: left.map((sentence) => `> ${sentence}\n`).join('>\n') + '\n' };
    yield* model.ask(messages, keep, signal);
  }

  return {
    async *answer(conversation, answer, signal) {
      const text = conversation.turns.at(-2)?.text ?? '';
      const slash = readSlash(text);
      if (slash.kind === 'unknown')
        throw new NoAnswer(`There is no command /${slash.name}; /help lists those there are.`, undefined);
      if (slash.kind === 'command' && slash.command === 'help') {
        yield { text: HELP };
        return;
      }
      if (slash.kind === 'command' && slash.command === 'search') {
        if (slash.rest === '') throw new NoAnswer('Write a name after /search.', undefined);
        yield { text: await index.answer({ kind: 'search', query: slash.rest }) };
        return;
      }
      // A model knows less of this than the index does, but it may have been asked about more than that.
      const question = model.missing() === undefined ? undefined : readOutlineQuestion(text);
      if (question !== undefined) yield { text: await index.answer(question) };
      else yield* ask(conversation, answer, signal);
    },

    used(turns) {
      const said = turns.reduce((sum, turn) => sum + tokensOf(turn), 0);
      const shown = chips.along().reduce((sum, { tokens }) => sum + tokens, 0);
      return INSTRUCTION_TOKENS + said + shown;
    },

    async sentFor(turn, { turns, draft }) {
      if (turn !== undefined) return sent.get(turn) ?? NOT_KEPT;
      const next: ChatTurn = { id: '', speaker: 'person', text: draft, state: { kind: 'complete' } };
      return model.preview((await prompt([...turns, next])).messages);
    },
  };
}

/** What a turn of the person asks a model, commands written out. */
function expand(text: string): Omit<SlashPrompt, 'task'> & { readonly task: string | undefined } {
  const slash = readSlash(text);
  if (slash.kind !== 'command' || LOCAL.has(slash.command)) return { task: undefined, question: text, needs: [] };
  const { task, question, needs } = slashPrompt(slash.command as AskingCommand, slash.rest);
  return { task, question, needs };
}

const LOCAL: ReadonlySet<string> = new Set(['search', 'clear', 'help']);

async function read(item: ContextItem): Promise<ContextText> {
  const part = await item.read();
  if (part.kind === 'refused') throw new NoAnswer(part.reason, undefined);
  return { ...part, label: item.name };
}

const KEPT_REQUESTS = 40;
const NOT_KEPT = 'For this turn nothing was sent from this window, or it is too long ago.';
const INSTRUCTION_TOKENS = estimateTokens(chatInstruction('0000000000000000'));
