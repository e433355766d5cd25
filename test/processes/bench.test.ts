import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { temporaryFolder } from '../support/headless.ts';

let folder = '';

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function bench(...args: string[]) {
  const main = path.join(ROOT, 'bench/main.ts');
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', timeout: 110_000 });
}

const faults: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no name', [], /which bench\? There are: context/],
  ['an unknown name', ['poems'], /no bench is called poems/],
  ['an unknown option', ['postprocess', '--poems'], /Unknown option '--poems'/],
  ['an input that is not there', ['postprocess', '--in', '/nowhere.jsonl'], /can't be read/],
];
test.each(faults)('%s ends with exit code 2 and one line', { timeout: 30_000 }, (_name, args, message) => {
  const { status, stdout, stderr } = bench(...args);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect([status, stdout]).toEqual([2, '']);
});

test('the shipped indexer goes through hostile files, and knows those beside them', { timeout: 120_000 }, () => {
  const [file, out] = [path.join(folder, 'in.jsonl'), path.join(folder, 'out.jsonl')];
  const row = (id: string, category: string, lang: string | null, params: object, kind = id) =>
    JSON.stringify({ id, category, kind, lang, params, expect: { processAlive: true, laterFilesStillIndexed: true } });
  const rows = [
    row('lines', 'huge_token', 'python', { lines: 20, line: 'def f(): pass' }),
    row('line', 'one_long_line', 'javascript', { mb: 1, pattern: 'var a1=1;' }),
    row('errors', 'nesting', 'javascript', { open: '((((((((((\n', close: '', depth: 5_000 }),
    row('renamed_folder_while_walking', 'index_tree', null, { count: 50 }),
    row('flood', 'scanner_flood', null, { repeat: 'a', kb: 10 }),
    row('cheese', 'index_tree', null, {}),
  ];
  fs.writeFileSync(file, `${rows.join('\n')}\n`);
  const done = bench('safety', '--corpus', 'parser', '--in', file, '--out', out, '--score');
  expect(done.stderr).toBe('');
  const results = fs
    .readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const seen = { ms: expect.any(Number), alive: true, blockedMs: expect.any(Number), rssMB: expect.any(Number) };
  expect(results).toEqual([
    { id: 'lines', outcome: 'parsed', laterIndexed: true, ...seen },
    { id: 'line', outcome: 'skipped', laterIndexed: true, ...seen },
    // Which of them depends on the machine.
    { id: 'errors', outcome: expect.stringMatching(/parsed|cancelled/), laterIndexed: true, ...seen },
    { id: 'renamed_folder_while_walking', outcome: 'parsed', laterIndexed: true, ...seen },
    { id: 'flood', outcome: 'parsed', laterIndexed: true, ...seen },
  ]);
  expect(done.stdout).toContain('cheese is left out: no recipe for index_tree cheese');
  expect(done.stdout).toMatch(/all +5\/5/);
});
