import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { type ChatModel, describeFailure } from './chat-model.ts';
import { createChipList } from './chip-list.ts';
import { codeBlocks } from './code-blocks.ts';
import type { ContextItem } from './context-item.ts';
import * as conversations from './conversation.ts';
import { createAnswers, type OutlineAnswers } from './create-answers.ts';
import type {
  ChatState,
  ChatTurn,
  CodeAction,
  ConversationSummary,
  ErrorAction,
  FromView,
  Meter,
  Suggestion,
  ToView,
  TurnState,
} from './protocol.ts';
import { readMessage } from './read-message.ts';
import { readSlash, slashCommands } from './slash-command.ts';
import type { NeededContext } from './slash-prompt.ts';
import { ThinkingSplitter } from './split-thinking.ts';

/** A conversation with its view: takes what the view posts, keeps what was said, and streams the answers. */
export interface Chat {
  /** A message of the view, unchecked. */
  receive(message: unknown): void;
  state(): ChatState;
  send(text: string): void;
  newChat(): void;
  open(conversation: string): void;
  /** What the editor shows by now. */
  follow(items: readonly ContextItem[]): void;
  /** After settings, keys or trust have changed. */
  modelChanged(): void;
  /** Ends what is being answered; what came of it is kept. */
  dispose(): void;
}

export interface ChatStorage {
  list(): Promise<readonly ConversationSummary[]>;
  load(id: string): Promise<conversations.Conversation | undefined>;
  save(conversation: conversations.Conversation): Promise<void>;
}

export interface CodeOfAnswer {
  readonly text: string;
  readonly language: string;
  /** As the model names it; nothing has looked whether there is such a file. */
  readonly path: string | undefined;
}

/** What the editor does for the chat. Whatever goes wrong there it says itself. */
export interface ChatDesk {
  /** What `@` can mean with these letters after it. */
  suggest(query: string): Promise<readonly ContextItem[]>;
  needed(kind: NeededContext): ContextItem;
  useCode(action: CodeAction, code: CodeOfAnswer): Promise<void>;
  openLink(href: string): Promise<void>;
  openPlace(place: string): Promise<void>;
  remedy(action: Exclude<ErrorAction, 'retry' | 'new-chat'>): Promise<void>;
  /** Text to be read, in an editor. */
  show(text: string): Promise<void>;
}

