import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundles, temporaryFolder, writeFiles } from '../support/headless.ts';

let dist = '';
let root = '';

beforeAll(async () => {
  dist = await bundles();
  root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{}',
    'src/fee.ts': '/** What is owed. */\nexport function feeFor(days: number) {\n  return days;\n}\n',
    'src/loan.ts':
      "import { feeFor } from './fee.ts';\nimport fs from 'node:fs';\nexport class Loan {\n  total() {\n    return feeFor(1);\n  }\n}\n",
    'src/desk.ts': "import { Loan } from './loan.ts';\nnew Loan().total();\n",
  });
}, 60_000);
afterAll(() => {
  for (const folder of [dist, root]) fs.rmSync(folder, { recursive: true, force: true });
});

describe('the index from the command line', { timeout: 60_000 }, () => {
  interface Finished {
    readonly code: number;
    readonly out: string;
    readonly err: string;
  }

  function sotto(...args: string[]): Promise<Finished> {
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [path.join(dist, 'cli.js'), ...args], { cwd: root }, (_, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });
  }

  test('sotto index says what is in a folder', async () => {
    expect((await sotto('index', '.')).out).toMatch(/: 4 files, 0\.0 MB, of 3 the definitions; 0 left out\n/);
    const { code, out } = await sotto('index', root, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ files: 4, outlined: 3, skipped: 0 });
  });

  test('sotto complete --context says what goes with a request at a place, and why', async () => {
    const file = path.join(root, 'src/desk.ts');
    const before = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, "import { feeFor } from './fee.ts';\n\nexport function total() {\n  return \n}\n");
    const { code, out } = await sotto('complete', 'src/desk.ts:4', '--context');
    const json = await sotto('complete', 'src/desk.ts:4', '--context', '--json');
    fs.writeFileSync(file, before);
    expect(code).toBe(0);
    expect(out).toMatch(/^Context for src\/desk\.ts:4: 1 files, about \d+ tokens, the likeliest first\.\n/);
    expect(out).toMatch(
      /\nsrc\/fee\.ts\n {2}export function feeFor\(days: number\)\n {6}line 2 · [\d.]+ % · imported.*; in what the engine would write here\n/,
    );
    expect(JSON.parse(json.out)).toMatchObject([{ path: `${root}/src/fee.ts`, definitions: [{ line: 1 }] }]);
  });

  test.each([
    [['where is feeFor?'], 'src/fee.ts:2  function export function feeFor(days: number)\n'],
    [['who calls feeFor'], 'src/loan.ts:5  in Loan.total\n'],
    [
      ['what changes if I change feeFor'],
      'src/loan.ts:1  the file imports feeFor\nsrc/loan.ts:5  Loan.total calls feeFor\nsrc/desk.ts:2  the file calls total, 2 steps away\n',
    ],
    [
      ['what does this import', '--file', 'src/loan.ts'],
      'src/loan.ts:1  ./fee.ts is src/fee.ts\nsrc/loan.ts:2  node:fs, from outside\n',
    ],
    [['outline', '--file', 'src/loan.ts'], 'src/loan.ts:3  class export class Loan\nsrc/loan.ts:4    method total()\n'],
  ])('sotto ask %j', async (args, expected) => {
    expect(await sotto('ask', ...args)).toEqual({ code: 0, out: expected, err: '' });
  });

  test('gives the same as JSON', async () => {
    const { out } = await sotto('ask', 'where is feeFor', '--json');
    expect(JSON.parse(out)).toEqual({
      question: { kind: 'where-is', name: 'feeFor' },
      answer: [
        {
          path: 'src/fee.ts',
          line: 2,
          name: 'feeFor',
          kind: 'function',
          signature: 'export function feeFor(days: number)',
          exported: true,
          doc: 'What is owed.',
        },
      ],
    });
  });

  test('a change between two questions is in the second answer', async () => {
    fs.writeFileSync(path.join(root, 'src/new.ts'), 'export const later = 1;\n');
    expect((await sotto('ask', 'where is later')).out).toBe('src/new.ts:1  constant export const later = 1\n');
  });

  test('what nobody knows ends with 1, what is no question with 2 and one line', async () => {
    expect(await sotto('ask', 'where is nothing')).toEqual({ code: 1, out: '', err: '' });
    expect(await sotto('ask', 'why is it slow')).toMatchObject({ code: 2, out: '' });
    expect(await sotto('ask', 'outline')).toMatchObject({ code: 2, out: '' });
    expect(await sotto('index', 'nowhere')).toMatchObject({ code: 2, out: '' });
    expect((await sotto('ask', 'outline', '--file', 'none.ts')).err).toBe('sotto: none.ts: there is no such file\n');
  });
});
