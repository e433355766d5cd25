import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMessage } from '../../../src/core/chat/read-message.ts';

test.each([
  { kind: 'ready' },
  { kind: 'send', text: 'why?' },
  { kind: 'complete', request: 3, sign: '@', query: 'lo' },
  { kind: 'code', turn: 'a1', block: 0, action: 'apply' },
  { kind: 'show-sent' },
])('%j is understood as it is', (message) => expect(readMessage(message)).toEqual(message));

test.each([
  undefined,
  null,
  'ready',
  [],
  {},
  { kind: 'run', command: 'rm' },
  { kind: 'send' },
  { kind: 'send', text: 7 },
  { kind: 'send', text: 'x'.repeat(200_001) },
  { kind: 'send', text: 'why?', command: 'rm' },
  { kind: 'code', turn: 'a1', block: -1, action: 'copy' },
  { kind: 'code', turn: 'a1', block: 0, action: 'run' },
  { kind: 'complete', request: 0.5, sign: '@', query: '' },
])('a message that is none of ours is dropped (%#)', (message) => expect(readMessage(message)).toBeUndefined());

test('nothing that can be posted throws', () =>
  fc.assert(fc.property(fc.anything(), (message) => void readMessage(message))));
