import { expect, test } from 'vitest';
import { slashPrompt } from '../../../src/core/chat/slash-prompt.ts';

test.each(['explain', 'doc', 'tests', 'fix', 'review', 'commit'] as const)(
  '/%s asks something by itself',
  (command) => {
    expect(slashPrompt(command, '').question).not.toBe('');
  },
);

test('what was written after a command stands behind its question', () => {
  expect(slashPrompt('explain', 'the loop').question).toMatch(/\n\nthe loop$/);
});

test.each([
  ['fix', ['problems']],
  ['review', ['changes']],
  ['commit', ['changes', 'commits']],
  ['explain', []],
] as const)('/%s cannot do without %j', (command, needs) => expect(slashPrompt(command, '').needs).toEqual(needs));
