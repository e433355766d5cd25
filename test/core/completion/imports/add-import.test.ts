import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addImport } from '../../../../src/core/completion/imports/add-import.ts';
import { describeImport, type NeededImport } from '../../../../src/core/completion/imports/needed-import.ts';
import { applyEdit } from '../../../../src/core/text/minimal-edit.ts';

/** `typescript: type Loan ./loans`; `=` before the name is a default, `*` what is imported as a whole. */
function needed(languageId: string, said: string): NeededImport {
  const [source, name] = said.split(' ').toReversed() as [string, string];
  const kind = name.startsWith('=') ? 'default' : languageId === 'java' || languageId === 'go' ? 'whole' : 'named';
  return { languageId, name: name.replace('=', ''), source, kind, isType: said.startsWith('type ') };
}

type Case = readonly [what: string, said: string, text: string, expected: string];

const cases: Readonly<Record<string, readonly Case[]>> = {
  typescript: [
    [
      'the first one stands alone',
      'due ./dates',
      'const x = due();\n',
      "import { due } from './dates';\n\nconst x = due();\n",
    ],
    [
      'with the quotes of the file',
      'due ./dates',
      'const x = due("a")\n',
      'import { due } from "./dates"\n\nconst x = due("a")\n',
    ],
    [
      'after a licence and directives',
      'due ./dates',
      "/* Licence */\n\n'use strict';\n\nf();\n",
      "/* Licence */\n\n'use strict';\n\nimport { due } from './dates';\n\nf();\n",
    ],
    [
      'before a comment of the code',
      'due ./dates',
      '/** Of f. */\nf();\n',
      "import { due } from './dates';\n\n/** Of f. */\nf();\n",
    ],
    [
      'into the import from there',
      'due ./dates',
      "import { add, sub } from './dates';\n",
      "import { add, due, sub } from './dates';\n",
    ],
    [
      'at the end of an unordered one',
      'due ./dates',
      "import { sub, add } from './dates';\n",
      "import { sub, add, due } from './dates';\n",
    ],
    [
      'on a line of its own',
      'due ./dates',
      "import {\n  add,\n  sub,\n} from './dates';\n",
      "import {\n  add,\n  due,\n  sub,\n} from './dates';\n",
    ],
    [
      'on the last line',
      'zip ./dates',
      "import {\n  add,\n  sub,\n} from './dates';\n",
      "import {\n  add,\n  sub,\n  zip,\n} from './dates';\n",
    ],
    [
      'beside a default',
      'due ./dates',
      "import dates, { add } from './dates';\n",
      "import dates, { add, due } from './dates';\n",
    ],
    [
      'not into a whole module',
      'due ./dates',
      "import * as dates from './dates';\n",
      "import * as dates from './dates';\nimport { due } from './dates';\n",
    ],
    [
      'in order',
      'due ./b',
      "import { x } from './a';\nimport { y } from './c';\n",
      "import { x } from './a';\nimport { due } from './b';\nimport { y } from './c';\n",
    ],
    [
      'after the last where there is no order',
      'due ./b',
      "import { x } from './c';\nimport { y } from './a';\n",
      "import { x } from './c';\nimport { y } from './a';\nimport { due } from './b';\n",
    ],
    [
      'with its like',
      'due ../b',
      "import fs from 'node:fs';\n\nimport { x } from '../a';\n\nimport { y } from './a';\n",
      "import fs from 'node:fs';\n\nimport { x } from '../a';\nimport { due } from '../b';\n\nimport { y } from './a';\n",
    ],
    [
      'further away before what is near',
      'due ../b',
      "import fs from 'node:fs';\nimport { y } from './a';\n",
      "import fs from 'node:fs';\nimport { due } from '../b';\nimport { y } from './a';\n",
    ],
    [
      'an alias with aliases',
      'due @/b',
      "import z from 'zod';\nimport { x } from '@/a';\nimport { y } from './a';\n",
      "import z from 'zod';\nimport { x } from '@/a';\nimport { due } from '@/b';\nimport { y } from './a';\n",
    ],
    [
      'without semicolons',
      'due ./b',
      "import { x } from './a'\n\nf()\n",
      "import { x } from './a'\nimport { due } from './b'\n\nf()\n",
    ],
    [
      'a type as a type, where the file does so',
      'type Loan ./loans',
      "import type { A } from './a';\n",
      "import type { A } from './a';\nimport type { Loan } from './loans';\n",
    ],
    [
      'a type as anything, where it does not',
      'type Loan ./loans',
      "import { A } from './a';\n",
      "import { A } from './a';\nimport { Loan } from './loans';\n",
    ],
    [
      'a type inline',
      'type Loan ./loans',
      "import { type A } from './a';\nimport { renew } from './loans';\n",
      "import { type A } from './a';\nimport { type Loan, renew } from './loans';\n",
    ],
    [
      'a type beside the values from there',
      'type Loan ./loans',
      "import type { A } from './a';\nimport { renew } from './loans';\n",
      "import type { A } from './a';\nimport { renew } from './loans';\nimport type { Loan } from './loans';\n",
    ],
    [
      'a value not among types',
      'renew ./loans',
      "import type { Loan } from './loans';\n",
      "import type { Loan } from './loans';\nimport { renew } from './loans';\n",
    ],
    [
      'a default',
      '=Shelf ./shelf',
      "import { x } from './a';\n",
      "import { x } from './a';\nimport Shelf from './shelf';\n",
    ],
    [
      'with the line ends of the file',
      'due ./b',
      "import { x } from './a';\r\n\r\nf();\r\n",
      "import { x } from './a';\r\nimport { due } from './b';\r\n\r\nf();\r\n",
    ],
    [
      'at the end of a file without one',
      'due ./b',
      "import { x } from './a';",
      "import { x } from './a';\nimport { due } from './b';",
    ],
    [
      'not what looks like an import in a string',
      'due ./b',
      "const x = `\nimport { y } from './a';\n`;\n",
      "import { due } from './b';\n\nconst x = `\nimport { y } from './a';\n`;\n",
    ],
  ],
  javascript: [
    [
      'as the file asks for its modules',
      'due ./dates',
      "const fs = require('fs');\n\nf();\n",
      "const fs = require('fs');\nconst { due } = require('./dates');\n\nf();\n",
    ],
    [
      'after what is asked for its effect',
      'due ./dates',
      "import './style.css';\n\nf();\n",
      "import './style.css';\n\nimport { due } from './dates';\n\nf();\n",
    ],
  ],
  python: [
    [
      'the first one, after what describes the module',
      'due .dates',
      '"""About."""\n\nx = due()\n',
      '"""About."""\n\nfrom .dates import due\n\nx = due()\n',
    ],
    [
      'after the line for the shell',
      'due dates',
      '#!/usr/bin/env python\nx = due()\n',
      '#!/usr/bin/env python\n\nfrom dates import due\n\nx = due()\n',
    ],
    ['into the import from there', 'due .dates', 'from .dates import add, sub\n', 'from .dates import add, due, sub\n'],
    ['before a comment', 'zip .dates', 'from .dates import add  # noqa\n', 'from .dates import add, zip  # noqa\n'],
    [
      'into brackets',
      'due .dates',
      'from .dates import (\n    add,\n    sub,\n)\n',
      'from .dates import (\n    add,\n    due,\n    sub,\n)\n',
    ],
    [
      'with its like, in order',
      'due app.dates',
      'import os\n\nfrom app.a import x\nfrom app.z import y\n',
      'import os\n\nfrom app.a import x\nfrom app.dates import due\nfrom app.z import y\n',
    ],
    [
      'after the last one',
      'due .dates',
      'from __future__ import annotations\nimport os\n\nx = 1\n',
      'from __future__ import annotations\nimport os\nfrom .dates import due\n\nx = 1\n',
    ],
    [
      'not into what is imported whole',
      'due .dates',
      'from .dates import *\n',
      'from .dates import *\nfrom .dates import due\n',
    ],
  ],
  java: [
    [
      'the first one, after the package',
      'Loan a.b.Loan',
      'package a.c;\n\nclass A {}\n',
      'package a.c;\n\nimport a.b.Loan;\n\nclass A {}\n',
    ],
    [
      'in order with its like',
      'Loan a.b.Loan',
      'package c;\n\nimport a.b.Book;\nimport a.b.Shelf;\n\nimport java.util.List;\n',
      'package c;\n\nimport a.b.Book;\nimport a.b.Loan;\nimport a.b.Shelf;\n\nimport java.util.List;\n',
    ],
    [
      'after the last one',
      'Loan a.b.Loan',
      'import java.util.List;\n\nclass A {}\n',
      'import java.util.List;\nimport a.b.Loan;\n\nclass A {}\n',
    ],
  ],
  go: [
    [
      'the first one, after the package',
      'loans x.io/lib/loans',
      'package main\n\nfunc main() {}\n',
      'package main\n\nimport "x.io/lib/loans"\n\nfunc main() {}\n',
    ],
    [
      'apart from the standard library',
      'loans x.io/lib/loans',
      'package main\n\nimport (\n\t"fmt"\n)\n',
      'package main\n\nimport (\n\t"fmt"\n\n\t"x.io/lib/loans"\n)\n',
    ],
    [
      'in order with its like',
      'loans x.io/lib/loans',
      'package main\n\nimport (\n\t"fmt"\n\n\t"x.io/lib/books"\n\t"x.io/lib/members"\n)\n',
      'package main\n\nimport (\n\t"fmt"\n\n\t"x.io/lib/books"\n\t"x.io/lib/loans"\n\t"x.io/lib/members"\n)\n',
    ],
    [
      'under its name where the folder has another one',
      'loans x.io/lib/go-loans',
      'package main\n\nimport "fmt"\n',
      'package main\n\nimport "fmt"\nimport loans "x.io/lib/go-loans"\n',
    ],
  ],
  rust: [
    [
      'the first one, after what the file says of itself',
      'Loan crate::loans',
      '//! About.\n#![allow(dead_code)]\n\nfn f() {}\n',
      '//! About.\n#![allow(dead_code)]\n\nuse crate::loans::Loan;\n\nfn f() {}\n',
    ],
    [
      'into the braces of its module',
      'Loan crate::loans',
      'use crate::loans::{Book, Shelf};\n',
      'use crate::loans::{Book, Loan, Shelf};\n',
    ],
    [
      'in order with its like',
      'Loan crate::loans',
      'use std::fmt;\n\nuse crate::books::Book;\nuse crate::shelf::Shelf;\n',
      'use std::fmt;\n\nuse crate::books::Book;\nuse crate::loans::Loan;\nuse crate::shelf::Shelf;\n',
    ],
  ],
};

