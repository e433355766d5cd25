import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { indexerHarness } from '../../support/indexer-harness.ts';

test('an empty folder gives an empty model and no complaint', async () => {
  const { root, storage, service, indexed, problems } = await indexerHarness({});
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('');
  expect(problems()).toEqual([]);
});

test('a folder that vanishes is told once and leaves an empty model', async () => {
  const { root, storage, service, indexed, problems, context } = await indexerHarness({
    'a.ts': 'export const a = 1;\n',
  });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts');
  await fs.rm(root, { recursive: true });
  for (let round = 0; round < 2; round++) {
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('');
  }
  expect(problems()).toEqual([`Sotto cannot index ${root}: there is no such folder`]);
  expect(await context("import { a } from './a';")).toBe('');
});

test('what may not be read is told in one line, and the rest is indexed', async () => {
  const { root, storage, service, indexed, problems } = await indexerHarness({ 'a.ts': '', 'b/c.ts': '', 'd.ts': '' });
  await fs.chmod(path.join(root, 'b'), 0);
  await fs.chmod(path.join(root, 'd.ts'), 0);
  await fs.mkdir(storage, { recursive: true });
  for (const folder of [root, path.dirname(root), storage]) await fs.chmod(folder, 0o777);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('a.ts');
  } finally {
    if (isRoot) process.seteuid?.(0);
    await fs.chmod(path.join(root, 'b'), 0o755);
  }
  expect(problems()).toEqual([`Sotto may not read ${root}/b and 1 more; suggestions do not know what is in there`]);
});

test('a storage that cannot be written is told and stops nothing', async () => {
  const { root, storage, service, notices, context } = await indexerHarness({ 'a.ts': 'export const a = 1;\n' });
  await fs.mkdir(path.dirname(storage), { recursive: true });
  await fs.writeFile(storage, 'a file where the folder should be');
  service.index({ roots: [root], storage });
  while (notices.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(notices.map(([name]) => name)).toEqual(['problem', 'gaveUp']);
  expect(await context("import { a } from './a';")).toBe('a.ts: export const a = 1');
});
