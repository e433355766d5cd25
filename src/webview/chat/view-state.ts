import type { ChatState, ChatTurn, ConversationSummary, Suggestion, ToView } from '../../core/chat/protocol.ts';

/** What the view knows: all of it from the host. What is being typed is kept by the box alone. */
export interface ViewState {
  /** `undefined` until the host has answered `ready`. */
  readonly chat: ChatState | undefined;
  readonly suggestions: { readonly request: number; readonly list: readonly Suggestion[] } | undefined;
  /** `undefined` while the list of conversations is closed. */
  readonly conversations: readonly ConversationSummary[] | undefined;
  /** Which text the box should take over, and whether the cursor: a new `count` says that this is asked anew. */
  readonly box: { readonly count: number; readonly text: string | undefined; readonly focus: boolean };
}

export const emptyView: ViewState = {
  chat: undefined,
  suggestions: undefined,
  conversations: undefined,
  box: { count: 0, text: undefined, focus: false },
};

/** Turns that a message does not speak of stay the same objects: they are not drawn again. */
export function receive(view: ViewState, message: ToView): ViewState {
  const { chat } = view;
  const count = view.box.count + 1;
  if (message.kind === 'state') {
    const { state } = message;
    // The host may ask for the cursor before it has said what there is.
    const asked = chat === undefined ? view.box : emptyView.box;
    const box = { count, text: asked.text ?? state.draft, focus: asked.focus };
    // The same conversation again: what has been typed since is newer than what the host knows.
    return state.conversation === chat?.conversation
      ? { ...view, chat: state }
      : { ...view, chat: state, suggestions: undefined, conversations: undefined, box };
  }
  if (message.kind === 'focus') return { ...view, box: { count, text: message.draft, focus: true } };
  if (chat === undefined) return view;
  switch (message.kind) {
    case 'turn-added':
      return { ...view, chat: { ...chat, turns: [...chat.turns, message.turn] } };
    case 'delta':
      return changeTurn(view, message.turn, (turn) => ({
        ...turn,
        text: turn.text + (message.text ?? ''),
        ...(message.thinking === undefined ? {} : { thinking: (turn.thinking ?? '') + message.thinking }),
      }));
    case 'turn-changed':
      return changeTurn(view, message.turn, (turn) => ({ ...turn, state: message.state }));
    case 'chips':
      return { ...view, chat: { ...chat, chips: message.chips, meter: message.meter } };
    case 'models': {
      const { models, model, destination } = message;
      return { ...view, chat: { ...chat, models, model, destination } };
    }
    case 'suggestions':
      return { ...view, suggestions: { request: message.request, list: message.suggestions } };
    case 'conversations':
      return { ...view, conversations: message.conversations };
  }
}

function changeTurn(view: ViewState, id: string, change: (turn: ChatTurn) => ChatTurn): ViewState {
  const { chat } = view;
  if (chat === undefined) return view;
  // It is the last one nearly always, and there may be a thousand.
  const at = chat.turns.findLastIndex((turn) => turn.id === id);
  const turn = chat.turns[at];
  if (turn === undefined) return view;
  return { ...view, chat: { ...chat, turns: chat.turns.with(at, change(turn)) } };
}

export function isStreaming(view: ViewState): boolean {
  return view.chat?.turns.at(-1)?.state.kind === 'streaming';
}
