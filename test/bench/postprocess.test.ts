import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BadInput } from '../../bench/lib/bad-input.ts';
import { runPostProcessBench } from '../../bench/postprocess.ts';
import { temporaryFolder } from '../support/headless.ts';

let folder = '';
let printed = '';

beforeEach(() => {
  folder = temporaryFolder();
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const row = (changes: Readonly<Record<string, unknown>>) => ({
  category: 'clean',
  language: 'typescript',
  path: 'src/a.ts',
  prefix: 'const a = f(',
  suffix: ');\n',
  expect: { insertText: '1, 2' },
  ...changes,
});

function write(...rows: readonly unknown[]): string {
  const file = path.join(folder, 'cases.jsonl');
  fs.writeFileSync(file, rows.map((each) => `${typeof each === 'string' ? each : JSON.stringify(each)}\n`).join(''));
  return file;
}

test('writes what would be shown of each output, with the closers that it replaces, or why nothing is', async () => {
  const out = path.join(folder, 'out.jsonl');
  const file = write(
    row({ id: 'kept', generated: '1, 2' }),
    row({ id: 'closed', generated: '1, 2);' }),
    row({ id: 'blank', generated: '  ', expect: { nothing: true, reason: 'empty' } }),
    row({ id: 'broken', prefix: 'const a = 1;\n', suffix: '\n', generated: 'const = 5;', expect: { nothing: true } }),
    row({
      id: 'crossed',
      prefix: 'const a = 1;\n',
      suffix: '\n',
      generated: 'if (a}) {};',
      expect: { nothing: true },
    }),
  );
  await runPostProcessBench(['--in', file, '--out', out, '--score']);
  const rows = fs.readFileSync(out, 'utf8').trim().split('\n');
  expect(rows.map((line) => JSON.parse(line))).toEqual([
    { id: 'kept', insertText: '1, 2', ms: expect.any(Number) },
    { id: 'closed', insertText: '1, 2', ms: expect.any(Number) },
    { id: 'blank', insertText: '', nothing: 'only-whitespace', ms: expect.any(Number) },
    { id: 'broken', insertText: '', nothing: 'breaks-syntax', ms: expect.any(Number) },
    { id: 'crossed', insertText: '', nothing: 'breaks-syntax', ms: expect.any(Number) },
  ]);
  expect(printed).toContain('something is shown for 2, nothing for 3');
  expect(printed).toMatch(/all +5\/5/);
  expect(printed).toMatch(/the output as it is +1\/5/);
  expect(printed).toMatch(/never showing anything +3\/5/);
});

const faults: readonly (readonly [string, () => string[], string])[] = [
  ['no file', () => [], '--in is missing'],
  ['a file that is not there', () => ['--in', '/nowhere.jsonl'], "can't be read"],
  ['what is not JSON', () => ['--in', write('{"id":')], 'line 1:'],
  ['a row without what was generated', () => ['--in', write(row({ id: 'a' }))], 'line 1: has no generated'],
  [
    'a row that expects nothing at all, where it is scored',
    () => ['--in', write({ ...row({ id: 'a', generated: 'x' }), expect: undefined }), '--score'],
    "can't be scored",
  ],
];
for (const [name, args, message] of faults) {
  test(`${name} is bad input`, async () => {
    const run = runPostProcessBench(args());
    await expect(run).rejects.toBeInstanceOf(BadInput);
    await expect(run).rejects.toThrow(message);
  });
}
