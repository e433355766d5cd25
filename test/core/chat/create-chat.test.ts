import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../../src/core/base/log.ts';
import { createVirtualClock } from '../../../src/core/base/virtual-clock.ts';
import { type ChatModel, NoAnswer } from '../../../src/core/chat/chat-model.ts';
import type { ContextItem } from '../../../src/core/chat/context-item.ts';
import type { Conversation } from '../../../src/core/chat/conversation.ts';
import { type Chat, createChat } from '../../../src/core/chat/create-chat.ts';
import type { FromView, ToView } from '../../../src/core/chat/protocol.ts';
import type { AnswerPiece } from '../../../src/core/models/answer.ts';
import type { ChatMessage } from '../../../src/core/models/chat.ts';

type Script = (signal: AbortSignal) => AsyncGenerator<AnswerPiece, void>;

const says = (...pieces: readonly string[]): Script =>
  async function* () {
    for (const text of pieces) yield { text };
  };

/** Says the pieces, then nothing, until it is stopped. */
const stalls = (...pieces: readonly string[]): Script =>
  async function* (signal) {
    yield* says(...pieces)(signal);
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  };

const breaks = (sentence: string, ...pieces: readonly string[]): Script =>
  async function* (signal) {
    yield* says(...pieces)(signal);
    throw new NoAnswer(sentence, 'retry');
  };

const file = (name: string, text: string): ContextItem => ({
  key: name,
  kind: 'file',
  label: name,
  detail: name,
  name,
  read: async () => ({ kind: 'text', text }),
});

interface Harness {
  readonly chat: Chat;
  readonly posted: ToView[];
  readonly asked: (readonly ChatMessage[])[];
  readonly stored: Map<string, Conversation>;
  readonly desk: string[];
  script: Script;
  missing: boolean;
  items: readonly ContextItem[];
  needed: ContextItem;
  tell(message: FromView): Promise<void>;
  /** Speaker and text of each turn, with how it ended where that is not by itself. */
  said(): readonly string[];
}

async function harness(
  options: { readonly last?: string; readonly stored?: Map<string, Conversation> } = {},
): Promise<Harness> {
  const { last, stored = new Map<string, Conversation>() } = options;
  const clock = createVirtualClock();
  let ids = 0;
  const model: ChatModel = {
    missing: () => (made.missing ? { sentence: 'No model is set.', action: 'set-up-server' } : undefined),
    destination: () => 'Nowhere.',
    models: () => [{ id: 'm', label: 'm' }],
    chosen: () => 'm',
    choose: (name) => made.desk.push(`chose ${name}`),
    contextLength: () => 4_096,
    look: async () => false,
    async *ask(messages, onSent, signal) {
      made.asked.push(messages);
      onSent(JSON.stringify({ messages }));
      yield* made.script(signal);
    },
    preview: async (messages) => JSON.stringify({ messages }),
  };
  const made: Omit<Harness, 'chat' | 'tell' | 'said'> = {
    posted: [],
    asked: [],
    stored,
    desk: [],
    script: says('Because.'),
    missing: false,
    items: [],
    needed: file('changes', '+1'),
  };
  const chat = createChat({
    model,
    index: { answer: async (question) => `index: ${JSON.stringify(question)}` },
    desk: {
      suggest: async () => made.items,
      needed: () => made.needed,
      useCode: async (action, { text, path }) => void made.desk.push(`${action} ${path}: ${text}`),
      openLink: async (href) => void made.desk.push(`link ${href}`),
      openPlace: async (place) => void made.desk.push(`place ${place}`),
      remedy: async (action) => void made.desk.push(action),
      show: async (text) => void made.desk.push(`show ${text}`),
    },
    storage: {
      list: async () => [...stored.keys()].map((id) => ({ id, title: '', changed: 0 })),
      load: async (id) => stored.get(id),
      save: async (conversation) => void stored.set(conversation.id, conversation),
    },
    last,
    remember: () => undefined,
    post: (message) => made.posted.push(message),
    time: () => ++ids,
    newId: () => `id-${++ids}`,
    newBoundary: () => 'b-1',
    clock,
    log: silentLog,
  });
  chat.follow([file('open.ts', 'let open;')]);
  await setImmediate();
  made.posted.length = 0;
  return Object.assign(made, {
    chat,
    async tell(message: FromView) {
      chat.receive(message);
      for (let i = 0; i < 5; i++) await setImmediate();
      await clock.runTo(clock.now() + 100);
      await setImmediate();
    },
    said: () =>
      chat.state().turns.map(({ speaker, text, state }) => {
        const end = state.kind === 'complete' ? '' : ` (${state.kind === 'failed' ? state.message : state.kind})`;
        return `${speaker}: ${text}${end}`;
      }),
  });
}

