import { expect, test } from 'vitest';
import { rulesFilesFor } from '../../../src/core/rules/rules-files.ts';

const AT_ROOT = [
  ['AGENTS.md'],
  ['CLAUDE.md', '.claude/CLAUDE.md'],
  ['.github/copilot-instructions.md'],
  ['.cursorrules'],
  ['CONVENTIONS.md'],
];

test('the nearest AGENTS.md comes first, the one at the root after it', () => {
  expect(rulesFilesFor('packages/web/a.ts')).toEqual([
    ['packages/web/AGENTS.md', 'packages/AGENTS.md'],
    ['packages/web/CLAUDE.md', 'packages/CLAUDE.md'],
    ...AT_ROOT,
  ]);
});

test.each(['a.ts', undefined])('for %s there are those at the root', (path) => {
  expect(rulesFilesFor(path)).toEqual(AT_ROOT);
});

test('a path of many folders is asked about a few times', () => {
  expect(rulesFilesFor('a/'.repeat(5_000) + 'b.ts').flat().length).toBeLessThan(80);
});
