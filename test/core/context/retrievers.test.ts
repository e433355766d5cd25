import { expect, test } from 'vitest';
import type { Draft } from '../../../src/core/context/draft.ts';
import type { RetrieverName } from '../../../src/core/context/retriever.ts';
import { RETRIEVERS } from '../../../src/core/context/retrievers.ts';
import { type Files, questionOf } from '../../support/context-index.ts';

async function found(
  retriever: RetrieverName,
  files: Files,
  openFiles: readonly string[] = [],
  recentEdits: readonly string[] = [],
  draft?: Draft,
): Promise<string> {
  const names = [...RETRIEVERS[retriever](await questionOf(files, openFiles, recentEdits, draft))].map(
    ({ definition }) => (definition.parent === undefined ? definition.name : `${definition.parent}.${definition.name}`),
  );
  return [...new Set(names)].toSorted().join(' ');
}

const ANIMALS = {
  '/animals.ts': `
export class Animal {
  name = '';
  eat(): void {}
}
export class Dog extends Animal {
  bark(): Sound { return new Sound(); }
}
export class Sound {
  volume(): number { return 1; }
}
export function adopt(name: string): Dog { return new Dog(); }
`,
};

test('finds what an import line names, through re-exports', async () => {
  const barrel = {
    '/lib/index.ts': "export * from './inner';\n",
    '/lib/inner.ts': 'export const deep = 1;\nexport const other = 2;\n',
  };
  expect(await found('imported-name', { '/main.ts': "import { deep } from './lib';\n", ...barrel })).toBe('deep');
});

test('finds what is declared of a module that is not there', async () => {
  const files = {
    '/types/quill.d.ts':
      "declare module 'quill' {\n  export function write(a: string): void;\n  export class Pen {}\n}\n",
    '/types/ink.d.ts': "declare module 'ink' {\n  export function write(b: number): void;\n}\n",
  };
  expect(await found('imported-name', { '/main.ts': "import { write } from 'quill';\n", ...files })).toBe(
    'quill.write',
  );
  expect(await found('imported-name', { '/main.ts': "import * as quill from 'quill';\n", ...files })).toBe(
    'quill.Pen quill.write',
  );
  expect(await found('imported-name', { '/main.ts': "import { write } from 'paper';\n", ...files })).toBe('');
});

test('finds the top of a header and of the header that it includes', async () => {
  const files = {
    '/main.c': '#include "a.h"\n',
    '/a.h': '#include "b.h"\nint one(void);\n',
    '/b.h': 'int two(void);\n',
    '/c.h': 'int three(void);\n',
  };
  expect(await found('imported-file', files)).toBe('one two');
});

test('finds what the package shares without an import', async () => {
  const files = {
    '/p/main.go': 'package p\n',
    '/p/other.go': 'package p\nfunc helper(a int) {}\n',
    '/q/far.go': 'package q\nfunc far() {}\n',
  };
  expect(await found('same-package', files)).toBe('helper');
});

const RECEIVERS: readonly (readonly [string, string])[] = [
  ['of a declared parameter', 'function f(dog: Dog) {\n  dog.█\n}'],
  ['of a constructor', 'const dog = new Dog();\ndog.█'],
  ['of a known function', "const dog = adopt('x');\ndog.█"],
  ['of a call before the dot', "adopt('x').█"],
];
for (const [name, code] of RECEIVERS) {
  test(`finds members of the receiver, inherited ones too: the type ${name}`, async () => {
    const files = { '/main.ts': `import { Dog, adopt } from './animals';\n${code}`, ...ANIMALS };
    expect(await found('receiver', files)).toBe('Animal.eat Animal.name Dog.bark');
  });
}

const MODULES: readonly (readonly [string, Files, string])[] = [
  [
    'a namespace import, through re-exports',
    {
      '/main.ts': "import * as lib from './lib';\nlib.█",
      '/lib/index.ts': "export * from './inner';\nexport const top = 1;\nconst hidden = 2;\n",
      '/lib/inner.ts': 'export const deep = 1;\nexport class Part {\n  size = 1;\n}\n',
    },
    'Part deep top',
  ],
  [
    'a module of Python, by its whole name',
    { '/main.py': 'import tools.text\ntools.text.█', '/tools/text.py': 'def split(a): pass\n' },
    'split',
  ],
  [
    'a package of Go',
    {
      '/main.go': 'package main\nimport "example.com/p"\nfunc f() {\n\tp.█\n}\n',
      '/p/p.go': 'package p\nfunc Do() {}\n',
    },
    'Do',
  ],
];
for (const [name, files, expected] of MODULES) {
  test(`finds what a module gives out where it is the receiver: ${name}`, async () => {
    expect(await found('receiver', files)).toBe(expected);
  });
}

test('a call on a module is no module', async () => {
  const files = { '/main.ts': "import * as lib from './lib';\nlib().█", '/lib.ts': 'export const top = 1;\n' };
  expect(await found('receiver', files)).toBe('');
});

test('follows a chain of calls to what the last one gives', async () => {
  const files = { '/main.ts': "import { adopt } from './animals';\nadopt('x').bark().█", ...ANIMALS };
  expect(await found('receiver', files)).toBe('Sound.volume');
});

