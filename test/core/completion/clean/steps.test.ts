import { describe, expect, test } from 'vitest';
import { cleaningAt, type Limits, type Step } from '../../../../src/core/completion/clean/cleaning.ts';
import { cutAtNextFile } from '../../../../src/core/completion/clean/cut-at-next-file.ts';
import { cutAtSpecialToken } from '../../../../src/core/completion/clean/cut-at-special-token.ts';
import { cutEndlessLine } from '../../../../src/core/completion/clean/cut-endless-line.ts';
import { cutEndlessRun } from '../../../../src/core/completion/clean/cut-endless-run.ts';
import { cutRepetition } from '../../../../src/core/completion/clean/cut-repetition.ts';
import { cutUnfinished } from '../../../../src/core/completion/clean/cut-unfinished.ts';
import { dropDuplicateImports } from '../../../../src/core/completion/clean/drop-duplicate-imports.ts';
import { dropEcho } from '../../../../src/core/completion/clean/drop-echo.ts';
import { dropHeader } from '../../../../src/core/completion/clean/drop-header.ts';
import { dropPlaceholder } from '../../../../src/core/completion/clean/drop-placeholder.ts';
import { dropReasoning } from '../../../../src/core/completion/clean/drop-reasoning.ts';
import { dropSuffixOverlap } from '../../../../src/core/completion/clean/drop-suffix-overlap.ts';
import { dropSurplus } from '../../../../src/core/completion/clean/drop-surplus.ts';
import { dropTalk } from '../../../../src/core/completion/clean/drop-talk.ts';
import { dropUnreadable } from '../../../../src/core/completion/clean/drop-unreadable.ts';
import { endWithBlock } from '../../../../src/core/completion/clean/end-with-block.ts';
import { fitBeginning } from '../../../../src/core/completion/clean/fit-beginning.ts';
import { keepExtent } from '../../../../src/core/completion/clean/keep-extent.ts';
import { matchIndentationStyle } from '../../../../src/core/completion/clean/match-indentation-style.ts';
import { refuseHidden } from '../../../../src/core/completion/clean/refuse-hidden.ts';
import { refuseUnwanted } from '../../../../src/core/completion/clean/refuse-unwanted.ts';
import { stopBeforeSuffix } from '../../../../src/core/completion/clean/stop-before-suffix.ts';
import { takeOutOfFence } from '../../../../src/core/completion/clean/take-out-of-fence.ts';
import { trimEnd } from '../../../../src/core/completion/clean/trim-end.ts';
import { requestAt } from '../../../support/cursor.ts';

/** What it is about, the document with its cursor, what the model says, and what is left of that (or why nothing). */
type Case = readonly [about: string, document: string, generated: string, left: string, languageId?: string];

function cases(step: Step, table: readonly Case[], limits: Partial<Limits> = {}): void {
  describe(step.name, () => {
    for (const [about, document, generated, left, languageId = 'typescript'] of table) {
      test(about, () => {
        const at = cleaningAt(requestAt(document, { languageId }), { maxLines: 0, ...limits });
        const result = step(generated, at);
        expect(typeof result === 'string' ? result : result.nothing).toBe(left);
      });
    }
  });
}

const rows = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

