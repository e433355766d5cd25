import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runEditsBench } from '../../bench/edits.ts';
import { BadInput } from '../../bench/lib/bad-input.ts';
import { runSafetyBench } from '../../bench/safety.ts';

const DATA = path.join(import.meta.dirname, '../../bench/data/edits/cases.jsonl');
const PATHS = path.join(import.meta.dirname, '../corpora/security');

afterEach(() => vi.restoreAllMocks());

async function rowsOf(run: (out: string) => void | Promise<void>): Promise<Record<string, unknown>[]> {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-bench-'));
  try {
    const out = path.join(folder, 'out.jsonl');
    await run(out);
    const lines = fs.readFileSync(out, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test('edits: a row for each case, in the agreed form', async () => {
  const rows = await rowsOf((out) => runEditsBench(['--in', DATA, '--out', out]));
  expect(rows).toHaveLength(180);
  expect(rows.find(({ id }) => id === 'p-several-files-01')).toEqual({
    id: 'p-several-files-01',
    result: expect.stringContaining('.rounded()'),
    other: ['src/shop/tax.ts'],
    ms: expect.any(Number),
  });
  expect(rows.find(({ id }) => id === 'p-prose-only-01')).toEqual({
    id: 'p-prose-only-01',
    result: null,
    refused: 'prose-only',
    ms: expect.any(Number),
  });
});

test('paths: a verdict for each row, all as the corpus expects', async () => {
  const file = path.join(PATHS, 'paths.jsonl');
  const rows = await rowsOf((out) =>
    runSafetyBench([
      '--corpus',
      'paths',
      '--in',
      file,
      '--fixtures',
      path.join(PATHS, 'paths_fixtures.json'),
      '--out',
      out,
    ]),
  );
  const expected = fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; expect: string });
  expect(rows.map(({ id, verdict }) => ({ id, verdict }))).toEqual(
    expected.map((row) => ({ id: row.id, verdict: row.expect })),
  );
  expect(rows[0]).toEqual({ id: 'path-001-traversal', verdict: 'refuse', reason: 'outside' });
});

test('what is missing or of another form is bad input', async () => {
  expect(() => runEditsBench([])).toThrow('--in is missing');
  expect(() => runEditsBench(['--in', path.join(PATHS, 'paths.jsonl')])).toThrow(BadInput);
  const paths = ['--corpus', 'paths', '--in', path.join(PATHS, 'paths.jsonl')];
  await expect(runSafetyBench(paths)).rejects.toThrow('--fixtures is missing');
});
