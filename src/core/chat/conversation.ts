import type { ChatTurn, ContextChip, TurnState } from './protocol.ts';

/** What was said, in order; at most the last turn streams. Plain data: it is stored as it is. */
export interface Conversation {
  readonly id: string;
  readonly turns: readonly ChatTurn[];
  /** What stands in the box and is not sent yet. */
  readonly draft: string;
  /** Milliseconds since 1970 of the last change. */
  readonly changed: number;
}

export function emptyConversation(id: string, time: number): Conversation {
  return { id, turns: [], draft: '', changed: time };
}

export interface Question {
  readonly turn: string;
  /** Id of the turn that the answer will stream into. */
  readonly answer: string;
  readonly text: string;
  readonly context: readonly ContextChip[];
  readonly time: number;
}

/** The question and the empty answer; the draft is used up. */
export function ask(conversation: Conversation, { turn, answer, text, context, time }: Question): Conversation {
  const question: ChatTurn = { id: turn, speaker: 'person', text, context, state: { kind: 'complete' } };
  return { ...conversation, turns: [...conversation.turns, question, streaming(answer)], draft: '', changed: time };
}

/** Adds to the answer that streams; what comes after it was stopped is dropped. */
export function receive(
  conversation: Conversation,
  { text = '', thinking = '' }: { readonly text?: string; readonly thinking?: string },
): Conversation {
  return changeStreaming(conversation, (turn) => ({
    ...turn,
    text: turn.text + text,
    ...(thinking === '' ? {} : { thinking: (turn.thinking ?? '') + thinking }),
  }));
}

export function end(conversation: Conversation, state: TurnState, time: number): Conversation {
  return { ...changeStreaming(conversation, (turn) => ({ ...turn, state })), changed: time };
}

/**
 * Another answer to the same question, with what goes along with it now: the old one and all that follows give way.
 * `undefined` where there is no such answer.
 */
export function retry(
  conversation: Conversation,
  turn: string,
  answer: string,
  time: number,
  context: readonly ContextChip[],
): Conversation | undefined {
  const at = conversation.turns.findIndex(({ id, speaker }) => id === turn && speaker === 'model');
  const question = conversation.turns[at - 1];
  if (question === undefined) return undefined;
  const turns = [...conversation.turns.slice(0, at - 1), { ...question, context }, streaming(answer)];
  return { ...conversation, turns, changed: time };
}

/** Everything from this turn of the person on is taken back. `undefined` where there is no such turn. */
export function takeBack(conversation: Conversation, turn: string, time: number): Conversation | undefined {
  const at = conversation.turns.findIndex(({ id, speaker }) => id === turn && speaker === 'person');
  return at < 0 ? undefined : { ...conversation, turns: conversation.turns.slice(0, at), changed: time };
}

/** What streamed when the window went away will not go on. */
export function interrupted(conversation: Conversation): Conversation {
  return changeStreaming(conversation, (turn) => ({ ...turn, state: { kind: 'stopped' } }));
}

export function isStreaming({ turns }: Conversation): boolean {
  return turns.at(-1)?.state.kind === 'streaming';
}

/** For the list of conversations. */
export function titleOf({ turns }: Conversation): string {
  const first =
    turns
      .find(({ speaker }) => speaker === 'person')
      ?.text.trim()
      .split('\n')[0] ?? '';
  return first.length > LONGEST_TITLE ? `${first.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : first;
}

const LONGEST_TITLE = 60;

function streaming(id: string): ChatTurn {
  return { id, speaker: 'model', text: '', state: { kind: 'streaming' } };
}

function changeStreaming(conversation: Conversation, change: (turn: ChatTurn) => ChatTurn): Conversation {
  const last = conversation.turns.at(-1);
  if (last?.state.kind !== 'streaming') return conversation;
  return { ...conversation, turns: [...conversation.turns.slice(0, -1), change(last)] };
}
