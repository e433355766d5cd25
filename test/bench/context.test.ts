import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runContextBench } from '../../bench/context.ts';
import type { CreateIndexer } from '../../bench/context/repository-copy.ts';
import { BadInput } from '../../bench/lib/bad-input.ts';
import { CheckFailed } from '../../bench/lib/check-failed.ts';
import { createIndexerService, type IndexerService } from '../../src/worker/indexer-service.ts';
import { temporaryFolder, writeFiles } from '../support/headless.ts';

let folder = '';
let printed = '';

const SHELF = 'export function dueDate(loan: Loan): Date {\n  return loan.from;\n}\n';
const DESK = "import { dueDate } from './shelf';\n\nexport const late = (loan: Loan) => dueDate(loan) < new Date();\n";
const HOLE = { start: DESK.indexOf('dueDate(loan)'), end: DESK.indexOf(' < new') };

beforeEach(() => {
  folder = temporaryFolder();
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  writeFiles(path.join(folder, 'cache/public/library'), { 'src/shelf.ts': SHELF, 'src/desk.ts': DESK });
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const task = (changes: Readonly<Record<string, unknown>> = {}) => ({
  id: 'library:1',
  split: 'public',
  kind: 'crossfile',
  repo: 'library',
  language: 'typescript',
  path: 'src/desk.ts',
  cursor: { offset: HOLE.start },
  end: { offset: HOLE.end },
  primary: 'dueDate',
  needed: [{ name: 'dueDate', access: 'free', imported: true, inSuffix: false, defs: [] }],
  ...changes,
});

function argumentsFor(tasks: readonly unknown[], ...more: string[]): string[] {
  const file = path.join(folder, 'tasks.jsonl');
  fs.writeFileSync(file, tasks.map((each) => `${typeof each === 'string' ? each : JSON.stringify(each)}\n`).join(''));
  return ['--tasks', file, '--cache', path.join(folder, 'cache'), ...more];
}

function outputOf(file: string): readonly Record<string, unknown>[] {
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('writes a row for each task and one for each repository, with paths as the tasks have them', async () => {
  const out = path.join(folder, 'out.jsonl');
  await runContextBench(argumentsFor([task(), task({ id: 'library:2', kind: 'infile' })], '--out', out, '--score'));
  const snippets = [{ path: 'src/shelf.ts', text: 'export function dueDate(loan: Loan): Date' }];
  expect(outputOf(out)).toEqual([
    { id: 'library:1', snippets, ms: expect.any(Number) },
    { id: 'library:2', snippets, ms: expect.any(Number) },
    { meta: true, repo: 'library', indexMs: expect.any(Number), rssMB: expect.any(Number) },
  ]);
  // `// src/shelf.ts` and its line end cost 4 tokens, the 41 characters below it 11.
  expect(printed).toContain('snippet tokens of crossfile tasks: 15 in the mean');
  expect(printed).toMatch(/overall +0\.0 +0\.0 +100\.0 +0\.0/);
});

test('keeps to the budget', async () => {
  const out = path.join(folder, 'out.jsonl');
  await runContextBench(argumentsFor([task()], '--out', out, '--budget', '1'));
  expect(outputOf(out)[0]).toMatchObject({ snippets: [] });
});

test('leaves the cache as it was', async () => {
  await runContextBench(argumentsFor([task()]));
  expect(fs.readFileSync(path.join(folder, 'cache/public/library/src/desk.ts'), 'utf8')).toBe(DESK);
});

const cheat = (change: (service: IndexerService) => Partial<IndexerService>): CreateIndexer => {
  return (options) => {
    const service = createIndexerService(options);
    return { ...service, ...change(service) };
  };
};
const snippet = (text: string) => [{ kind: 'imported-name', path: '/x', text }] as const;

test('asks with a draft of an engine that never learned the file of the task, or without one', async () => {
  const drafts: (readonly string[] | undefined)[] = [];
  const listens = cheat(() => ({
    context: async ({ draft }) => {
      drafts.push(draft && [...draft.names.keys()]);
      return [];
    },
  }));
  writeFiles(path.join(folder, 'cache/public/library'), {
    'src/fees.ts': 'export const fee = (loan: Loan) => lateFee(loan);\n',
  });
  await runContextBench(argumentsFor([task()]), listens);
  // Once, when its file was deleted, and of an index made after that.
  expect(drafts).toHaveLength(3);
  for (const names of drafts) expect(names).toContain('lateFee');
  drafts.length = 0;
  await runContextBench(argumentsFor([task()], '--no-draft'), listens);
  expect(drafts).toEqual([undefined, undefined, undefined]);
});

test('fails on an indexer that looks whether the file of the task is there', async () => {
  const looks = cheat(() => ({ context: async ({ file }) => snippet(String(fs.existsSync(file))) }));
  await expect(runContextBench(argumentsFor([task()]), looks)).rejects.toThrow('when its file was deleted');
});

test('fails on an indexer that remembers what the file of the task said when the folder was indexed', async () => {
  const remembers = cheat((service) => {
    let seen = '';
    return {
      index(params) {
        const file = path.join(params.roots[0]!, 'src/desk.ts');
        seen = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
        service.index(params);
      },
      context: async () => snippet(seen),
    };
  });
  const run = runContextBench(argumentsFor([task()]), remembers);
  await expect(run).rejects.toBeInstanceOf(CheckFailed);
  await expect(run).rejects.toThrow('when the index never saw its file');
});

test('fails where the folder could not be indexed', async () => {
  const givesUp: CreateIndexer = (options) => ({
    ...createIndexerService(options),
    index() {
      options.notify('problem', { message: 'no room' });
      options.notify('gaveUp', {});
    },
  });
  const run = runContextBench(argumentsFor([task()]), givesUp);
  await expect(run).rejects.toBeInstanceOf(CheckFailed);
  await expect(run).rejects.toThrow('no room');
});

test('does not take progress for a problem', async () => {
  const slow: CreateIndexer = (options) => {
    const service = createIndexerService(options);
    return {
      ...service,
      index(params) {
        for (const files of [1, 2]) options.notify('progress', { files, expected: undefined });
        service.index(params);
      },
    };
  };
  await runContextBench(argumentsFor([task()]), slow);
  expect(printed).toContain('library: 1 tasks, indexed without a problem');
});

const faults: readonly (readonly [string, () => string[], string])[] = [
  ['no tasks', () => ['--cache', '/'], '--tasks is missing'],
  ['no cache', () => ['--tasks', 'x'], '--cache is missing'],
  ['a budget of nothing', () => argumentsFor([task()], '--budget', '0'), '--budget must be'],
  ['another file than the public one for the page', () => argumentsFor([task()], '--docs'), '--docs is about'],
  ['a file that is not there', () => ['--tasks', '/nowhere.jsonl', '--cache', '/'], "can't be read"],
  ['what is not JSON', () => argumentsFor(['{"id":']), 'line 1:'],
  ['a task without its hole', () => argumentsFor([task({ cursor: 3 })]), 'line 1: cursor has no offset'],
  ['a task of another kind', () => argumentsFor([task({ kind: 'poem' })]), 'line 1: kind is neither'],
  ['a path that leaves the repository', () => argumentsFor([task({ path: '../../x' })]), 'line 1: has no path'],
  ['a repository that was not fetched', () => argumentsFor([task({ repo: 'gone' })]), 'is not there'],
  ['a file that was not fetched', () => argumentsFor([task({ path: 'src/gone.ts' })]), "can't be read"],
];
for (const [name, args, message] of faults) {
  test(`${name} is bad input`, async () => {
    const run = runContextBench(args());
    await expect(run).rejects.toBeInstanceOf(BadInput);
    await expect(run).rejects.toThrow(message);
  });
}
