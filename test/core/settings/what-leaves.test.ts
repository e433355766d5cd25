import { expect, test } from 'vitest';
import { type ServerView, whatLeaves } from '../../../src/core/settings/what-leaves.ts';

const none: ServerView = {
  state: 'none',
  url: undefined,
  model: undefined,
  problem: undefined,
  onRequest: { edit: undefined, chat: undefined },
};
const url = 'http://127.0.0.1:8080/v1';
const other = 'https://models.example.test/v1';

test.each([
  [none, 'Nothing leaves this machine.'],
  [{ ...none, state: 'up', url } as const, `Code around the cursor is sent to ${url}.`],
  [
    { ...none, onRequest: { edit: url, chat: url } },
    `Nothing leaves this machine while you type. What you ask in edits and chat goes to ${url}.`,
  ],
  [
    { ...none, state: 'up', url, onRequest: { edit: undefined, chat: other } } as const,
    `Code around the cursor is sent to ${url}. What you ask in chat goes to ${other}.`,
  ],
  [
    { ...none, state: 'untrusted', url, onRequest: { edit: url, chat: other } } as const,
    `Nothing is sent to ${url} until you trust this workspace. What you ask in edits goes to ${url}. What you ask in chat goes to ${other}.`,
  ],
])('what is sent where is said of every server that is set (%#)', (view, sentences) =>
  expect(whatLeaves(view)).toBe(sentences),
);
