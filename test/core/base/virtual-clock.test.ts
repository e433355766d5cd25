import { expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/core/base/virtual-clock.ts';

test('calls back at its time, in order, and lets what was begun end before it goes on', async () => {
  const clock = createVirtualClock();
  const seen: string[] = [];
  const tell = (name: string) => () => void seen.push(`${name} at ${clock.now()}`);
  clock.after(30, tell('late'));
  clock.after(10, tell('early'));
  clock.after(10, tell('early, second'));
  clock.after(20, tell('disposed')).dispose();
  clock.after(99, tell('not yet'));
  clock.after(15, () => clock.after(5, tell('nested')));
  await clock.runTo(50, async () => {
    await Promise.resolve();
    seen.push('.');
  });
  expect(seen.join(' ')).toBe('early at 10 . early, second at 10 . . nested at 20 . late at 30 .');
  await clock.runTo(40);
  expect(clock.now()).toBe(50);
});
