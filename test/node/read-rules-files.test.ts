import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readRulesFiles } from '../../src/node/read-rules-files.ts';
import { temporaryFolder } from '../support/headless.ts';

let root = '';
let outside = '';
beforeEach(() => {
  const folder = temporaryFolder();
  root = path.join(folder, 'project');
  outside = path.join(folder, 'elsewhere');
  fs.mkdirSync(root);
  fs.mkdirSync(outside);
});

function write(name: string, text = name): string {
  const file = path.resolve(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

async function read(file?: string): Promise<readonly string[]> {
  const found = await readRulesFiles({
    folder: root,
    file: file === undefined ? undefined : path.join(root, file),
    roots: [root],
    nameOf: (each) => path.relative(root, each),
  });
  return found.map(({ name, text }) => (name === text ? name : `${name}: ${text}`));
}

test('the nearest one comes first, then those at the root, in a fixed order', async () => {
  for (const name of ['.cursorrules', 'CLAUDE.md', 'web/AGENTS.md', 'AGENTS.md', 'web/src/deep/AGENTS.md']) write(name);
  write('.github/copilot-instructions.md');
  write('CONVENTIONS.md');
  expect(await read('web/src/a.ts')).toEqual([
    'web/AGENTS.md',
    'AGENTS.md',
    'CLAUDE.md',
    '.github/copilot-instructions.md',
    '.cursorrules',
    'CONVENTIONS.md',
  ]);
  expect(await read()).not.toContain('web/AGENTS.md');
});

test('a project without rules has none', async () => {
  write('README.md');
  expect(await read('src/a.ts')).toEqual([]);
});

test('its hash tells a text from every other, its key stays', async () => {
  const place = { folder: root, file: undefined, roots: [root], nameOf: () => 'AGENTS.md' };
  write('AGENTS.md', 'one');
  const [one] = await readRulesFiles(place);
  write('AGENTS.md', 'two');
  const [two] = await readRulesFiles(place);
  expect(two!.key).toBe(one!.key);
  expect(two!.hash).not.toBe(one!.hash);
});

test('what is ignored, no text, or too large for rules is not there', async () => {
  write('.gitignore', 'CLAUDE.md\n');
  write('CLAUDE.md');
  write('AGENTS.md', 'a\0b');
  write('.cursorrules', '- Use tabs.\n'.repeat(10_000));
  fs.mkdirSync(path.join(root, 'CONVENTIONS.md'));
  expect(await read()).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'a link is read where it leads to inside the workspace, and once',
  async () => {
    write('AGENTS.md');
    fs.symlinkSync('AGENTS.md', path.join(root, 'CLAUDE.md'));
    write('docs/style.md', 'style');
    fs.symlinkSync('docs/style.md', path.join(root, 'CONVENTIONS.md'));
    expect(await read()).toEqual(['AGENTS.md', 'CONVENTIONS.md: style']);
  },
);

test.skipIf(process.platform === 'win32')(
  'a link out of the workspace, or to a private file, is not followed',
  async () => {
    fs.writeFileSync(path.join(outside, 'rules.md'), 'secret');
    fs.symlinkSync(path.join(outside, 'rules.md'), path.join(root, 'AGENTS.md'));
    fs.symlinkSync(outside, path.join(root, '.github'));
    fs.writeFileSync(path.join(outside, 'copilot-instructions.md'), 'secret');
    write('.env', 'TOKEN=1');
    fs.symlinkSync('.env', path.join(root, 'CLAUDE.md'));
    fs.symlinkSync('.cursorrules', path.join(root, '.cursorrules'));
    expect(await read('src/a.ts')).toEqual([]);
  },
);
