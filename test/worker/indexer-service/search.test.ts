import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { indexerHarness } from '../../support/indexer-harness.ts';

test('finds definitions and files by their names, and says where imports lead', async () => {
  const { root, storage, service, indexed } = await indexerHarness({
    'loans.ts': 'export class Loan {\n  overdue() {}\n}\n',
    'sub/loan-list.ts':
      "import { Loan } from '../loans';\nimport fs from 'node:fs';\nexport const list: Loan[] = [];\n",
  });
  service.index({ roots: [root], storage });
  await indexed();
  const found = service.definitions({ name: 'Loan.overdue' });
  expect(found.map(({ path: file, definition }) => `${path.basename(file)}:${definition.line}`)).toEqual([
    'loans.ts:1',
  ]);
  const { files, definitions } = service.search({ query: 'loan', limit: 10 });
  expect(files.map((file) => path.relative(root, file))).toEqual(['loans.ts', path.join('sub', 'loan-list.ts')]);
  expect(definitions.map(({ definition }) => definition.name)).toEqual(['Loan']);
  const file = path.join(root, 'sub', 'loan-list.ts');
  const outline = await service.outline({
    file,
    languageId: 'typescript',
    text: `${await fs.readFile(file, 'utf8')}export const unsaved = 1;\n`,
  });
  expect(outline.definitions.map(({ name }) => name)).toEqual(['list', 'unsaved']);
  expect(outline.imports.map((each) => each.file && path.relative(root, each.file))).toEqual(['loans.ts', undefined]);
});
