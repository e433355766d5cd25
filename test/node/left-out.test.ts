import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLeftOut } from '../../src/node/left-out.ts';

let root: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-left-out-'));
  fs.mkdirSync(path.join(root, 'src', 'made'), { recursive: true });
  fs.writeFileSync(path.join(root, '.gitignore'), 'made/\n*.log\n');
  fs.writeFileSync(path.join(root, 'src', '.sottoignore'), 'quiet.ts\n');
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

test.each([
  ['src/a.ts', false],
  ['..a.ts', false],
  ['src/quiet.ts', true],
  ['quiet.ts', false],
  ['src/made/a.ts', true],
  ['run.log', true],
  ['.env', true],
  ['node_modules/x/index.js', true],
  ['../elsewhere.ts', true],
  ['.', true],
])('%s: %s', async (file, leftOut) => expect(await isLeftOut(path.join(root, file), [root])).toBe(leftOut));

test('without a folder everything is', async () => expect(await isLeftOut(path.join(root, 'a.ts'), [])).toBe(true));
