import { describe, expect, test } from 'vitest';
import { findImport } from '../../../../src/core/completion/imports/find-import.ts';
import { describeImport } from '../../../../src/core/completion/imports/needed-import.ts';
import { type Files, openFile } from '../../../support/context-index.ts';

interface Case {
  readonly what: string;
  /** `Loan`, `type Loan`, or of Go `loans.Overdue`. */
  readonly name: string;
  /** The first is the one that the name is wanted in. */
  readonly files: Files;
  readonly expected: string | undefined;
}

async function found(name: string, files: Files): Promise<string | undefined> {
  const { outline, index } = await openFile(files);
  const isType = name.startsWith('type ');
  const [bare = '', ...members] = name.replace('type ', '').split('.');
  const needed = findImport({ name: bare, isType, members, start: 0 }, outline, index.repository);
  return needed && describeImport(needed);
}

const dates = 'export function due() {}\nexport interface Day {}\nexport class Week {}\n';

const cases: Readonly<Record<string, readonly Case[]>> = {
  TypeScript: [
    {
      what: 'beside',
      name: 'due',
      files: { '/w/a.ts': '', '/w/dates.ts': dates },
      expected: "import { due } from './dates'",
    },
    {
      what: 'from a folder above',
      name: 'due',
      files: { '/w/x/y/a.ts': '', '/w/lib/dates.ts': dates },
      expected: "import { due } from '../../lib/dates'",
    },
    {
      what: 'a folder by its index',
      name: 'due',
      files: { '/w/a.ts': '', '/w/dates/index.ts': dates },
      expected: "import { due } from './dates'",
    },
    {
      what: 'an interface as a type',
      name: 'Day',
      files: { '/w/a.ts': '', '/w/dates.ts': dates },
      expected: "import type { Day } from './dates'",
    },
    {
      what: 'a class as a type where no more is asked',
      name: 'type Week',
      files: { '/w/a.ts': '', '/w/dates.ts': dates },
      expected: "import type { Week } from './dates'",
    },
    {
      what: 'with the extension that the file writes',
      name: 'due',
      files: { '/w/a.ts': "import { x } from './b.js';", '/w/b.ts': 'export const x = 1', '/w/dates.ts': dates },
      expected: "import { due } from './dates.js'",
    },
    {
      what: 'with the extension that its neighbours write',
      name: 'due',
      files: {
        '/w/a.ts': '',
        '/w/b.ts': "import { y } from './c.ts';",
        '/w/c.ts': 'export const y = 1',
        '/w/dates.ts': dates,
      },
      expected: "import { due } from './dates.ts'",
    },
    {
      what: 'as it imports from there already',
      name: 'due',
      files: { '/w/a.ts': "import { Day } from '@/dates';", '/w/src/dates.ts': dates },
      expected: "import { due } from '@/dates'",
    },
    {
      what: 'by the alias of the file',
      name: 'due',
      files: {
        '/w/src/x/a.ts': "import { x } from '@/lib/b';",
        '/w/src/lib/b.ts': 'export const x = 1',
        '/w/src/lib/dates.ts': dates,
      },
      expected: "import { due } from '@/lib/dates'",
    },
    {
      what: 'by the alias of its neighbours',
      name: 'due',
      files: {
        '/w/src/x/a.ts': '',
        '/w/src/x/c.ts': "import { x } from '@/lib/b';",
        '/w/src/lib/b.ts': 'export const x = 1',
        '/w/src/lib/dates.ts': dates,
      },
      expected: "import { due } from '@/lib/dates'",
    },
    {
      what: 'by a path beside, though what is far goes by an alias',
      name: 'due',
      files: {
        '/w/src/x/a.ts': "import { x } from '@/lib/b';\nimport { y } from './c';",
        '/w/src/x/c.ts': 'export const y = 1',
        '/w/src/lib/b.ts': 'export const x = 1',
        '/w/src/x/dates.ts': dates,
      },
      expected: "import { due } from './dates'",
    },
    {
      what: 'as others import it, through what gives it on',
      name: 'due',
      files: {
        '/w/x/a.ts': '',
        '/w/y/b.ts': "import { due } from '../lib';",
        '/w/lib/index.ts': "export * from './dates';",
        '/w/lib/dates.ts': dates,
      },
      expected: "import { due } from '../lib'",
    },
    {
      what: 'not in a circle',
      name: 'due',
      files: {
        '/w/lib/a.ts': '',
        '/w/y/b.ts': "import { due } from '../lib';",
        '/w/lib/index.ts': "export * from './dates';",
        '/w/lib/dates.ts': dates,
      },
      expected: "import { due } from './dates'",
    },
    {
      what: 'not what most mean something else by',
      name: 'due',
      files: { '/w/a.ts': '', '/w/b.ts': "import { due } from 'calendar';", '/w/dates.ts': dates },
      expected: undefined,
    },
    {
      what: 'a default',
      name: 'Shelf',
      files: { '/w/a.ts': '', '/w/shelf.ts': 'export default class Shelf {}' },
      expected: "import Shelf from './shelf'",
    },
    {
      what: 'not of another package',
      name: 'due',
      files: {
        '/w/p/a/x.ts': '',
        '/w/p/b/dates.ts': dates,
        '/w/p/a/package.json': '{ "name": "a" }',
        '/w/p/b/package.json': '{ "name": "b" }',
      },
      expected: undefined,
    },
    {
      what: 'of another package as others do',
      name: 'due',
      files: {
        '/w/p/a/x.ts': '',
        '/w/p/a/y.ts': "import { due } from 'b';",
        '/w/p/b/src/index.ts': dates,
        '/w/p/a/package.json': '{ "name": "a" }',
        '/w/p/b/package.json': '{ "name": "b" }',
      },
      expected: "import { due } from 'b'",
    },
    {
      what: 'not one of two',
      name: 'due',
      files: { '/w/a.ts': '', '/w/dates.ts': dates, '/w/other.ts': dates },
      expected: undefined,
    },
    {
      what: 'not what is not exported',
      name: 'due',
      files: { '/w/a.ts': '', '/w/dates.ts': 'function due() {}' },
      expected: undefined,
    },
    {
      what: 'not a member',
      name: 'due',
      files: { '/w/a.ts': '', '/w/dates.ts': 'export class A { due() {} }' },
      expected: undefined,
    },
    { what: 'not from tests', name: 'due', files: { '/w/a.ts': '', '/w/test/dates.ts': dates }, expected: undefined },
    {
      what: 'not what is declared here',
      name: 'due',
      files: { '/w/a.ts': 'const due = 1;', '/w/dates.ts': dates },
      expected: undefined,
    },
    {
      what: 'not what is imported here',
      name: 'due',
      files: { '/w/a.ts': "import { due } from 'other';", '/w/dates.ts': dates },
      expected: undefined,
    },
    {
      what: 'not of another language',
      name: 'due',
      files: { '/w/a.ts': '', '/w/dates.py': 'def due(): pass' },
      expected: undefined,
    },
  ],
  JavaScript: [
    {
      what: 'what a module of Node gives out',
      name: 'due',
      files: { '/w/a.js': '', '/w/dates.js': 'exports.due = function () {};' },
      expected: "import { due } from './dates'",
    },
    {
      what: 'a component',
      name: 'Card',
      files: { '/w/a.jsx': '', '/w/card.jsx': 'export function Card() { return <p /> }' },
      expected: "import { Card } from './card'",
    },
  ],
  Python: [
    {
      what: 'a script beside',
      name: 'due',
      files: { '/w/a.py': '', '/w/dates.py': 'def due(): pass' },
      expected: 'from dates import due',
    },
    {
      what: 'in a package, absolute',
      name: 'due',
      files: {
        '/w/app/a.py': '',
        '/w/app/__init__.py': '',
        '/w/app/lib/__init__.py': '',
        '/w/app/lib/dates.py': 'def due(): pass',
      },
      expected: 'from app.lib.dates import due',
    },
    {
      what: 'relative where the file does so',
      name: 'due',
      files: {
        '/w/app/x/a.py': 'from ..b import y',
        '/w/app/x/__init__.py': '',
        '/w/app/__init__.py': '',
        '/w/app/b.py': 'y = 1',
        '/w/app/lib/__init__.py': '',
        '/w/app/lib/dates.py': 'def due(): pass',
      },
      expected: 'from ..lib.dates import due',
    },
    {
      what: 'relative where its neighbours do so',
      name: 'due',
      files: {
        '/w/app/a.py': '',
        '/w/app/c.py': 'from .b import y',
        '/w/app/__init__.py': '',
        '/w/app/b.py': 'y = 1',
        '/w/app/dates.py': 'def due(): pass',
      },
      expected: 'from .dates import due',
    },
    {
      what: 'as others import it',
      name: 'due',
      files: {
        '/w/app/a.py': '',
        '/w/main.py': 'from app.lib import due',
        '/w/app/__init__.py': '',
        '/w/app/lib/__init__.py': 'from .dates import due',
        '/w/app/lib/dates.py': 'def due(): pass',
      },
      expected: 'from app.lib import due',
    },
    {
      what: 'absolute where it is further up than anybody goes by dots',
      name: 'due',
      files: {
        '/w/app/x/y/a.py': 'from .b import z',
        '/w/app/__init__.py': '',
        '/w/app/x/__init__.py': '',
        '/w/app/x/y/__init__.py': '',
        '/w/app/x/y/b.py': 'z = 1',
        '/w/app/dates.py': 'def due(): pass',
      },
      expected: 'from app.dates import due',
    },
    {
      what: 'relative beside it, though what is further goes in full',
      name: 'due',
      files: {
        '/w/app/x/a.py': 'from .b import z\nfrom app.c import c\nfrom app.d import d',
        '/w/app/__init__.py': '',
        '/w/app/c.py': 'c = 1',
        '/w/app/d.py': 'd = 1',
        '/w/app/x/__init__.py': '',
        '/w/app/x/b.py': 'z = 1',
        '/w/app/x/dates.py': 'def due(): pass',
      },
      expected: 'from .dates import due',
    },
    {
      what: 'not what has a name of its own only there',
      name: 'total',
      files: { '/w/a.py': '', '/w/dates.py': 'total = 1' },
      expected: undefined,
    },
    {
      what: 'a constant',
      name: 'MAX_DAYS',
      files: { '/w/a.py': '', '/w/dates.py': 'MAX_DAYS = 1' },
      expected: 'from dates import MAX_DAYS',
    },
    {
      what: 'not where all of a module comes in that nobody knows',
      name: 'due',
      files: { '/w/a.py': 'from tkinter import *', '/w/dates.py': 'def due(): pass' },
      expected: undefined,
    },
    {
      what: 'not across folders that are no packages',
      name: 'due',
      files: { '/w/x/a.py': '', '/w/y/dates.py': 'def due(): pass' },
      expected: undefined,
    },
  ],
  Java: [
    {
      what: 'of another package',
      name: 'type Loan',
      files: { '/w/a/A.java': 'package a;', '/w/b/Loan.java': 'package b;\npublic class Loan {}' },
      expected: 'import b.Loan',
    },
    {
      what: 'not of the same package',
      name: 'type Loan',
      files: { '/w/a/A.java': 'package a;', '/w/a/Loan.java': 'package a;\npublic class Loan {}' },
      expected: undefined,
    },
    {
      what: 'not what is not public',
      name: 'type Loan',
      files: { '/w/a/A.java': 'package a;', '/w/b/Loan.java': 'package b;\nclass Loan {}' },
      expected: undefined,
    },
    {
      what: 'not where all of a package comes in that nobody knows',
      name: 'type List',
      files: { '/w/a/A.java': 'package a;\nimport java.util.*;', '/w/b/List.java': 'package b;\npublic class List {}' },
      expected: undefined,
    },
    {
      what: 'not where all of its package comes in',
      name: 'type Loan',
      files: { '/w/a/A.java': 'package a;\nimport b.c.*;', '/w/b/c/Loan.java': 'package b.c;\npublic class Loan {}' },
      expected: undefined,
    },
  ],
  Go: [
    {
      what: 'a package that another file imports',
      name: 'loans.Overdue',
      files: {
        '/w/cmd/main.go': 'package main',
        '/w/x/x.go': 'package x\nimport "x.io/w/loans"',
        '/w/loans/l.go': 'package loans\nfunc Overdue() {}',
      },
      expected: 'import "x.io/w/loans"',
    },
    {
      what: 'a package, by the import of another one',
      name: 'loans.Overdue',
      files: {
        '/w/cmd/main.go': 'package main',
        '/w/x/x.go': 'package x\nimport "x.io/w/lib/books"',
        '/w/lib/books/b.go': 'package books',
        '/w/internal/loans/l.go': 'package loans\nfunc Overdue() {}',
      },
      expected: 'import "x.io/w/internal/loans"',
    },
    {
      what: 'not one without what is asked of it',
      name: 'loans.Renew',
      files: {
        '/w/cmd/main.go': 'package main',
        '/w/x/x.go': 'package x\nimport "x.io/w/loans"',
        '/w/loans/l.go': 'package loans\nfunc Overdue() {}',
      },
      expected: undefined,
    },
    {
      what: 'not one that is imported',
      name: 'loans.Overdue',
      files: {
        '/w/cmd/main.go': 'package main\nimport "x.io/w/loans"',
        '/w/loans/l.go': 'package loans\nfunc Overdue() {}',
      },
      expected: undefined,
    },
    {
      what: 'not what is internal elsewhere',
      name: 'loans.Overdue',
      files: {
        '/w/cmd/main.go': 'package main',
        '/w/x/x.go': 'package x\nimport "x.io/w/x/internal/loans"',
        '/w/x/internal/loans/l.go': 'package loans\nfunc Overdue() {}',
      },
      expected: undefined,
    },
  ],
  Rust: [
    {
      what: 'by its crate',
      name: 'Loan',
      files: { '/w/src/a.rs': '', '/w/src/lib.rs': '', '/w/src/loans.rs': 'pub struct Loan;' },
      expected: 'use crate::loans::Loan',
    },
    {
      what: 'not what is private',
      name: 'Loan',
      files: { '/w/src/a.rs': '', '/w/src/lib.rs': '', '/w/src/loans.rs': 'struct Loan;' },
      expected: undefined,
    },
    {
      what: 'not further down, where a module may be private',
      name: 'Loan',
      files: { '/w/src/a.rs': '', '/w/src/lib.rs': '', '/w/src/lib/loans.rs': 'pub struct Loan;' },
      expected: undefined,
    },
    {
      what: 'further down beside it',
      name: 'Loan',
      files: { '/w/src/lib/a.rs': '', '/w/src/lib.rs': '', '/w/src/lib/loans.rs': 'pub struct Loan;' },
      expected: 'use crate::lib::loans::Loan',
    },
    {
      what: 'as others import it',
      name: 'Loan',
      files: {
        '/w/src/a.rs': '',
        '/w/src/b.rs': 'use crate::store::Loan;',
        '/w/src/lib.rs': '',
        '/w/src/store.rs': 'mod loans;\npub use loans::Loan;',
        '/w/src/store/loans.rs': 'pub struct Loan;',
      },
      expected: 'use crate::store::Loan',
    },
    {
      what: 'not where all of its module comes in',
      name: 'Loan',
      files: { '/w/src/a.rs': 'use crate::loans::*;', '/w/src/lib.rs': '', '/w/src/loans.rs': 'pub struct Loan;' },
      expected: undefined,
    },
  ],
};

for (const [language, rows] of Object.entries(cases)) {
  describe(`what ${language} imports`, () => {
    test.each(rows)('$what', async ({ name, files, expected }) => expect(await found(name, files)).toBe(expected));
  });
}
