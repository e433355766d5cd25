import { expect, test } from 'vitest';
import {
  engineDoes,
  indexerDoes,
  reportOf,
  requestsLine,
  sampleChild,
  usageLine,
} from '../../src/node/machine-report.ts';

const INDEX = { modelFile: '/m', files: 1526, outlined: 1500, isCut: false, skipped: 3, bytes: 9, milliseconds: 5120 };

test('the share of a core is that since the moment before', () => {
  const before = { pid: 7, rssMB: 80, cpuMs: 1000, atMs: 10_000 };
  const after = { pid: 7, rssMB: 84, cpuMs: 1250, atMs: 12_000 };
  expect(usageLine(reportOf('Engine', 'waits', before, after))).toBe('13 % CPU, 84 MB, process 7');
});

test('a process that was restarted meanwhile has no share yet', () => {
  const before = { pid: 7, rssMB: 80, cpuMs: 1000, atMs: 10_000 };
  const after = { pid: 8, rssMB: 84, cpuMs: 50, atMs: 12_000 };
  expect(usageLine(reportOf('Engine', 'waits', before, after))).toBe('… % CPU, 84 MB, process 8');
});

test('a process that does not answer is said to', async () => {
  const hangs = { pid: 7, call: () => Promise.reject(new Error('did not answer')) };
  const sample = await sampleChild(hangs, () => 0);
  expect(usageLine(reportOf('Engine', 'answers', undefined, sample))).toBe('does not answer');
});

for (const [when, activity, said] of [
  [
    'the first index',
    { state: 'indexing', progress: { files: 340, expected: undefined }, last: undefined },
    'reads the workspace: 340 files',
  ],
  [
    'a later index',
    { state: 'indexing', progress: { files: 1340, expected: 1526 }, last: INDEX },
    'reads the workspace: 1,340 of about 1,526 files; the last index: 1,526 files in 5.1 s',
  ],
  [
    'a pause',
    { state: 'paused', progress: { files: 340, expected: 1526 }, last: undefined },
    'is paused at 340 of about 1,526 files',
  ],
  [
    'rest',
    { state: 'idle', progress: undefined, last: INDEX },
    'waits for changes; the last index: 1,526 files in 5.1 s',
  ],
] as const) {
  test(`the indexer says what it does during ${when}`, () => expect(indexerDoes(1, activity)).toBe(said));
}

test('a child that is down is being started again', () => {
  expect(indexerDoes(undefined, { state: 'idle', progress: undefined, last: undefined })).toBe(
    'is being started again',
  );
  expect(engineDoes({ pid: undefined, isReady: false, callsWaiting: 0, callsMade: 3 })).toBe('is being started again');
});

test('requests are counted over the last minute', () => {
  const at = (time: number) => ({ time }) as never;
  expect(requestsLine([at(0), at(39_000), at(90_000)], 1, 100_000)).toBe(
    '1 completion request in the last minute, 1 request to a model server so far',
  );
});
