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

const goLoan = 'package w\n\ntype Loan struct{}\n\nfunc keepLoan(l Loan) {}\n';
const javaLoan = 'class Loan {\n  void due() {}\n}\n';

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
  {
    what: 'a function of Go that nobody has, made of what the package calls its own',
    files: { '/w/a.go': 'package w\n\nfunc f() {\n\t«fetchLoan(1)»\n}\n', '/w/loan.go': goLoan },
    expected: ['fetchLoan'],
  },
  {
    what: 'made of what the file itself calls its own',
    files: { '/w/a.go': 'package w\n\nfunc newLoan() {\n\tx := «ensureNewLoanFor(1)»\n}\n' },
    expected: ['ensureNewLoanFor'],
  },
  {
    what: 'no function of the package, nor what is built in, nor what may be of a package imported whole',
    files: {
      '/w/a.go': 'package w\n\nimport . "loans"\n\nfunc f() {\n\t«keepLoan(append(a, len(b)), FetchLoan(1))»\n}\n',
      '/w/loan.go': goLoan,
    },
    expected: [],
  },
  {
    what: 'no function that a build may write and that is called like nothing of ours',
    files: { '/w/a.go': 'package w\n\nfunc f() {\n\t«mustAsset("a")»\n}\n', '/w/loan.go': goLoan },
    expected: [],
  },
  {
    what: 'no parameter, and nothing that the suggestion declares itself',
    files: {
      '/w/a.go': 'package w\n\nfunc f(eachLoan func()) {\n\t«eachLoan()\n\tlastLoan := func() {}\n\tlastLoan()»\n}\n',
      '/w/loan.go': goLoan,
    },
    expected: [],
  },
  {
    what: 'no function or method of Go that is being declared',
    files: {
      '/w/a.go': 'package w\n\n«func fetchLoan(id string) {}\n\ntype Lender interface {\n\tlendLoan(id string)\n}»\n',
      '/w/loan.go': goLoan,
    },
    expected: [],
  },
  {
    what: 'a method of Java that nobody has, made of what the project calls its own',
    files: {
      '/w/A.java': 'class A extends Foreign {\n  void f() {\n    «fetchLoan(1);»\n  }\n}\n',
      '/w/Loan.java': javaLoan,
    },
    expected: ['fetchLoan'],
  },
  {
    what: 'any method that a class has not which is known with all that it inherits',
    files: {
      '/w/A.java':
        'class A extends Loan implements Runnable {\n  public void run() {\n    «prepare(1); due(); toString();»\n  }\n}\n',
      '/w/Loan.java': javaLoan,
    },
    expected: ['prepare'],
  },
  {
    what: 'no method that a class may inherit from where nobody knows',
    files: {
      '/w/A.java': 'class A extends Foreign {\n  void f() {\n    «prepare(1);»\n  }\n}\n',
      '/w/Loan.java': javaLoan,
    },
    expected: [],
  },
  {
    what: 'nor one that a class inside another may have',
    files: {
      '/w/A.java':
        'class A {\n  void f() {\n    new Foreign<String>() {\n      void g() {\n        «prepare(1);»\n      }\n    };\n  }\n}\n',
    },
    expected: [],
  },
  {
    what: 'nor one that may be imported with all others of its class, or is imported by name',
    files: {
      '/w/A.java': 'import static org.Asserts.*;\n\nclass A {\n  void f() {\n    «assertLoan(1);»\n  }\n}\n',
      '/w/Loan.java': javaLoan,
    },
    expected: [],
  },
  {
    what: 'nor one that is imported by name',
    files: {
      '/w/A.java': 'import static org.Asserts.assertLoan;\n\nclass A {\n  void f() {\n    «assertLoan(1);»\n  }\n}\n',
      '/w/Loan.java': javaLoan,
    },
    expected: [],
  },
  {
    what: 'but all types of a package bring none',
    files: {
      '/w/A.java': 'import java.util.*;\n\nclass A {\n  void f() {\n    «prepareLoan(1);»\n  }\n}\n',
      '/w/Loan.java': javaLoan,
    },
    expected: ['prepareLoan'],
  },
  {
    what: 'no method that is being declared, whatever its type',
    files: {
      '/w/A.java':
        'class A {\n  «Loan fetchLoan(int id) { return null; }\n  List<Loan> allLoans() { return null; }\n  Loan[] someLoans() { return null; }\n  int countLoans() { return 0; }»\n}\n',
      '/w/Loan.java': javaLoan,
    },
    expected: [],
  },
  {
    what: 'no method where a parent has others written by Lombok',
    files: {
      '/w/A.java': 'class A extends Sized {\n  void f() {\n    «getSize();»\n  }\n}\n',
      '/w/Sized.java': 'import lombok.Data;\n\n@Data\nclass Sized {\n  int size;\n}\n',
    },
    expected: [],
  },
  {
    what: 'no method where others are written by Lombok',
    files: {
      '/w/A.java': 'import lombok.Data;\n\n@Data\nclass A {\n  int size;\n  void f() {\n    «getSize();»\n  }\n}\n',
    },
    expected: [],
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
