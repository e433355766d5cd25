import { expect, test } from 'vitest';
import { missingBinaries } from '../../scripts/check-lock.ts';

const binary = (os: string, cpu: string) => ({ os: [os], cpu: [cpu] });

const lock = {
  '': {},
  'node_modules/linter': {
    optionalDependencies: {
      '@linter/linux-x64': '1.0.0',
      '@linter/darwin-arm64': '1.0.0',
      '@linter/win32-x64': '1.0.0',
    },
  },
  'node_modules/@linter/linux-x64': binary('linux', 'x64'),
  'node_modules/@linter/darwin-arm64': binary('darwin', 'arm64'),
};

test('a platform whose binary is locked is served', () => {
  expect(missingBinaries(lock, 'darwin-arm64')).toEqual([]);
});

test('a binary that the lock file lacks is missed, although npm would do without it', () => {
  expect(missingBinaries(lock, 'win32-x64')).toEqual(['linter has no binary for win32-x64 in the lock file']);
});

test('an extra for one system only is not missed on others', () => {
  const watcher = { 'node_modules/watcher': { optionalDependencies: { fsevents: '2.0.0' } } };
  expect(missingBinaries(watcher, 'linux-x64')).toEqual([]);
});
