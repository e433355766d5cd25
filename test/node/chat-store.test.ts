import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/core/base/log.ts';
import { ask, type Conversation, emptyConversation } from '../../src/core/chat/conversation.ts';
import { createChatStore } from '../../src/node/chat-store.ts';
import { temporaryFolder } from '../support/headless.ts';

const conversation = (id: string, text: string, time = 1): Conversation =>
  ask(emptyConversation(id, 0), { turn: 'q', answer: 'a', text, context: [], time });

let folder = '';
beforeEach(() => {
  folder = path.join(temporaryFolder(), 'chats');
});

test('what was saved is listed, the newest first, and comes back', async () => {
  const store = createChatStore(folder, silentLog);
  await store.save(conversation('one', 'first?', 1));
  await store.save(conversation('two', 'second?', 2));
  expect(await store.list()).toEqual([
    { id: 'two', title: 'second?', changed: 2 },
    { id: 'one', title: 'first?', changed: 1 },
  ]);
  expect((await store.load('one'))?.turns[0]?.text).toBe('first?');
});

test('a damaged file is set aside, and the others are there', async () => {
  const store = createChatStore(folder, silentLog);
  await store.save(conversation('good', 'here?'));
  await store.save(conversation('bad', 'gone?'));
  fs.writeFileSync(path.join(folder, 'bad.json'), '{"format":1,"conver');
  expect((await store.list()).map(({ id }) => id)).toEqual(['good']);
  expect(fs.existsSync(path.join(folder, 'bad.json.damaged'))).toBe(true);
});

test('an empty conversation leaves no file', async () => {
  const store = createChatStore(folder, silentLog);
  await store.save(conversation('one', 'first?'));
  await store.save(emptyConversation('one', 2));
  expect(await store.list()).toEqual([]);
});

test('saving quickly, one after the other, leaves the last', async () => {
  const store = createChatStore(folder, silentLog);
  await Promise.all(['1', '2', '3', '4'].map((text) => store.save(conversation('one', text))));
  expect((await store.load('one'))?.turns[0]?.text).toBe('4');
});

test('the oldest give way', async () => {
  const store = createChatStore(folder, silentLog);
  for (let each = 0; each < 105; each++) {
    await store.save(conversation(`c${each}`, String(each), each));
    // Files of one millisecond have no order.
    fs.utimesSync(path.join(folder, `c${each}.json`), each, each);
  }
  await store.save(conversation('last', 'last', 999));
  const left = (await store.list()).map(({ id }) => id);
  expect(left).toHaveLength(100);
  expect(left).toContain('last');
  expect(left).not.toContain('c0');
});

describe('an id that is no id', () => {
  test.each(['../secret', 'a/b', '', 'C:', 'x'.repeat(65)])('%j finds and writes nothing', async (id) => {
    const store = createChatStore(folder, silentLog);
    await store.save(conversation(id, 'out?'));
    expect(await store.load(id)).toBeUndefined();
    expect(fs.existsSync(folder) ? fs.readdirSync(folder) : []).toEqual([]);
  });
});

test('a folder that cannot be written costs no more than the file', async () => {
  const file = path.join(temporaryFolder(), 'a-file');
  fs.writeFileSync(file, '');
  const store = createChatStore(path.join(file, 'chats'), silentLog);
  await store.save(conversation('one', 'first?'));
  expect(await store.list()).toEqual([]);
});
