import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { indexerHarness } from '../../support/indexer-harness.ts';

test('indexes a folder, writes the model and tells of it', async () => {
  const { root, storage, service, notices, indexed, context } = await indexerHarness({
    'a.ts': 'export function a(x: number): void {}\n',
    'sub/b.py': 'def b(): pass\n',
    'picture.ts': 'a\0b',
  });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts b.py');
  expect(notices).toHaveLength(1);
  expect(notices[0]![1]).toMatchObject({
    modelFile: path.join(storage, 'repository.model'),
    files: 2,
    outlined: 2,
    skipped: 1,
    bytes: 52,
  });
  expect(await context("import { a } from './a';")).toBe('a.ts: export function a(x: number): void {}');
  expect(await context('', [path.join(root, 'a.ts')])).toBe('a.ts: export function a(x: number): void {}');
});

test('what is imported from an installed package comes with its signature, and the package is not indexed', async () => {
  const { root, storage, service, indexed, context } = await indexerHarness({
    'a.ts': 'export const a = 1;\n',
    'node_modules/quill/package.json': '{ "version": "1.0.0", "types": "main.d.ts" }',
    'node_modules/quill/main.d.ts': 'export function write(text: string): void;\n',
  });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts');
  // On a busy machine it may take more than one question's time to read it.
  let found = '';
  for (let asked = 0; !found.includes('main.d.ts') && asked < 50; asked++) {
    found = await context("import { write } from 'quill';\n");
  }
  expect(found).toContain('main.d.ts: export function write(text: string): void');
});

test('a second call takes the place of the first', async () => {
  const { root, storage, service, notices, indexed, write } = await indexerHarness({ 'one/a.ts': '' });
  await write('two/b.ts', '');
  service.index({ roots: [path.join(root, 'one')], storage });
  service.index({ roots: [path.join(root, 'two')], storage });
  expect(await indexed()).toBe('b.ts');
  expect(notices).toHaveLength(1);
});

test('answers while it indexes', { timeout: 30_000 }, async () => {
  const line = 'export function name(a: number): { b: string } { return { b: String(a) }; }\n';
  const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}.ts`, line.repeat(200)]));
  const { root, storage, service, notices, indexed, context } = await indexerHarness(files);
  // Without the grammar's loading, which happens once.
  await context('const a = 1;');
  service.index({ roots: [root], storage });
  let answers = 0;
  for (; notices.length === 0; answers++) {
    await context(`const a = ${answers};`);
    // As the next message would come.
    await setImmediate();
  }
  expect(answers).toBeGreaterThan(60);
  await indexed();
});

test('knows nothing before it is asked to index, and says how much memory it takes', async () => {
  const { service, context } = await indexerHarness({ 'a.ts': 'export const a = 1;\n' });
  service.filesChanged({ files: ['/a.ts'] });
  expect(await context("import { a } from './a';")).toBe('');
  const memory = service.memory({});
  expect(memory.rssMB).toBeGreaterThan(10);
});
