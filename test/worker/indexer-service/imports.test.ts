import path from 'node:path';
import { expect, test } from 'vitest';
import { indexerHarness } from '../../support/indexer-harness.ts';

test('says what a suggestion must import, once the whole folder is known and one file alone has it', async () => {
  const { root, storage, service, indexed, write } = await indexerHarness({
    'dates.ts': 'export function due() {}\n',
    'a.ts': "import { b } from './b.ts';\n",
    'b.ts': 'export const b = 1;\n',
  });
  const text = 'const x = ;\n';
  const ask = async (file = path.join(root, 'open.ts')): Promise<string> => {
    const place = { offset: text.indexOf(';'), insertText: 'due(x)', replaceSuffix: 0 };
    const needed = await service.imports({ file, languageId: 'typescript', text, ...place });
    return needed.map(({ name, source }) => `${name} from ${source}`).join();
  };
  expect(await ask()).toBe('');
  service.index({ roots: [root], storage });
  await indexed();
  expect(await ask()).toBe('due from ./dates.ts');
  expect(await ask('/elsewhere/open.ts')).toBe('');
  service.filesChanged({ files: [await write('other.ts', 'export function due() {}\n')] });
  await service.settle();
  expect(await ask()).toBe('');
});

test('says nothing of imports where a folder is too large to be known as a whole', async () => {
  const files = { 'a.ts': 'export const a = 1;\n', 'dates.ts': 'export function due() {}\n' };
  const { root, storage, service, indexed } = await indexerHarness(files, { maxFiles: 1 });
  const openFiles = [path.join(root, 'open.ts')];
  service.index({ roots: [root], storage, openFiles });
  await indexed();
  const place = { text: '\n', offset: 0, insertText: 'due()', replaceSuffix: 0 };
  expect(await service.imports({ file: openFiles[0]!, languageId: 'typescript', ...place })).toEqual([]);
});
