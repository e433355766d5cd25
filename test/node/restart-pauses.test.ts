import { expect, test } from 'vitest';
import { createRestartPauses } from '../../src/node/restart-pauses.ts';

const pausesOf = (runs: string): number[] => {
  const pauses = createRestartPauses();
  return runs.split('').map((run) => pauses.nextMs(run === '+'));
};

test('a child that ran well is started again at once', () => expect(pausesOf('+++')).toEqual([0, 0, 0]));
test('one that dies again and again waits longer each time', () => expect(pausesOf('---')).toEqual([50, 100, 200]));
test('it never waits longer than half a minute', () => expect(pausesOf('-'.repeat(20)).at(-1)).toBe(30_000));
test('a good run forgives the bad ones', () => expect(pausesOf('---+--')).toEqual([50, 100, 200, 0, 50, 100]));
