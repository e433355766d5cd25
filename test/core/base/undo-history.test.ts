import { expect, test } from 'vitest';
import { createUndoHistory } from '../../../src/core/base/undo-history.ts';

interface Step {
  readonly name: string;
}

function history(limit = 20) {
  const steps = createUndoHistory<Step>(limit);
  const undone: string[] = [];
  return {
    steps,
    undone,
    undo: () => steps.undo(async ({ name }) => void undone.push(name)),
  };
}

test('takes back what was done last, step by step, and then nothing', async () => {
  const { steps, undone, undo } = history();
  for (const name of ['a', 'b']) steps.add({ name });
  expect(steps.last()?.name).toBe('b');
  for (let time = 0; time < 3; time++) await undo();
  expect(undone).toEqual(['b', 'a']);
  expect(steps.last()).toBeUndefined();
});

test('a step that could not be taken back is still there', async () => {
  const { steps, undone, undo } = history();
  steps.add({ name: 'a' });
  await expect(steps.undo(() => Promise.reject(new Error('the settings are read-only')))).rejects.toThrow('read-only');
  await undo();
  expect(undone).toEqual(['a']);
});

test('a step that comes while another is taken back stays', async () => {
  const { steps } = history();
  steps.add({ name: 'a' });
  await steps.undo(async () => steps.add({ name: 'b' }));
  expect(steps.last()?.name).toBe('b');
});

test('remembers no more than its limit', async () => {
  const { steps, undone, undo } = history(2);
  for (const name of ['a', 'b', 'c']) steps.add({ name });
  for (let time = 0; time < 3; time++) await undo();
  expect(undone).toEqual(['c', 'b']);
});
