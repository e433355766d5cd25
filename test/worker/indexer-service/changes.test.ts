import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadGrammar } from '../../../scripts/lib/load-grammar.ts';
import { buildersMade, firstRun, indexerHarness } from '../../support/indexer-harness.ts';

test('takes up changed, new and deleted files, together and after a pause', async () => {
  const { root, storage, service, indexed, write, context } = await indexerHarness({
    'a.ts': 'export function old() {}\n',
    'gone.ts': 'export const gone = 1;\n',
  });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts gone.ts');
  const changed = await write('a.ts', 'export function renamed() {}\n');
  const added = await write('b.ts', 'export function b() {}\n');
  await fs.rm(path.join(root, 'gone.ts'));
  service.filesChanged({ files: [changed] });
  service.filesChanged({ files: [added, path.join(root, 'gone.ts')] });
  expect(await indexed()).toBe('a.ts b.ts');
  expect(
    await context("import { renamed } from './a'; import { b } from './b'; import { gone } from './gone';\nrenamed("),
  ).toBe('b.ts: export function b() {}\na.ts: export function renamed() {}');
});

test('leaves the model as it is while few of the files have changed: the engine reads those itself', async () => {
  const names = Array.from({ length: 30 }, (_, n) => `f${n}.ts`);
  const { root, storage, service, indexed, notices, write, context } = await indexerHarness(
    Object.fromEntries(names.map((name) => [name, ''])),
  );
  service.index({ roots: [root], storage });
  await indexed();
  service.filesChanged({ files: [await write('f0.ts', 'export const a = 1;\n')] });
  await service.settle();
  expect(await context("import { a } from './f0';")).toBe('f0.ts: export const a = 1');
  expect(notices.length).toBe(1);
  service.filesChanged({ files: [await write('f1.ts', ''), await write('f2.ts', ''), await write('f3.ts', '')] });
  await indexed();
});

test('takes up at once what was told to have changed where someone waits for it', async () => {
  const { root, storage, service, indexed, write, context } = await indexerHarness(
    { 'a.ts': '' },
    { quietMs: 600_000 },
  );
  service.index({ roots: [root], storage });
  await indexed();
  service.filesChanged({ files: [await write('a.ts', 'export const a = 1;\n')] });
  expect(await context("import { a } from './a';")).toBe('');
  await service.settle();
  expect(await context("import { a } from './a';")).toBe('a.ts: export const a = 1');
});

test('forgets the files of a folder that is gone', async () => {
  const { root, storage, service, indexed, context } = await indexerHarness({
    'a.ts': '',
    'sub/deep/b.ts': 'export const b = 1;',
  });
  service.index({ roots: [root], storage });
  await indexed();
  await fs.rm(path.join(root, 'sub'), { recursive: true });
  service.filesChanged({ files: [path.join(root, 'sub')] });
  expect(await indexed()).toBe('a.ts');
  expect(await context("import { b } from './sub/deep/b';")).toBe('');
});

test('does not take up changed files that the rules leave out', async () => {
  const { root, storage, service, indexed, write, context } = await indexerHarness({
    '.gitignore': 'hidden/\n',
    'a.ts': '',
  });
  service.index({ roots: [root], storage });
  await indexed();
  service.filesChanged({ files: [await write('hidden/h.ts', 'export const h = 1;\n'), '/etc/passwd'] });
  expect(await indexed()).toBe('a.ts');
  expect(await context("import { h } from './hidden/h';")).toBe('');
});

test('changes that are being read when indexing starts anew do not start it once more', async () => {
  let onPython = (): void => {};
  const { root, storage, service, indexed, write } = await indexerHarness(
    { 'a.ts': '' },
    {
      quietMs: 600_000,
      loadGrammar(file) {
        if (file === 'python.wasm') onPython();
        return loadGrammar(file);
      },
    },
  );
  service.index({ roots: [root], storage });
  await indexed();
  const before = buildersMade();
  onPython = () => service.index({ roots: [root], storage });
  service.filesChanged({ files: [await write('b.py', 'b = 1\n')] });
  await service.settle();
  expect(await indexed()).toBe('a.ts b.py');
  await service.settle();
  expect(buildersMade()).toBe(before + 1);
});

test('a long file is parsed when it is opened, before it is saved, and a short one is not', async () => {
  const files = { 'long.ts': 'export const long = 1;\n'.repeat(4_000), 'short.ts': 'export const short = 1;\n' };
  const first = await firstRun(files);
  const loaded: string[] = [];
  const { root, storage, service, indexed } = await indexerHarness(
    {},
    {
      after: first,
      stateKey: 'this program',
      loadGrammar: (name) => {
        loaded.push(name);
        return loadGrammar(name);
      },
    },
  );
  service.index({ roots: [root], storage });
  await indexed();
  service.opened({ file: path.join(root, 'short.ts') });
  await service.settle();
  expect(loaded).toEqual([]);
  service.opened({ file: path.join(root, 'long.ts') });
  await service.settle();
  expect(loaded).not.toEqual([]);
});
