import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changedFiles, recentMessages } from '../../src/node/git-changes.ts';
import { never } from '../support/model-client.ts';

let folder: string;
const git = (...args: string[]): void =>
  void execFileSync(
    'git',
    ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false', ...args],
    { cwd: folder, stdio: 'ignore' },
  );
const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-git-'));
  git('init', '-q');
  write('a.ts', 'one\n');
  write('ü b.ts', 'two\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'Begin');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('what changed is told file by file', async () => {
  write('a.ts', 'uno\n');
  write('ü b.ts', 'due\n');
  const changes = await changedFiles(folder, 'all', never);
  expect(changes.map(({ path: file }) => file)).toEqual(['a.ts', 'ü b.ts']);
  expect(changes[0]!.diff).toMatch(/-one\n\+uno/);
});

test('what is staged is told apart', async () => {
  write('a.ts', 'uno\n');
  git('add', 'a.ts');
  write('ü b.ts', 'due\n');
  expect((await changedFiles(folder, 'staged', never)).map(({ path: file }) => file)).toEqual(['a.ts']);
});

test('the messages so far come newest first', async () => {
  write('a.ts', 'uno\n');
  git('commit', '-q', '-am', 'Say it in Italian');
  expect(await recentMessages(folder, never)).toEqual(['Say it in Italian', 'Begin']);
});

test('nothing that a repository configures is run', async () => {
  const mark = path.join(folder, 'ran');
  git('config', 'diff.external', `touch ${mark};`);
  git('config', 'core.fsmonitor', `touch ${mark};`);
  git('config', 'diff.x.textconv', `touch ${mark};`);
  write('.gitattributes', '*.ts diff=x\n');
  write('a.ts', 'uno\n');
  await changedFiles(folder, 'all', never);
  expect(fs.existsSync(mark)).toBe(false);
});

test('a folder without a repository is an error', async () => {
  fs.rmSync(path.join(folder, '.git'), { recursive: true });
  await expect(changedFiles(folder, 'all', never)).rejects.toThrow();
});