const lastTurn = ({ chat }: Harness): string => chat.state().turns.at(-1)!.id;
const send = (text: string): FromView => ({ kind: 'send', text });

test('a question is answered as the answer comes, and both are kept', async () => {
  const chat = await harness();
  chat.script = says('Be', 'cause.');
  await chat.tell(send('Why?'));
  expect(chat.said()).toEqual(['person: Why?', 'model: Because.']);
  const kinds = chat.posted.map(({ kind }) => kind).filter((kind) => kind !== 'chips');
  expect(kinds).toEqual(['turn-added', 'turn-added', 'delta', 'turn-changed']);
  expect([...chat.stored.values()][0]?.turns.map(({ text }) => text)).toEqual(['Why?', 'Because.']);
});

test('what goes along is what the chips show', async () => {
  const chat = await harness();
  await chat.tell(send('Why?'));
  const sent = JSON.stringify(chat.asked[0]);
  expect(sent).toContain('let open;');
  expect(chat.chat.state().turns[0]?.context?.map(({ label }) => label)).toEqual(['open.ts']);
  await chat.tell({ kind: 'remove-chip', chip: chat.chat.state().chips[0]!.id });
  await chat.tell(send('And now?'));
  expect(JSON.stringify(chat.asked[1])).not.toContain('let open;');
});

test('what is private stays here, and the chip says why', async () => {
  const chat = await harness();
  const secret: ContextItem = {
    ...file('.env', ''),
    read: async () => ({ kind: 'refused', reason: 'It is private.' }),
  };
  chat.items = [secret];
  await chat.tell({ kind: 'complete', request: 1, sign: '@', query: 'env' });
  const menu = chat.posted.find((message) => message.kind === 'suggestions')!;
  await chat.tell({ kind: 'mention', suggestion: menu.suggestions[0]!.id });
  expect(chat.chat.state().chips.find(({ label }) => label === '.env')?.refused).toBe('It is private.');
  await chat.tell(send('What is in it?'));
  expect(JSON.stringify(chat.asked)).not.toContain('.env');
});

test('rules go along once they are ticked, below what Sotto says, and the turn has them listed from then on', async () => {
  const chat = await harness();
  const rules = (state: 'asked' | 'given'): ContextItem => ({
    ...file('AGENTS.md', '- Use tabs.'),
    kind: 'rules',
    consent: {
      state,
      tokens: 5,
      isHiding: false,
      set: async (isGiven) => chat.chat.follow([rules(isGiven ? 'given' : 'asked')]),
    },
  });
  chat.chat.follow([]);
  const { used } = chat.chat.state().meter;
  chat.chat.follow([rules('asked')]);
  expect(chat.chat.state().meter.used).toBe(used);
  await chat.tell(send('Why?'));
  expect(JSON.stringify(chat.asked[0])).not.toMatch(/tabs|===/);
  expect(chat.chat.state().turns[0]?.context).toEqual([]);
  await chat.tell({ kind: 'tick-chip', chip: chat.chat.state().chips[0]!.id, ticked: true });
  expect(chat.chat.state().chips[0]?.consent).toBe('given');
  expect(chat.chat.state().meter.used).toBeGreaterThan(used);
  await chat.tell(send('Why?'));
  const [instruction, question] = [chat.asked[1]![0], chat.asked[1]!.at(-1)];
  expect(instruction?.content).toContain('"=== b-1"');
  expect(question?.content).toBe('=== b-1 AGENTS.md ===\n- Use tabs.\n=== b-1 end ===\n\nWhy?');
  expect(
    chat.chat
      .state()
      .turns.at(-2)
      ?.context?.map(({ label }) => label),
  ).toEqual(['AGENTS.md']);
});