test('knows the receiver in languages that write the type first, or not at all', async () => {
  const java = {
    '/A.java': 'class A {\n  void run(Loan loan) {\n    loan.█\n  }\n}\n',
    '/Loan.java': 'class Loan {\n  public int fee() { return 1; }\n}\n',
  };
  expect(await found('receiver', java)).toBe('Loan.fee');
  const go = {
    '/a.go': 'package p\nfunc run(loan *Loan) {\n\tloan.█\n}\n',
    '/loan.go': 'package p\ntype Loan struct{}\nfunc (l *Loan) Fee() int { return 1 }\n',
  };
  expect(await found('receiver', go)).toBe('Loan.Fee');
  const python = {
    '/a.py': 'from loan import Loan\nloan = Loan()\nloan.█\n',
    '/loan.py': 'class Loan:\n    def fee(self): pass\n',
  };
  expect(await found('receiver', python)).toBe('Loan.fee');
  const rust = {
    '/src/a.rs': 'fn run(loan: &Loan) {\n    loan.█\n}\n',
    '/src/loan.rs': 'pub struct Loan;\nimpl Loan {\n    pub fn fee(&self) -> u32 { 1 }\n}\n',
  };
  expect(await found('receiver', rust)).toBe('Loan.fee');
});

test('finds what the class around the cursor inherits', async () => {
  const files = {
    '/main.ts': "import { Dog } from './animals';\nclass Puppy extends Dog {\n  run() {\n    █\n  }\n}\n",
    ...ANIMALS,
  };
  expect(await found('own-type', files)).toBe('Animal.eat Animal.name Dog.bark');
});

test('finds members of variables in use nearby, before a dot is typed', async () => {
  const files = { '/main.ts': "import { Sound } from './animals';\nfunction f(sound: Sound) {\n  █\n}\n", ...ANIMALS };
  expect(await found('variable-type', files)).toBe('Sound.volume');
});

test('finds what a similar place elsewhere calls', async () => {
  const files = {
    '/desk/lend.ts': 'function lendBook(reader, shelf) {\n  checkMember(reader);\n  █\n',
    '/desk/renew.ts': 'function renewBook(reader, shelf) {\n  checkMember(reader);\n  writeJournal(reader);\n}\n',
    '/journal.ts': 'export function writeJournal(reader: string): void {}\n',
    '/far.ts': 'export function unrelated(): void {}\n',
  };
  expect(await found('similar-window', files)).toContain('writeJournal');
  expect(await found('neighbours', files)).toContain('writeJournal');
});

test('finds the header of an implementation, and what open files define', async () => {
  const files = {
    '/src/loan.cc': 'int x;\n',
    '/include/loan.h': 'int fee(int days);\n',
    '/src/desk.cc': 'int lend() { return 1; }\n',
  };
  expect(await found('sibling-file', files)).toBe('fee');
  expect(await found('open-file', files, ['/src/desk.cc', '/gone.cc', '/src/loan.cc'])).toBe('lend');
});

test('finds what was changed or used in lines that were just changed elsewhere', async () => {
  const files = {
    '/main.ts': '█',
    '/fees.ts': 'export function feeOf(days: number): number { return days; }\nexport function other(): void {}\n',
    '/loans.ts': 'export class Loan { close(): void {} }\n',
  };
  expect(await found('recent-edits', files)).toBe('');
  expect(await found('recent-edits', files, [], ['  return feeOf(loan.close());', 'if (a) b();'])).toBe(
    'Loan.close feeOf',
  );
});

test('finds what the names of a draft mean, wherever they are defined', async () => {
  const files = {
    '/main.ts': '█',
    '/fees.ts': 'export function feeOf(days: number): number { return days; }\nexport function other(): void {}\n',
    '/loans.ts': 'export class Loan { close(): void {} }\n',
  };
  const names = new Map([
    ['feeOf', 0.4],
    ['close', 0.02],
    ['other', 0.001],
    ['nowhere', 0.5],
  ]);
  expect(await found('drafted', files)).toBe('');
  expect(await found('drafted', files, [], [], { names, lines: [] })).toBe('Loan.close feeOf');
});

test('no retriever finds anything of the open file itself', async () => {
  const question = await questionOf({
    '/main.ts': "import { Dog } from './animals';\nclass Cat extends Dog { purr() {} }\n█",
    ...ANIMALS,
  });
  question.index.repository.set(question.place.outline);
  question.index.set('/main.ts', question.place.lines.join('\n'));
  const ofItself = question.index.without('/main.ts', () =>
    Object.values(RETRIEVERS).flatMap((retrieve) => [...retrieve(question)].filter(({ path }) => path === '/main.ts')),
  );
  expect(ofItself).toEqual([]);
});

test('finds what was written elsewhere after lines of the same shape', async () => {
  const files = {
    '/loans.ts': 'export function deleteLoan(id: string) {\n  const loan = loans.find(id);\n  █\n}\n',
    '/holds.ts': 'export function deleteHold(id: string) {\n  const hold = holds.find(id);\n  assertOwned(hold);\n}\n',
    '/owner.ts': 'export function assertOwned(it: unknown): void {}\nexport function other(): void {}\n',
  };
  expect(await found('like-line', files)).toBe('assertOwned');
});
