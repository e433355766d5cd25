import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftTasks } from '../../bench/context/draft-tasks.ts';
import type { Task } from '../../bench/context/tasks.ts';
import { temporaryFolder, writeFiles } from '../support/headless.ts';

const SHELF = 'const a = dueDate(loan);\nconst b = dueDate(loan);\n';
const DESK = 'export const late = dueUnheardOf(loan);\n';
const HOLE = { start: DESK.indexOf('UnheardOf'), end: DESK.indexOf(';') };

let folder = '';
let origin = '';
beforeEach(() => {
  folder = temporaryFolder();
  origin = path.join(folder, 'public/library');
  writeFiles(origin, { 'src/shelf.ts': SHELF, 'src/desk.ts': DESK });
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const TASK: Task = { id: '1', kind: 'crossfile', split: 'public', repo: 'library', path: 'src/desk.ts', ...HOLE };

const namesOf = async (root: string, tasks: readonly Task[] = [TASK], only?: Task) => {
  const drafts = await draftTasks(tasks, { root, origin, ...(only && { only }) });
  return [...drafts.get(TASK)!.names.keys()];
};

test('drafts by what other files have, and never by what is in the hole', async () => {
  const names = await namesOf(origin);
  expect(names).toContain('dueDate');
  expect(names).not.toContain('dueUnheardOf');
});

test('drafts the same where the file of the task is gone, also for one task of several', async () => {
  const other: Task = { ...TASK, id: '2', path: 'src/shelf.ts', start: 10, end: 23 };
  const before = await namesOf(origin, [TASK, other]);
  const copy = path.join(folder, 'copy');
  writeFiles(copy, { 'src/shelf.ts': SHELF });
  expect(await namesOf(copy, [TASK, other], TASK)).toEqual(before);
});
