import { describe, expect, test } from 'vitest';
import { inventedNames } from '../../../../src/core/completion/names/invented-names.ts';
import { type Files, openFile } from '../../../support/context-index.ts';

/** The first file has the suggestion between `«` and `»`; what is found, in order. */
async function invented(files: Files): Promise<readonly string[]> {
  const [[path, marked], ...others] = Object.entries(files) as [[string, string], ...[string, string][]];
  const [before, insertText, after] = marked.split(/[«»]/) as [string, string, string];
  const { outline, index } = await openFile({ [path]: `${before}█${after}`, ...Object.fromEntries(others) });
  const text = before + insertText + after;
  const start = before.length;
  const placed = { text, start, end: start + insertText.length, languageId: outline.languageId };
  return inventedNames(placed, outline, index).map((each) => {
    expect(text.slice(each.start)).toMatch(new RegExp(`^${each.name.replace('$', '\\$')}`));
    return each.name;
  });
}

const loan = `export class Loan { id = ''; due(): Date { return new Date(); } }
export class LongLoan extends Loan { extend(days: number): void { this.due(); } }
export class Odd extends Foreign { more(): void {} }
export enum State { Open, Closed }
`;

interface Case {
  readonly what: string;
  readonly files: Files;
  readonly expected: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'a function that nobody has',
    files: { '/w/a.ts': 'const x = «fetchLoan(1);»\n', '/w/loan.ts': loan },
    expected: ['fetchLoan'],
  },
  {
    what: 'a word that the suggestion goes on with, from its beginning',
    files: { '/w/a.ts': 'const x = fetch«Loan(1);»\n', '/w/loan.ts': loan },
    expected: ['fetchLoan'],
  },
  {
    what: 'no name of another file, though it is not imported',
    files: { '/w/a.ts': 'const x = «new Loan();»\n', '/w/loan.ts': loan },
    expected: [],
  },
  {
    what: 'no name that the file has further down',
    files: {
      '/w/a.ts': 'const x = «laterLoan(1);»\nfunction laterLoan(n: number) { return n; }\n',
      '/w/loan.ts': loan,
    },
    expected: [],
  },
  {
    what: 'no name that the suggestion declares itself',
    files: { '/w/a.ts': '«const freshLoan = 1;\nconsole.log(freshLoan);»\n', '/w/loan.ts': loan },
    expected: [],
  },
  {
    what: 'no name that another file calls: it may be a global',
    files: { '/w/a.ts': '«defineLoan();»\n', '/w/b.ts': 'defineLoan();\n', '/w/loan.ts': loan },
    expected: [],
  },
  {
    what: 'no name that another file imports from a package',
    files: { '/w/a.ts': '«refLoan(1);»\n', '/w/b.ts': "import { refLoan } from 'vue';\n", '/w/loan.ts': loan },
    expected: [],
  },
  {
    what: 'no name that a build puts in, nor one of the language, nor one that a library may have',
    files: {
      '/w/a.ts': 'if («__DEV__ && NDEBUG) structuredClone(useMemo(today, readFileSync));»\n',
      '/w/loan.ts': loan,
    },
    expected: [],
  },
  {
    what: 'no name where a module comes in whole that is not known',
    files: { '/w/a.py': 'from tools import *\nx = «fetch_loan(1)»\n', '/w/loan.py': 'class Loan:\n    pass\n' },
    expected: [],
  },
  {
    what: 'a name of Python that nobody has',
    files: { '/w/a.py': 'x = «fetch_loan(1)»\n', '/w/loan.py': 'class Loan:\n    pass\n' },
    expected: ['fetch_loan'],
  },
  {
    what: 'a member that a known type has not',
    files: {
      '/w/a.ts': "import { Loan } from './loan';\nconst loan = new Loan();\nloan.«renew(3);»\n",
      '/w/loan.ts': loan,
    },
    expected: ['renew'],
  },
  {
    what: 'no member that it has, or inherits',
    files: {
      '/w/a.ts': "import { LongLoan } from './loan';\nconst loan = new LongLoan();\nloan.«extend(3); loan.due();»\n",
      '/w/loan.ts': loan,
    },
    expected: [],
  },
  {
    what: 'no member of a type whose base is not known',
    files: {
      '/w/a.ts': "import { Odd } from './loan';\nconst odd = new Odd();\nodd.«renew(3);»\n",
      '/w/loan.ts': loan,
    },
    expected: [],
  },
  {
    what: 'a member that an enumeration has not',
    files: { '/w/a.ts': "import { State } from './loan';\nconst s = State.«Lost;»\n", '/w/loan.ts': loan },
    expected: ['Lost'],
  },
  {
    what: 'no member of what is of no known type',
    files: { '/w/a.ts': 'function f(x: any) { x.«renew(3);» }\n', '/w/loan.ts': loan },
    expected: [],
  },
  {
    what: 'no member of a package that is called like a type of ours',
    files: { '/w/a.ts': "import loan from 'loan';\nloan.«renew(3);»\n", '/w/loan.ts': loan },
    expected: [],
  },
  {
    what: 'no member that is being written to: that may be where it begins',
    files: { '/w/a.ts': 'class A { x = 1; constructor() { this.«fresh = 1;» } }\n' },
    expected: [],
  },
  {
    what: 'a member of `this` that its class has not',
    files: { '/w/a.ts': 'class A { x = 1; f() { return this.«fresh();» } }\n' },
    expected: ['fresh'],
  },
];

describe('an invented name', () => {
  test.each(cases)('$what', async ({ files, expected }) => expect(await invented(files)).toEqual(expected));

  test('is found in the order of the text, functions and members', async () =>
    expect(
      await invented({
        '/w/a.ts':
          "import { Loan } from './loan';\nconst loan = new Loan();\n«loan.renew(1);\nfetchLoan(loan);\nloan.lend();»\n",
        '/w/loan.ts': loan,
      }),
    ).toEqual(['renew', 'fetchLoan', 'lend']));
});