for (const [languageId, rows] of Object.entries(cases)) {
  describe(`an import of ${languageId} is put in`, () => {
    test.each(rows)('%s', (_, said, text, expected) => {
      const edit = addImport(text, needed(languageId, said));
      expect(edit && applyEdit(text, edit)).toBe(expected);
    });
  });
}

test.each([
  ['typescript', 'due ./b', "import { due } from './other';\n"],
  ['typescript', 'due ./b', "import { add as due } from './other';\n"],
  ['typescript', '=due ./b', "import due from './b';\n"],
  ['javascript', 'due ./b', "const { due } = require('./b');\n"],
  ['python', 'due .b', 'from .b import (\n    add,\n    due,\n)\n'],
  ['java', 'Loan a.Loan', 'import b.Loan;\n'],
  ['go', 'loans x.io/loans', 'import (\n\t"x.io/loans"\n)\n'],
  ['rust', 'Loan crate::a', 'use crate::{x, b::Loan};\n'],
  ['ruby', 'Loan ./a', 'puts 1\n'],
])('nothing is added to %s where %s is imported already', (languageId, said, text) =>
  expect(addImport(text, needed(languageId, said))).toBeUndefined(),
);

test('it is said as the statement would stand alone', () => {
  const said = (languageId: string, what: string): string => describeImport(needed(languageId, what));
  expect(said('typescript', 'type Loan ./loans')).toBe("import type { Loan } from './loans'");
  expect(said('typescriptreact', '=Shelf ./shelf')).toBe("import Shelf from './shelf'");
  expect(said('python', 'due .dates')).toBe('from .dates import due');
  expect(said('java', 'Loan a.Loan')).toBe('import a.Loan');
  expect(said('go', 'loans x.io/loans')).toBe('import "x.io/loans"');
  expect(said('rust', 'Loan crate::loans')).toBe('use crate::loans::Loan');
});

