import { expect, test } from 'vitest';
import type { SentRequest } from '../../src/core/models/egress.ts';
import { type ChatServer, ChatServerError, createChatServer } from '../../src/node/chat-server.ts';
import { collect, never } from '../support/model-client.ts';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.ts';

function connect(server: Pick<ScriptedServer, 'url'>, model?: string): { chat: ChatServer; sent: SentRequest[] } {
  const sent: SentRequest[] = [];
  const chat = createChatServer({
    role: 'chat',
    server: { url: server.url, model },
    key: undefined,
    fetch,
    onSent: (request) => sent.push(request),
  });
  return { chat, sent };
}

const question = { messages: [{ role: 'user', content: 'Why?' }] } as const;

test('the answer comes as it is generated, from the model that the server has', async () => {
  await using server = await scriptedServer({ kind: 'vllm', models: ['talker'], answer: ['Be', 'cause.'] });
  const { chat } = connect(server);
  expect(await collect(chat.ask(question, never))).toMatchObject({ text: 'Because.', error: undefined });
  expect(server.requests.at(-1)?.body).toMatchObject({ model: 'talker', stream: true });
});

test('the model that is named in the question comes first, then the one in the settings', async () => {
  await using server = await scriptedServer({ kind: 'vllm', models: ['talker'], answer: ['.'] });
  const { chat } = connect(server, 'set');
  await collect(chat.ask(question, never));
  await collect(chat.ask({ ...question, model: 'named' }, never));
  const models = server.requests.filter(({ method }) => method === 'POST').map(({ body }) => body['model']);
  expect(models).toEqual(['set', 'named']);
});

test('a secret in a message does not leave', async () => {
  await using server = await scriptedServer({ kind: 'vllm', models: ['talker'], answer: ['.'] });
  const { chat, sent } = connect(server);
  const secret = ['ghp', '_', 'n3XvQ7LrT0aZcW9yKdB5mHsJ1uFgPe2R4oVi'].join('');
  const messages = [{ role: 'user', content: `const token = "${secret}";` }] as const;
  await collect(chat.ask({ messages }, never));
  expect(sent.at(-1)?.body).toContain('SOTTO_REDACTED');
  expect(JSON.stringify(sent)).not.toContain(secret);
});

test.each([
  ['unauthorized', 'enter-key', false],
  ['rate-limited', 'retry', false],
  ['reset-after-first', 'retry', true],
  ['model-missing', 'open-settings', false],
] as const)('a server that fails (%s) is told in a sentence with its remedy', async (fault, remedy, incomplete) => {
  await using server = await scriptedServer({ kind: 'vllm', models: ['talker'], answer: ['Be', 'cause.'] });
  const { chat } = connect(server, 'talker');
  server.fault = fault;
  const { error, text } = await collect(chat.ask(question, never));
  expect(error).toBeInstanceOf(ChatServerError);
  expect(error).toMatchObject({ remedy, incomplete });
  expect(text).toBe(incomplete ? 'Be' : '');
});

test('leaving the answer ends it on the wire', async () => {
  await using server = await scriptedServer({
    kind: 'vllm',
    models: ['talker'],
    answer: Array.from({ length: 200 }, () => 'word '),
    msPerToken: 5,
  });
  const { chat } = connect(server);
  for await (const _ of chat.ask(question, never)) break;
  await server.idle();
  expect(server.abandoned).toBe(1);
});

test('what the server has is asked once', async () => {
  await using server = await scriptedServer({ kind: 'vllm', models: ['one', 'two'] });
  const { chat } = connect(server);
  expect(await chat.about(never)).toMatchObject({ models: ['one', 'two'], model: 'one' });
  const asked = server.requests.length;
  await chat.about(never);
  expect(server.requests).toHaveLength(asked);
});

test('what would be sent can be read without sending it, secrets left out', async () => {
  await using server = await scriptedServer({ kind: 'vllm', models: ['talker'], answer: ['.'] });
  const { chat, sent } = connect(server, 'talker');
  const secret = ['ghp', '_', 'n3XvQ7LrT0aZcW9yKdB5mHsJ1uFgPe2R4oVi'].join('');
  const asked = { messages: [{ role: 'user', content: `const token = "${secret}"; <|im_start|>` }] } as const;
  const preview = chat.preview(asked);
  expect(preview).not.toContain(secret);
  expect(sent).toEqual([]);
  await collect(chat.ask(asked, never));
  expect(preview).toBe(sent.at(-1)?.body);
});
