import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  A_IN_CONTEXT,
  buildersMade,
  FILES,
  firstRun,
  indexerHarness,
  type IndexerHarness,
} from '../../support/indexer-harness.ts';

test('a new process goes on with what the last one has left, without making it anew', async () => {
  const first = await firstRun(FILES);
  const { root, storage, service, indexed, context, notices } = await indexerHarness(
    {},
    { after: first, stateKey: 'this program' },
  );
  const before = buildersMade();
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts text.md');
  expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
  await service.settle();
  expect(buildersMade()).toBe(before);
  expect(notices).toEqual(first.notices);
});

for (const [what, change] of [
  ['changed', async ({ write }) => void (await write('a.ts', 'export const a = 22;\n'))],
  ['came', async ({ write }) => void (await write('b.ts', 'export const b = 1;\n'))],
  ['went', ({ root }) => fs.rm(path.join(root, 'text.md'))],
] as const satisfies readonly (readonly [string, (first: IndexerHarness) => Promise<void>])[]) {
  test(`what is left is used at first and made anew when a file ${what} meanwhile`, async () => {
    const first = await firstRun(FILES);
    await change(first);
    const { root, storage, service, indexed } = await indexerHarness({}, { after: first, stateKey: 'this program' });
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('a.ts text.md');
    expect(await indexed()).toBe({ changed: 'a.ts text.md', came: 'a.ts b.ts text.md', went: 'a.ts' }[what]);
  });
}

for (const [what, spoil] of [
  ['damaged', async ({ storage }) => fs.truncate(path.join(storage, 'repository.outlines.jsonl'), 300)],
  ['without its model', async ({ storage }) => fs.rm(path.join(storage, 'repository.model'))],
  ['of other folders', async ({ root, storage }) => replaceIn(storage, root, `${root}2`)],
  ['damaged in one letter', async ({ storage }) => replaceIn(storage, '"line":0', '"line":9', 'rows')],
  [
    'beside the model of another window',
    async ({ storage }) => fs.writeFile(path.join(storage, 'repository.model'), 'x'),
  ],
  ['in another form', async ({ storage }) => replaceIn(storage, '"version":2', '"version":1')],
  ['of another version', async ({ storage }) => replaceIn(storage, 'this program', 'that program')],
] as const satisfies readonly (readonly [string, (first: IndexerHarness) => Promise<void>])[]) {
  test(`what is left ${what} is not used`, async () => {
    const first = await firstRun(FILES);
    await spoil(first);
    const { root, storage, service, indexed, context, problems } = await indexerHarness(
      {},
      { after: first, stateKey: 'this program' },
    );
    const before = buildersMade();
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('a.ts text.md');
    expect(buildersMade()).toBe(before + 1);
    expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
    expect(problems()).toEqual([]);
  });
}

async function replaceIn(
  storage: string,
  from: string,
  to: string,
  where: 'header' | 'rows' = 'header',
): Promise<void> {
  const file = path.join(storage, 'repository.outlines.jsonl');
  const [header = '', ...rest] = (await fs.readFile(file, 'utf8')).split('\n');
  const rows = rest.join('\n');
  expect(where === 'header' ? header : rows).toContain(from);
  const written = where === 'header' ? [header.replaceAll(from, to), rows] : [header, rows.replaceAll(from, to)];
  await fs.writeFile(file, written.join('\n'));
}

test('two windows that write at once leave what one of them wrote', async () => {
  const first = await firstRun(FILES);
  const second = await indexerHarness({}, { after: first, stateKey: 'this program' });
  const third = await indexerHarness({}, { after: first, stateKey: 'this program' });
  await first.write('b.ts', 'export const b = 1;\n');
  for (const { service, root, storage } of [second, third]) service.index({ roots: [root], storage });
  await Promise.all([second.service.settle(), third.service.settle()]);
  const fourth = await indexerHarness({}, { after: first, stateKey: 'this program' });
  fourth.service.index({ roots: [fourth.root], storage: fourth.storage });
  await fourth.service.settle();
  expect(await fourth.context("import { b } from './b';")).toBe('b.ts: export const b = 1');
  expect(await fs.readdir(first.storage)).toEqual(['repository.model', 'repository.outlines.jsonl']);
});
