import path from 'node:path';
import { expect, test } from 'vitest';
import { indexerHarness } from '../../support/indexer-harness.ts';

const CALL = {
  text: 'const x = ;\n',
  offset: 10,
  insertText: 'renewLoan(x)',
  replaceSuffix: 0,
  languageId: 'typescript',
};

test('finds a name that nobody has, once the whole folder is known, and until somebody has it', async () => {
  const { root, storage, service, indexed, write } = await indexerHarness({ 'a.ts': 'export class Loan {}\n' });
  const ask = (file = path.join(root, 'open.ts')) => service.invented({ file, ...CALL });
  expect(await ask()).toEqual([]);
  service.index({ roots: [root], storage });
  await indexed();
  expect(await ask()).toEqual([{ name: 'renewLoan', start: 10 }]);
  expect(await ask('/elsewhere/open.ts')).toEqual([]);
  service.filesChanged({ files: [await write('other.ts', 'export function renewLoan() {}\n')] });
  await service.settle();
  expect(await ask()).toEqual([]);
});

test('says nothing of names where a folder is too large to be known as a whole', async () => {
  const files = { 'a.ts': 'export class Loan {}\n', 'dates.ts': 'export function renewLoan() {}\n' };
  const { root, storage, service, indexed } = await indexerHarness(files, { maxFiles: 1 });
  const file = path.join(root, 'open.ts');
  service.index({ roots: [root], storage, openFiles: [file] });
  await indexed();
  expect(await service.invented({ file, ...CALL })).toEqual([]);
});
