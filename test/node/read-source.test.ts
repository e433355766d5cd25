import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSource } from '../../src/node/read-source.ts';
import { removeUnfinished, writeAtomically } from '../../src/node/write-atomically.ts';

let folder = '';

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sotto-read-'));
});
afterAll(() => fs.rm(folder, { recursive: true, force: true }));

/** What reading a file with that content gives: its text, or why not. */
async function read(content: Uint8Array | string, languageId = 'typescript'): Promise<string> {
  const file = path.join(folder, 'file');
  await fs.writeFile(file, content);
  const source = await readSource(file, languageId);
  return source.kind === 'text' ? source.text : source.reason;
}

test('reads text as it is, without a byte order mark', async () => {
  expect(await read('const a = "ä";\r\n')).toBe('const a = "ä";\r\n');
  expect(await read('\uFEFFx = 1\n')).toBe('x = 1\n');
  expect(await read('')).toBe('');
});

test.each([
  ['a NUL near the beginning', Buffer.from('a = 1\0\n'), 'binary'],
  ['UTF-16', Buffer.from('\uFEFFlet a = 1;\n', 'utf16le'), 'binary'],
  ['Latin-1', Buffer.from('caf\xE9\n', 'latin1'), 'not-utf8'],
  ['a lone surrogate', Buffer.from('eda080', 'hex'), 'not-utf8'],
  ['an overlong form', Buffer.from('c0af', 'hex'), 'not-utf8'],
  ['a cut character', Buffer.from('e4bd', 'hex'), 'not-utf8'],
  ['over a megabyte', Buffer.alloc(1_000_001, 'a\n'), 'too-large'],
  ['one very long line', Buffer.from(`const a = 1;\n${'x'.repeat(5001)}\n`), 'minified'],
  ['long lines throughout', Buffer.from(`${'x'.repeat(300)}\n`.repeat(20)), 'minified'],
] as const)('leaves out %s', async (_name, content, reason) => expect(await read(content)).toBe(reason));

test('data has a lower limit than code', async () => {
  const content = 'a: 1\n'.repeat(30_000);
  expect(await read(content, 'yaml')).toBe('too-large');
  expect(await read(content, 'typescript')).toBe(content);
});

test('a file that is gone, a folder, a link and a pipe are no errors', async () => {
  const reason = async (name: string): Promise<string> => {
    const source = await readSource(path.join(folder, name), 'typescript');
    return source.kind === 'text' ? source.text : source.reason;
  };
  await fs.mkdir(path.join(folder, 'folder'));
  await fs.writeFile(path.join(folder, 'real.ts'), '');
  await fs.symlink(path.join(folder, 'real.ts'), path.join(folder, 'link.ts'));
  execFileSync('mkfifo', [path.join(folder, 'pipe')]);
  expect(await reason('none.ts')).toBe('gone');
  expect(await reason('folder')).toBe('not-a-file');
  expect(await reason('link.ts')).toBe('gone');
  expect(await reason('pipe')).toBe('not-a-file');
});

test('a write leaves the whole file, and nothing unfinished beside it', async () => {
  const file = path.join(folder, 'new', 'state');
  await writeAtomically(file, Buffer.from('one'));
  await Promise.all([writeAtomically(file, Buffer.from('two')), removeUnfinished(file)]);
  expect(await fs.readFile(file, 'utf8')).toBe('two');
  expect(await fs.readdir(path.dirname(file))).toEqual(['state']);
});

test('what a process that is gone left unfinished is removed', async () => {
  const file = path.join(folder, 'left', 'state');
  await writeAtomically(file, Buffer.from('one'));
  // No system gives a process so high a number.
  await fs.writeFile(`${file}.999999999.tmp`, 'tw');
  await fs.writeFile(`${file}.${process.pid}.tmp`, 'th');
  await fs.writeFile(path.join(folder, 'left', 'other.999999999.tmp'), '');
  await removeUnfinished(file);
  expect((await fs.readdir(path.dirname(file))).toSorted()).toEqual([
    'other.999999999.tmp',
    'state',
    `state.${process.pid}.tmp`,
  ]);
});