export interface ChatOptions {
  readonly model: ChatModel;
  readonly index: OutlineAnswers;
  readonly desk: ChatDesk;
  readonly storage: ChatStorage;
  /** The conversation to go on with, if it is still there. */
  readonly last: string | undefined;
  /** Which conversation to go on with in this window. */
  remember(conversation: string): void;
  post(message: ToView): void;
  /** Milliseconds since 1970. */
  time(): number;
  newId(): string;
  /** Never the same twice, and not to be guessed. */
  newBoundary(): string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A message to the view for each token of a quick model would cost more than the token. */
const DELTA_MS = 25;

export function createChat(options: ChatOptions): Chat {
  const { model, desk, storage, post, time, newId, log, clock } = options;
  const chips = createChipList(() => post({ kind: 'chips', chips: chips.chips(), meter: meter() }));
  const answers = createAnswers({ ...options, chips });
  let conversation = conversations.emptyConversation(newId(), time());
  let running: { readonly answer: string; readonly controller: AbortController } | undefined;
  let suggestions: readonly { readonly id: string; readonly item: ContextItem }[] = [];
  let lastSuggestion = 0;
  const loading = options.last === undefined ? Promise.resolve() : open(options.last);

  function meter(): Meter {
    const limit = model.contextLength();
    return { used: answers.used(conversation.turns), ...(limit === undefined ? {} : { limit }) };
  }

  function modelState(): Pick<ChatState, 'models' | 'model' | 'destination'> {
    return { models: model.models(), model: model.chosen(), destination: model.destination() };
  }

  function state(): ChatState {
    const { id, turns, draft } = conversation;
    return { conversation: id, turns, draft, chips: chips.chips(), meter: meter(), ...modelState() };
  }

  function showAll(): void {
    post({ kind: 'state', state: state() });
  }

  /** Shows what the model can do as soon as it has said so. */
  async function lookAtModel(): Promise<void> {
    post({ kind: 'models', ...modelState() });
    if (!(await model.look())) return;
    post({ kind: 'models', ...modelState() });
    post({ kind: 'chips', chips: chips.chips(), meter: meter() });
  }

  function keep(next: conversations.Conversation): void {
    conversation = next;
    void storage.save(next);
  }

  function change(next: conversations.Conversation): void {
    stop();
    conversation = next;
    options.remember(next.id);
    showAll();
  }

  async function open(id: string): Promise<void> {
    const loaded = await storage.load(id);
    if (loaded === undefined) {
      post({ kind: 'conversations', conversations: await storage.list() });
      return;
    }
    change(loaded);
  }

  function newChat(): void {
    chips.reset();
    change(conversations.emptyConversation(newId(), time()));
  }

  function send(text: string): void {
    stop();
    if (text.trim() === '') return;
    const slash = readSlash(text);
    if (slash.kind === 'command' && slash.command === 'clear') return newChat();
    const answer = newId();
    keep(conversations.ask(conversation, { turn: newId(), answer, text, context: chips.along(), time: time() }));
    options.remember(conversation.id);
    for (const turn of conversation.turns.slice(-2)) post({ kind: 'turn-added', turn });
    void run(answer);
  }

  /** Streams the answer to the conversation's last question into its last turn. */
  async function run(answer: string): Promise<void> {
    const mine = { answer, controller: new AbortController() };
    running = mine;
    const splitter = new ThinkingSplitter();
    const stream = streamTo(answer, () => running === mine);
    let ended: TurnState = { kind: 'complete' };
    try {
      for await (const piece of answers.answer(conversation, answer, mine.controller.signal)) {
        const split = splitter.push(piece.text);
        stream.add({ text: (piece.note ?? '') + split.text, thinking: split.thinking + (piece.thinking ?? '') });
        if (piece.finish === 'length') ended = CUT;
      }
    } catch (error) {
      if (running === mine) ended = describeFailure(error, log);
    }
    stream.add(splitter.end());
    stream.flush();
    if (running !== mine) return;
    running = undefined;
    finish(answer, ended);
  }

  /** Gathers what comes quickly, keeps it, and tells the view. What comes after a stop is dropped. */
  function streamTo(answer: string, isWanted: () => boolean) {
    let text = '';
    let thinking = '';
    let timer: { dispose(): void } | undefined;
    const flush = (): void => {
      timer?.dispose();
      timer = undefined;
      if ((text === '' && thinking === '') || !isWanted()) return;
      conversation = conversations.receive(conversation, { text, thinking });
      post({
        kind: 'delta',
        turn: answer,
        ...(text === '' ? {} : { text }),
        ...(thinking === '' ? {} : { thinking }),
      });
      text = '';
      thinking = '';
    };
    return {
      add(piece: { readonly text: string; readonly thinking: string }): void {
        text += piece.text;
        thinking += piece.thinking;
        timer ??= clock.after(DELTA_MS, flush);
      },
      flush,
    };
  }

  function finish(answer: string, ended: TurnState): void {
    keep(conversations.end(conversation, ended, time()));
    post({ kind: 'turn-changed', turn: answer, state: ended });
    post({ kind: 'chips', chips: chips.chips(), meter: meter() });
  }

  function stop(): void {
    if (running === undefined) return;
    const { answer, controller } = running;
    running = undefined;
    controller.abort('superseded');
    finish(answer, { kind: 'stopped' });
  }

  /** The same question once more, with what goes along with it now. */
  function retry(turn: string): void {
    stop();
    const answer = newId();
    const next = conversations.retry(conversation, turn, answer, time(), chips.along());
    if (next === undefined) return;
    keep(next);
    showAll();
    void run(answer);
  }

  async function suggest(request: number, sign: '@' | '/', query: string): Promise<void> {
    if (sign === '/') {
      const found: readonly Suggestion[] = Object.entries(slashCommands)
        .filter(([name]) => name.startsWith(query.toLowerCase()))
        .map(([name, detail]) => ({ id: name, label: `/${name}`, detail }));
      post({ kind: 'suggestions', request, suggestions: found });
      return;
    }
    const items = await desk.suggest(query);
    const found = items.map((item) => ({ id: `item-${++lastSuggestion}`, item }));
    // Whoever is quick chooses from the list before this one.
    suggestions = [...suggestions, ...found].slice(-KEPT_SUGGESTIONS);
    const shown = found.map(({ id, item }) => ({ id, label: item.label, detail: item.detail }));
    post({ kind: 'suggestions', request, suggestions: shown });
  }

  async function act(turn: string, action: ErrorAction): Promise<void> {
    if (action === 'retry') retry(turn);
    else if (action === 'new-chat') newChat();
    else await desk.remedy(action);
  }

  async function useCode(turn: string, block: number, action: CodeAction): Promise<void> {
    const code = codeBlocks(find(turn)?.text ?? '')[block];
    if (code === undefined) return;
    await desk.useCode(action, { text: code.text, language: code.language, path: code.path });
  }

  function find(id: string): ChatTurn | undefined {
    return conversation.turns.find((turn) => turn.id === id);
  }

  async function take(message: FromView): Promise<void> {
    // What was stored comes first: the rest is about it.
    await loading;
    switch (message.kind) {
      case 'ready':
        showAll();
        void chips.refresh();
        return lookAtModel();
      case 'send':
        return send(message.text);
      case 'stop':
        return stop();
      case 'retry':
        return retry(message.turn);
      case 'edit-and-resend': {
        stop();
        const before = conversations.takeBack(conversation, message.turn, time());
        if (before === undefined) return undefined;
        change(before);
        return send(message.text);
      }
      case 'new-chat':
        return newChat();
      case 'list-conversations':
        return post({ kind: 'conversations', conversations: await storage.list() });
      case 'open-conversation':
        return open(message.conversation);
      case 'draft':
        return keep({ ...conversation, draft: message.text });
      case 'remove-chip':
        return chips.remove(message.chip);
      case 'pin-chip':
        return chips.pin(message.chip, message.pinned);
      case 'tick-chip':
        return chips.tick(message.chip, message.ticked);
      case 'complete':
        return suggest(message.request, message.sign, message.query);
      case 'mention': {
        const item = suggestions.find(({ id }) => id === message.suggestion)?.item;
        return item === undefined ? undefined : chips.add(item);
      }
      case 'choose-model':
        model.choose(message.model);
        return lookAtModel();
      case 'show-sent':
        return desk.show(await answers.sentFor(message.turn, conversation));
      case 'code':
        return useCode(message.turn, message.block, message.action);
      case 'open-link':
        return desk.openLink(message.href);
      case 'open-place':
        return desk.openPlace(message.place);
      case 'act':
        return act(message.turn, message.action);
      case 'fault':
        return log.warn('chat.view-fault', { message: message.message.split('\n')[0]?.slice(0, 200) });
    }
  }

  function enqueue(message: FromView): void {
    take(message).catch((error: unknown) => log.warn('chat.failed', { kind: message.kind, message: String(error) }));
  }

  return {
    receive(received) {
      const message = readMessage(received);
      if (message === undefined) {
        log.warn('chat.bad-message', {});
        return;
      }
      enqueue(message);
    },
    state,
    send: (text) => enqueue({ kind: 'send', text }),
    newChat: () => enqueue({ kind: 'new-chat' }),
    open: (id) => enqueue({ kind: 'open-conversation', conversation: id }),
    follow: (items) => chips.follow(items),
    modelChanged: () => void lookAtModel(),
    dispose: stop,
  };
}

/** Of the lists that were shown last. */
const KEPT_SUGGESTIONS = 200;

const CUT: TurnState = {
  kind: 'failed',
  message: 'The answer is not complete: it ran into the limit that the server sets for its length.',
  action: 'retry',
};