test('stopping keeps what came; what comes later is dropped', async () => {
  const chat = await harness();
  chat.script = stalls('Be');
  await chat.tell(send('Why?'));
  await chat.tell({ kind: 'stop' });
  expect(chat.said()).toEqual(['person: Why?', 'model: Be (stopped)']);
});

test('a server that goes away in the middle leaves what came, and the sentence with its action', async () => {
  const chat = await harness();
  chat.script = breaks('The server is gone.', 'Be');
  await chat.tell(send('Why?'));
  expect(chat.said()).toEqual(['person: Why?', 'model: Be (The server is gone.)']);
  expect(chat.chat.state().turns[1]?.state).toMatchObject({ action: 'retry' });
});

test('asking again takes the place of the answer', async () => {
  const chat = await harness();
  chat.script = breaks('Gone.');
  await chat.tell(send('Why?'));
  chat.script = says('Because.');
  await chat.tell({ kind: 'act', turn: lastTurn(chat), action: 'retry' });
  expect(chat.said()).toEqual(['person: Why?', 'model: Because.']);
});

test('a question can be taken back and asked in other words', async () => {
  const chat = await harness();
  await chat.tell(send('Why?'));
  await chat.tell(send('Who?'));
  await chat.tell({ kind: 'edit-and-resend', turn: chat.chat.state().turns[0]!.id, text: 'How?' });
  expect(chat.said()).toEqual(['person: How?', 'model: Because.']);
});

test('a second question stops the answer to the first', async () => {
  const chat = await harness();
  chat.script = stalls('Be');
  await chat.tell(send('Why?'));
  chat.script = says('Me.');
  await chat.tell(send('Who?'));
  expect(chat.said()).toEqual(['person: Why?', 'model: Be (stopped)', 'person: Who?', 'model: Me.']);
});

test('thinking is told apart, whichever way the server sends it', async () => {
  const chat = await harness();
  chat.script = says('<think>Hm', 'm.</think>', 'Because.');
  await chat.tell(send('Why?'));
  chat.script = async function* () {
    yield { text: '', thinking: 'Hmm.' };
    yield { text: 'Because.' };
  };
  await chat.tell(send('Why?'));
  const answers = chat.chat.state().turns.filter(({ speaker }) => speaker === 'model');
  expect(answers.map(({ text, thinking }) => ({ text, thinking }))).toEqual([
    { text: 'Because.', thinking: 'Hmm.' },
    { text: 'Because.', thinking: 'Hmm.' },
  ]);
});

test('an answer that ran into the limit for its length is marked as incomplete', async () => {
  const chat = await harness();
  chat.script = async function* () {
    yield { text: 'Be' };
    yield { text: '', finish: 'length' };
  };
  await chat.tell(send('Why?'));
  expect(chat.chat.state().turns[1]?.state.kind).toBe('failed');
});

describe('without a model', () => {
  test('questions about places are answered from the index', async () => {
    const chat = await harness();
    chat.missing = true;
    await chat.tell(send('Where is Loan?'));
    expect(chat.said()[1]).toBe('model: index: {"kind":"where-is","name":"Loan"}');
    expect(chat.asked).toEqual([]);
  });

  test('others say what is missing, and offer it', async () => {
    const chat = await harness();
    chat.missing = true;
    await chat.tell(send('Why is it slow?'));
    expect(chat.said()[1]).toBe('model:  (No model is set.)');
    await chat.tell({ kind: 'act', turn: lastTurn(chat), action: 'set-up-server' });
    expect(chat.desk).toEqual(['set-up-server']);
  });

  test('/search and /help need none', async () => {
    const chat = await harness();
    await chat.tell(send('/search Loan'));
    await chat.tell(send('/help'));
    expect(chat.said()[1]).toBe('model: index: {"kind":"search","query":"Loan"}');
    expect(chat.said()[3]).toContain('/review');
    expect(chat.asked).toEqual([]);
  });
});

