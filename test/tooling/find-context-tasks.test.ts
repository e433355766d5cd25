import { expect, test } from 'vitest';
import { findContextTasks } from '../../scripts/lib/find-context-tasks.ts';
import { openFile } from '../support/context-index.ts';

const LIBRARY = {
  '/library/loans.ts': `export interface Loan {
  dueDay: number;
}
export function isOverdue(loan: Loan, today: number): boolean {
  return loan.dueDay < today;
}
`,
  '/library/fees.ts': 'export function feeOf(days: number): number {\n  return days * 5;\n}\n',
};

/** What each task is to write, and which names of other files it needs; each once, in the order of the alphabet. */
async function tasksIn(text: string): Promise<readonly string[]> {
  const { index, outline } = await openFile({ '/library/desk.ts': text, ...LIBRARY });
  index.repository.set(outline);
  const read = () => Promise.resolve({ outline, text, locals: ['fee'] });
  const found: string[] = [];
  for await (const [, { start, end, needed }] of findContextTasks(['/library/desk.ts'], read, index, 20)) {
    found.push(`${text.slice(start, end)} <${needed.map(({ name }) => name).join(' ')}>`);
  }
  return found.toSorted();
}

const HEAD = `import { isOverdue } from './loans.ts';
import { feeOf } from './fees.ts';
import type { Loan } from './loans.ts';

// feeOf says what a day costs.
const today = 20;
const names: string[] = [];
const labels: string[] = [];
const rooms: string[] = [];
const shelves: string[] = [];
`;

test('a task is where a name of another file comes for the first time, and ends with its statement', async () => {
  const tasks = await tasksIn(`${HEAD}
export function remind(name: string) {
  return names.find((each) => each === name);
}
export const price = Math.max(
  feeOf(today),
  1,
);
export const again = feeOf(today);
`);
  expect(tasks).toHaveLength(1);
  expect(tasks[0]).toMatch(/^feeOf\(today\), <feeOf>$/);
});

test('names that the file defines, variables and what nobody else defines are no tasks', async () => {
  const tasks = await tasksIn(`${HEAD}
function isOverdue() {
  return names.length;
}
const fee = isOverdue() + somewhere(today);
`);
  expect(tasks).toEqual([]);
});

test('a member is one where all that has its name is within two steps of imports', async () => {
  const near = await tasksIn(`${HEAD}
export const first = (loan: Loan) => loan.dueDay;
`);
  expect(near.some((each) => each.endsWith('<Loan dueDay>') || each.endsWith('<dueDay>'))).toBe(true);
  const far = await tasksIn(`${HEAD.replaceAll(/^import.*loans.*\n/gm, '')}
export const first = (loan: Loan) => loan.dueDay;
`);
  expect(far).toEqual([]);
});