cases(dropUnreadable, [
  ['line ends of other systems', '█', 'a\r\nb\rc', 'a\nb\nc'],
  ['half a character', "'█", 'hi \uD83D', 'hi '],
  ['a replacement character at the end', "'█", 'caf\uFFFD', 'caf'],
  ['blanks that only look like it', '█', 'if\u00A0(a)', 'if (a)'],
  ['but not in a string', '█', "a = '\u00A0'", "a = '\u00A0'"],
  ['no width inside a name', '█', 'quan\u200Btity', 'quantity'],
  ['the joiners of an emoji stay', "'█", '👨‍👩‍👧', '👨‍👩‍👧'],
]);
cases(refuseHidden, [
  ['a turned direction', '█', "a = 'x\u202E'", 'hidden-characters'],
  ['a letter of another script in a name', '█', 'p\u0430ssword', 'hidden-characters'],
  ['binary noise', '█', 'a\u0000\u0001', 'hidden-characters'],
  ['a whole word of another script', '█', '// Загрузка', '// Загрузка'],
  ['what the document is written with', '// Сумма а\n█', 'const а1b = 1', 'const а1b = 1'],
]);
cases(dropReasoning, [
  ['a block before the answer', '█', '<think>\nhm\n</think>\n\na();', 'a();'],
  ['one that never ends', '█', '<think>\nhm', 'talk'],
  ['one that the prompt began', '█', 'hm\n</think>\na();', 'a();'],
  ['quoted it is content', '█', "x = '</think>';", "x = '</think>';"],
]);
cases(cutAtSpecialToken, [
  ['behind the text', '█', 'a();<|endoftext|>', 'a();'],
  ['before it', '█', '<|fim_middle|>a();', 'a();'],
  ['with what follows', '█', 'a();\n<|fim_prefix|>b', 'a();\n'],
  ['with bars of full width', '█', 'a();<｜end▁of▁sentence｜>', 'a();'],
  ['quoted it is content', '█', "'<|im_end|>',", "'<|im_end|>',"],
  ['the tag of HTML stays', '<s>█', 'old</s>', 'old</s>', 'html'],
]);
cases(cutAtNextFile, [
  ['a label', '█', 'a();\n// FILE: src/b.ts\nb();', 'a();'],
  ['a bare path', '█', 'a();\n// src/b.ts\nb();', 'a();'],
  [
    'a comment that speaks of a file stays',
    '█',
    'a();\n// see src/b.ts for more\nb();',
    'a();\n// see src/b.ts for more\nb();',
  ],
]);
cases(takeOutOfFence, [
  ['around the code', '█', '```ts\na();\n```', 'a();'],
  ['the first of two', '█', 'Here it is:\n```\na();\n```\nOr:\n```\nb();\n```', 'a();'],
  ['only the end', '█', 'a();\n```\nThat is all.', 'a();'],
  ['of the document itself', '# A\n\n█', '```sh\nls\n```', '```sh\nls\n```', 'markdown'],
  ['in a string', 'x = `\n█', '```\na\n```', '```\na\n```'],
]);
cases(dropTalk, [
  ['before the code', '█', 'Here is the code:\n\na();', 'a();'],
  ['behind it', '█', 'a();\n\nThis function does it all at once.', 'a();\n'],
  ['nothing else', '█', "I'm sorry, but I need more context.", 'talk'],
  ['a comment is code', '█', '// Here is the place where it starts.', '// Here is the place where it starts.'],
  ['a string is code', '█', "'Sure! Here is the code for you.'", "'Sure! Here is the code for you.'"],
  ['output that nobody made', '█', 'print(a)\n\nOutput:\n[1]', 'print(a)\n', 'python'],
  [
    'variables and keys that are called so are code',
    '█',
    'a()\n\noutput, err := b()',
    'a()\n\noutput, err := b()',
    'go',
  ],
  ['so are annotated ones', '█', 'a = 1\n\noutput: int = 2', 'a = 1\n\noutput: int = 2', 'python'],
  ['and keys', '█', 'a: 1\n\nresult:\n  b: 2', 'a: 1\n\nresult:\n  b: 2', 'yaml'],
  ['output with its value', '█', 'print(a)\n\nOutput: [1]', 'print(a)\n', 'python'],
  ['prose is text in Markdown', 'A. █', 'Here is how: so.', 'Here is how: so.', 'markdown'],
]);
cases(dropHeader, [
  ['a licence alone', '█', '/*\n * Copyright 2019 X.\n */', 'invented-header'],
  ['before code', '█', '// Copyright 2019 X.\n// All rights reserved.\n\na();', 'a();'],
  ['a shebang in the middle', 'a\n█', '#!/bin/sh\nb', 'b', 'shellscript'],
  ['a shebang at the start', '█', '#!/bin/sh\nb', '#!/bin/sh\nb', 'shellscript'],
]);
cases(dropEcho, [
  ['the block above, cut off in its last line', 'open(gate);\nclose(door);\n█\n', 'open(gate);\nclo', 'repeats-prefix'],
  [
    'one line of the block above, which may well come again',
    'open(gate);\nclose(door);\n█',
    'open(gate);\n',
    'open(gate);\n',
  ],
  ['a line above, begun anew, which may go on otherwise', 'const a = f();\n█\n', 'const a', 'const a'],
  ['a keyword begun anew', 'i█', "import { a } from 'a';", "mport { a } from 'a';"],
  ['a name that only begins so', 'i█', 'i = importing();', 'i = importing();'],
  ['of the line', 'const a = █', 'const a = b;', 'b;'],
  ['of the lines above', 'function f() {\n  █', 'function f() {\n  return 1;', '  return 1;'],
  ['of the last word', 'await fetch(█', "fetch('/a');", "'/a');"],
  ['of the beginning of a name', 'return math.Sq█', 'math.Sqrt(2)', 'rt(2)', 'go'],
  ['of the line with its indentation', '  .█', '  .then(a)', 'then(a)'],
  ['nothing new', 'rm -rf a█', 'rm -rf a', 'repeats-prefix', 'shellscript'],
  ['a call in its like is none', 'x = max(█', 'max(a, b), c)', 'max(a, b), c)'],
]);
cases(dropDuplicateImports, [
  ['the first', "import a from 'a';\n█", "import a from 'a';\nimport b from 'b';", "import b from 'b';"],
  ['all', 'import json\n█', 'import json', 'repeats-import', 'python'],
  [
    'heads of longer ones are not compared',
    'import {\n  a,\n} from "a";\n█',
    'import {\n  b,\n} from "b";',
    'import {\n  b,\n} from "b";',
  ],
]);
cases(matchIndentationStyle, [
  ['tabs for blanks', 'f() {\n\t█', 'if (a) {\n        b\n    }', 'if (a) {\n\t\tb\n\t}', 'go'],
  ['blanks for tabs', 'f() {\n  █', 'if (a) {\n\t\tb\n\t}', 'if (a) {\n    b\n  }'],
  ['the stars of a comment stay aligned', 'class A {\n\t█', '/**\n   * a\n   */', '/**\n\t * a\n\t */'],
  ['a file with both is left alone', '\ta\n    b\n\tc\n    d\n█', 'x\n    y', 'x\n    y'],
]);
cases(fitBeginning, [
  ['typed already', '{\n  █', '  a();', 'a();'],
  ['what is missing stays', '  f() {\n  █', '    a();', '  a();'],
  ['a newline behind an operator goes', 'a = █', '\n  b', 'b'],
  ['behind an opener it stays', 'f() {█', '\n  b', '\n  b'],
  ['a text without the margin moves', 'def f():\n    █', 'a = 1\nb = 2', 'a = 1\n    b = 2', 'python'],
  ['one that leaves the function does not', 'def f():\n    █', 'return 1\n\nx = f()', 'return 1\n\nx = f()', 'python'],
]);
cases(keepExtent, [['the first line that is not blank', '{\n  █', '\n  a();\n  b();', '\n  a();']], { extent: 'line' });
cases(
  keepExtent,
  [
    ['a line that is all', 'a = █', 'b;\nc;', 'b;'],
    ['the call that it opens', 'a.map(█', '(b) => {\n  c(b);\n});\nd();', '(b) => {\n  c(b);\n});'],
    ['the call that the editor has closed', 'a.map(█)', '(b) => {\n  c(b);\n});\nd();', '(b) => {\n  c(b);\n});'],
    ['no further than what the editor has closed', 'a(█)', 'b\nc();', 'b'],
    ['further calls', 'a = b█', '.c()\n  .d();\ne();', '.c()\n  .d();'],
    ['an operator at the end', 'a = b█', ' +\n  c;\nd();', ' +\n  c;'],
    [
      'a condition with its other branch',
      'if (a█',
      ') {\n  b();\n} else {\n  c();\n}\nd();',
      ') {\n  b();\n} else {\n  c();\n}',
    ],
    ['a branch of a switch', '  case █', '1:\n    b();\n    break;\n  case 2:', '1:\n    b();\n    break;'],
    ['a text of several lines', 'a = █', '`b\nc`;\nd;', '`b\nc`;'],
    ['an object', 'const a = █', '{\n  b: 1,\n\n  c: 2,\n};\n\nconst d = 1;', '{\n  b: 1,\n\n  c: 2,\n};'],
    ['a query to its end', 'SELECT a█', '\nFROM b\nORDER BY a;\nSELECT c;', '\nFROM b\nORDER BY a;', 'sql'],
    ['not what a blank line parts', 'a = █', 'b\n\n  c;', 'b'],
    ['not what closes around it', '  return █', 'a;\n}\n\nfunction b() {', 'a;'],
  ],
  { extent: 'statement' },
);
cases(
  keepExtent,
  [
    ['a function by its indentation', 'def f█', '(a):\n    b()\n\n    c()\nd()', '(a):\n    b()\n\n    c()', 'python'],
    ['arguments', 'a(█', '\n    b,\n    c,\n)\nd()', '\n    b,\n    c,\n)', 'python'],
    ['all its branches', 'try█', ':\n    a()\nexcept B:\n    c()\nd()', ':\n    a()\nexcept B:\n    c()', 'python'],
  ],
  { extent: 'statement' },
);
cases(
  cutUnfinished,
  [
    ['the first line of a statement that is not all there', 'a.map(█', '(b) => {\n  c();\n  d(', '(b) => {'],
    ['whole ones in a body that was begun', 'f() {█', '\n  a();\n  b(c', '\n  a();'],
  ],
  { extent: 'statement' },
);
cases(keepExtent, [['above the code that follows', 'a\n█b', 'c\nd', 'c\nd\n']]);
cases(dropSuffixOverlap, [
  ['closers', 'f(█);', 'a);', 'a'],
  ['the end of a name', 'user.█Name.trim();', 'firstName.trim();', 'first'],
  ['the rest of the line', 'a * █ ** 2;', 'r ** 2;', 'r'],
  ['a tag', '<b>█</b>', 'x</b>', 'x', 'html'],
  ['closers of its own stay', 'f(█)', 'g()', 'g()'],
]);
cases(stopBeforeSuffix, [
  ['the next line', '{\n  █\n  b();\n}', 'a();\n  b();', 'a();'],
  ['in other quotes', "█\nf('x');", 'a();\nf("x");', 'a();'],
  ['with a comment', '█\nok(text)', 'a\nok(text) // done', 'a'],
  ['alone', '█\nb();', 'b();', 'repeats-suffix'],
  [
    'in a block of its own it is another line',
    '{\n  █\n  return;\n}',
    'if (a) {\n    return;\n  }',
    'if (a) {\n    return;\n  }',
  ],
]);
cases(endWithBlock, [
  ['before what is closed already', 'f() {\n  █\n}', 'a();\n}\n\ng() {', 'a();'],
  ['behind what nothing closes', 'f() {█\n', '\n  a();\n}\n\ng() {\n}', '\n  a();\n}'],
  [
    'statements after a block stay',
    'f() {\n  █\n}',
    'if (a) {\n    b();\n  }\n  c();',
    'if (a) {\n    b();\n  }\n  c();',
  ],
  [
    'where Python leaves the function',
    'def f():\n    if a:\n        █',
    'b()\n    return c\n\nd()',
    'b()\n    return c\n',
    'python',
  ],
  ['before an `end` that stands', 'def f\n  █\nend', 'a\nend', 'a', 'ruby'],
  ['behind a tag that nothing closes', '<m>\n  <s>\n    █\n</m>', '<p/>\n  </s>\n</m>', '<p/>\n  </s>', 'html'],
]);
cases(dropPlaceholder, [
  ['alone', '{\n  █', '// TODO: implement this function', 'placeholder'],
  ['an elision', '{\n  █', 'a();\n  // ... rest of the code remains the same ...', 'a();'],
  [
    'a comment with dots is one',
    '{\n  █',
    'a();\n  // so far, so good...\n  b();',
    'a();\n  // so far, so good...\n  b();',
  ],
]);
cases(cutEndlessLine, [
  ['numbers', 'x = [█', Array.from({ length: 300 }, (_, i) => i).join(', '), 'repetition'],
  ['a megabyte', '█', 'a'.repeat(1_000_000), 'repetition'],
  ['behind good lines', '█', `a();\n${'QUJD'.repeat(200)}`, 'a();'],
]);
cases(cutEndlessRun, [
  ['that only counts', '█', rows(20, (i) => `set(${i}, ${i + 1});`), rows(8, (i) => `set(${i}, ${i + 1});`)],
  [
    'months are a list',
    '█',
    'January February March April May June July August September October November December'
      .replace(/(\w+) ?/g, "add('$1');\n")
      .trim(),
    'January February March April May June July August September October November December'
      .replace(/(\w+) ?/g, "add('$1');\n")
      .trim(),
  ],
]);
cases(cutRepetition, [
  ['of a line', '█', rows(5, () => 'a.b();'), 'a.b();'],
  ['of a unit', '█', rows(4, () => 'a: 0;\nb: 0;'), 'a: 0;\nb: 0;', 'css'],
  ['of words', "'█", 'not not not not not not not not', 'repetition'],
  ['rows of numbers stay', '█', rows(4, () => '0, 0, 0,'), rows(4, () => '0, 0, 0,')],
]);
cases(cutUnfinished, [
  ['the last statement', '{\n  █\n}', 'a();\n  b(c.', 'a();'],
  ['a block that is open', '{\n  █\n}', 'a();\n  if (b) {\n    c("', 'a();'],
  ['a string', '█', 'a = 1\nb = "x', 'a = 1', 'python'],
  ['one line stays', '█', 'a(b(', 'a(b('],
  ['openers that are closed below stay', 'f({\n  a,\n  █\n});', 'b: 1,\n  c: 2,', 'b: 1,\n  c: 2,'],
]);
cases(trimEnd, [['blanks at the ends of lines', '█', 'a();  \nb(); \n\n', 'a();\nb();']]);
cases(dropSurplus, [
  ['a bracket', 'f() {\n  return █\n}', 'a / b);', 'a / b;'],
  ['a quote', 'puts name█', '.strip"', '.strip', 'ruby'],
  ['a closer of what was opened before stays', 'f(█', 'a)', 'a)'],
]);
cases(
  refuseUnwanted,
  [
    ['turned down', '█', 'a.b();  ', 'rejected-before'],
    ['deleted, with a closer', '█', 'log("x")\n}', 'just-deleted'],
    ['another one', '█', 'a.c();', 'a.c();'],
    ['one deleted character says nothing', '█', ';', ';'],
  ],
  { rejected: ['a.b();'], deleted: ['log("x")', ';'] },
);