test.each([
  'import a ',
  'import {',
  'use ',
  'const ',
  'from a import (\n',
  '/*',
  '\n',
  'x',
  'import (\n',
  'import {}\n',
])('a head of nothing but %j takes no longer', (piece) => {
  const text = piece + piece.repeat(64_000 / piece.length) + ' '.repeat(60_000);
  const start = performance.now();
  for (const languageId of Object.keys(cases)) addImport(text, needed(languageId, 'wanted ./source'));
  expect(performance.now() - start).toBeLessThan(3_000);
});

describe('in any text', () => {
  const line = fc.constantFrom(
    '',
    '// said',
    '/* said',
    'said */',
    '# said',
    '"""said"""',
    "'use strict';",
    "import { a, b } from './a';",
    "import c from 'c'",
    'import {',
    '  a,',
    "} from './b';",
    'from .a import b',
    'from .c import (',
    ')',
    'import os',
    'package main;',
    'import a.b.C;',
    'import (',
    '\t"fmt"',
    'use crate::a::{b, c};',
    'use std::fmt;',
    'fn f() {}',
    'const x = `',
    'mod a;',
    '#![allow(x)]',
  );
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));
  const wanted = fc
    .constantFrom(...Object.keys(cases))
    .map((languageId) => needed(languageId, languageId === 'java' ? 'wanted some.wanted' : 'wanted ./some/source'));

  test('the old text is there when the import is taken out again, and its line ends are alone in it', () => {
    fc.assert(
      fc.property(text, wanted, (before, import_) => {
        const edit = addImport(before, import_)!;
        expect(edit.deleteCount).toBe(0);
        const after = applyEdit(before, edit);
        expect(after.slice(0, edit.offset) + after.slice(edit.offset + edit.insertText.length)).toBe(before);
        if (before.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
        expect(before.slice(edit.offset - 1, edit.offset + 1)).not.toBe('\r\n');
      }),
    );
  });

  test('what was added is not added twice', () => {
    fc.assert(
      fc.property(text, wanted, (before, import_) => {
        const after = applyEdit(before, addImport(before, import_)!);
        expect(addImport(after, import_)).toBeUndefined();
      }),
    );
  });
});