describe('a command', () => {
  test('brings what it cannot do without', async () => {
    const chat = await harness();
    await chat.tell(send('/review only names'));
    const [instruction, question] = chat.asked[0]!;
    expect(instruction?.content).toContain('You review a change.');
    expect(question?.content).toMatch(/changes ---\n\+1\n[^]*Review the changes\.\n\nonly names$/);
  });

  test('says what is missing of that, and asks nobody', async () => {
    const chat = await harness();
    chat.needed = { ...chat.needed, read: async () => ({ kind: 'refused', reason: 'Nothing is changed.' }) };
    await chat.tell(send('/commit'));
    expect(chat.said()[1]).toBe('model:  (Nothing is changed.)');
    expect(chat.asked).toEqual([]);
  });

  test('that there is not is no question', async () => {
    const chat = await harness();
    await chat.tell(send('/exlpain'));
    expect(chat.said()[1]).toContain('There is no command /exlpain');
    expect(chat.asked).toEqual([]);
  });

  test('/clear begins a new chat; the old one can be opened again', async () => {
    const chat = await harness();
    await chat.tell(send('Why?'));
    const { conversation } = chat.chat.state();
    await chat.tell(send('/clear'));
    expect(chat.said()).toEqual([]);
    await chat.tell({ kind: 'open-conversation', conversation });
    expect(chat.said()).toEqual(['person: Why?', 'model: Because.']);
  });
});

test('after a reload the conversation is there again, an answer that was coming counts as stopped', async () => {
  const before = await harness();
  before.script = stalls('Be');
  await before.tell(send('Why?'));
  before.chat.dispose();
  const after = await harness({ last: before.chat.state().conversation, stored: before.stored });
  await after.tell({ kind: 'ready' });
  expect(after.said()).toEqual(['person: Why?', 'model: Be (stopped)']);
  expect(after.posted.at(-1)?.kind).toBe('models');
});

test('what was sent for a turn is shown as it was sent; without a turn, what would be sent', async () => {
  const chat = await harness();
  await chat.tell(send('Why?'));
  await chat.tell({ kind: 'draft', text: 'And who?' });
  await chat.tell({ kind: 'show-sent', turn: lastTurn(chat) });
  await chat.tell({ kind: 'show-sent' });
  expect(chat.desk[0]).toBe(`show ${JSON.stringify({ messages: chat.asked[0] })}`);
  expect(chat.desk[1]).toContain('And who?');
  expect(chat.asked.length).toBe(1);
});

test('code of an answer is found by its number; there is none beyond the last', async () => {
  const chat = await harness();
  chat.script = says('Do:\n\n```ts src/a.ts\nlet a;\n```\n\nor:\n\n```\nlet b;\n```\n');
  await chat.tell(send('How?'));
  await chat.tell({ kind: 'code', turn: lastTurn(chat), block: 0, action: 'apply' });
  await chat.tell({ kind: 'code', turn: lastTurn(chat), block: 1, action: 'copy' });
  await chat.tell({ kind: 'code', turn: lastTurn(chat), block: 2, action: 'copy' });
  await chat.tell({ kind: 'code', turn: 'none', block: 0, action: 'copy' });
  expect(chat.desk.map((each) => each.trimEnd())).toEqual(['apply src/a.ts: let a;', 'copy undefined: let b;']);
});

test.each([
  undefined,
  'ready',
  { kind: 'send' },
  { kind: 'run', command: 'rm' },
  { kind: 'code', turn: 'x', block: -1 },
])('a message of another form does nothing: %j', async (message) => {
  const chat = await harness();
  chat.chat.receive(message);
  await setImmediate();
  expect(chat.said()).toEqual([]);
  expect(chat.desk).toEqual([]);
});
