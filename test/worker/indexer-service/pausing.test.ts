import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { A_IN_CONTEXT, FILES, firstRun, indexerHarness } from '../../support/indexer-harness.ts';

test('a paused indexer answers, and goes on where it was', async () => {
  const { root, storage, service, notices, indexed, context } = await indexerHarness({
    'a.ts': 'export const a = 1;\n',
    'b.ts': 'export const b = 1;\n',
  });
  service.pause({});
  service.index({ roots: [root], storage });
  // The file that is being read is read to its end, and no other.
  while ((await context(A_IN_CONTEXT[0])) === '') await setImmediate();
  for (let turn = 0; turn < 20; turn++)
    expect(await context(`import { b } from './b'; // ${turn}`)).not.toContain('b.ts');
  expect(notices).toEqual([]);
  service.resume({});
  expect(await indexed()).toBe('a.ts b.ts');
});

test('a paused indexer reads no changes, and takes them up afterwards', async () => {
  const first = await indexerHarness({ 'a.ts': '' });
  // Of the same folder, and not paused: it shows that there was time enough.
  const other = await indexerHarness({}, { after: first, quietMs: 600_000 });
  const { root, service, write, context } = first;
  for (const each of [first, other]) {
    each.service.index({ roots: [root], storage: `${each.storage}${each === other ? '-2' : ''}` });
    await each.service.settle();
  }
  const file = await write('a.ts', 'export const a = 1;\n');
  service.pause({});
  service.filesChanged({ files: [file] });
  const settled = service.settle();
  other.service.filesChanged({ files: [file] });
  await other.service.settle();
  expect(await other.context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
  expect(await context(A_IN_CONTEXT[0])).toBe('');
  service.resume({});
  await settled;
  expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
});

test('a process that starts paused takes up what the last one has left', async () => {
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`text${at}.md`, '# title\n']));
  const first = await firstRun({ ...FILES, ...many });
  const { root, storage, service, indexed, context } = await indexerHarness(
    {},
    { after: first, stateKey: 'this program' },
  );
  service.pause({});
  service.index({ roots: [root], storage });
  await indexed();
  expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
});
