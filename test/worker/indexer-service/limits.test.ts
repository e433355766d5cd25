import path from 'node:path';
import { expect, test } from 'vitest';
import { indexerHarness } from '../../support/indexer-harness.ts';

test('stops at the limit, nearest to the root first, and says so', async () => {
  const { root, storage, service, indexed, problems } = await indexerHarness(
    { 'deep/er/x.ts': '', 'b.ts': '', 'a.ts': '', 'deep/c.ts': '' },
    { maxFiles: 3 },
  );
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts b.ts c.ts');
  expect(problems()).toEqual([
    'Sotto reads 3 source files of this folder, and knows the definitions of open folders only',
  ]);
});

test('reads what is beside open files before the rest', async () => {
  const { root, storage, service, indexed } = await indexerHarness({
    'a.ts': '',
    'z/open.ts': '',
    'z/side.ts': '',
    'b.ts': '',
  });
  service.index({ roots: [root], storage, openFiles: [path.join(root, 'z/open.ts'), '/elsewhere/x.ts', 'Untitled-1'] });
  expect(await indexed()).toBe('open.ts side.ts a.ts b.ts');
});

test('above the limit the definitions of open folders are known, of those opened later too', async () => {
  const { root, storage, service, indexed, notices } = await indexerHarness(
    {
      'a.ts': 'export const a = 1;',
      'b.ts': 'export const b = 1;',
      'y/c.ts': 'export const c = 1;',
      'z/d.ts': 'export const d = 1;',
    },
    { maxFiles: 2, stateKey: 'this program' },
  );
  const known = () => ['a', 'b', 'c', 'd'].filter((name) => service.definitions({ name }).length > 0).join(' ');
  service.index({ roots: [root], storage, openFiles: [path.join(root, 'z/d.ts')] });
  expect(await indexed()).toBe('d.ts a.ts');
  expect(known()).toBe('d');
  expect(notices.at(-1)![1]).toMatchObject({ files: 2, outlined: 1, isCut: true });
  service.opened({ file: path.join(root, 'y/c.ts') });
  service.opened({ file: path.join(root, 'a.ts') });
  await service.settle();
  expect(known()).toBe('a b c d');
});
