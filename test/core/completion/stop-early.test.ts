import { expect, test } from 'vitest';
import { decideExtent, type Extent } from '../../../src/core/completion/decide-extent.ts';
import { stopEarly } from '../../../src/core/completion/stop-early.ts';
import { requestAt } from '../../support/cursor.ts';

/** What has been read of the text, character by character, when it was enough. */
function read(document: string, text: string, extent: Extent = 'block', languageId = 'typescript'): string {
  const isEnough = stopEarly(requestAt(document, { languageId }), { maxLines: 0, extent });
  for (let length = 1; length <= text.length; length++) {
    if (isEnough(text.slice(0, length))) return text.slice(0, length);
  }
  return text;
}

test('a line is enough where one was asked for', () => expect(read('a = █', 'b;\nc;\nd;', 'line')).toBe('b;\n'));
test('a function that has closed is enough', () =>
  expect(read('f() {█\n', '\n  a();\n}\n\ng() {\n  b();\n}')).toBe('\n  a();\n}\n'));
test('so is one that was begun further up', () =>
  expect(read('f() {\n  b();\n  █', 'a();\n}\n\ng() {\n  b();\n}')).toBe('a();\n}\n'));
test('so is a type', () =>
  expect(read('interface A {█\n', '\n  a: string;\n}\n\ninterface B {\n')).toBe('\n  a: string;\n}\n'));
test('so is a call with a function, where it ends', () =>
  expect(read('test("a", () => {█\n', '\n  a();\n});\n\ntest("b", () => {\n')).toBe('\n  a();\n});\n'));
test('a block inside the function is not', () =>
  expect(read('f() {█\n', '\n  if (a) {\n    b();\n  }\n  c();\n}\n')).toBe(
    '\n  if (a) {\n    b();\n  }\n  c();\n}\n',
  ));
test('behind a condition the next line is read: an `else` may come', () => {
  expect(read('if (a) {█\n', '\n  a();\n}\nelse {\n  b();\n}\nc();\n')).toBe('\n  a();\n}\nelse {\n  b();\n}\nc();\n');
  expect(read('if (a) {█\n', '\n  a();\n}\n\nc();\nd();')).toBe('\n  a();\n}\n\nc();\n');
});
test('behind a call, too: another may follow', () => {
  const chain = '\n  a();\n})\n.catch(b);\n';
  expect(read('a.then(() => {█\n', chain)).toBe(chain);
});
test('where blocks are indented, the first line outside is read', () => {
  const body = '\n    return 1\n\n\ndef g():\n';
  expect(read('def f():█', `${body}    return 2\n`, 'block', 'python')).toBe(body);
  expect(read('def f(\n    a,\n) -> int:█', `${body}    return 2\n`, 'block', 'python')).toBe(body);
});
test('behind a head whose bracket stands on a line of its own, too', () => {
  const body = '\n    a()\n}\n';
  expect(read('fn f<T>(t: T)\nwhere\n    T: A,\n{█', `${body}\nfn g() {}\n`, 'block', 'rust')).toBe(body);
  const branch = '\n    a();\n}\nelse\n{\n    b();\n}\n';
  expect(read('if (a &&\n    call(b))\n{█\n', `${branch}c();\n`, 'block', 'cpp')).toContain('else');
});
test('the window that is known may begin in a text of several lines', () => {
  const licence = `"""\n${'Permission is granted to whoever holds a copy.\n'.repeat(86)}"""\n`;
  const body = '\n    return 1\n\ndef g():\n';
  expect(read(`${licence}\ndef f():█`, `${body}    return 2\n`, 'block', 'python')).toBe(body);
});
test('the closer that stands below ends it', () =>
  expect(read('f() {\n  █\n}', 'a();\n}\n\ng() {\n}')).toBe('a();\n}\n'));
test('the line that stands below ends it', () =>
  expect(read('█\nb();', 'a();\nb();\nc();\nd();')).toBe('a();\nb();\n'));
test('repetition ends it', () => expect(read('█', 'a.b();\n'.repeat(20)).split('\n').length).toBeLessThan(6));
test('talk before the code ends nothing', () =>
  expect(read('a = █', 'Here is the code:\n\nb;\nc;', 'line')).toBe('Here is the code:\n\nb;\n'));
test('an answer that fits is read to its end', () =>
  expect(read('f() {\n  █\n}', 'if (a) {\n    b();\n  }\n  c();\n')).toBe('if (a) {\n    b();\n  }\n  c();\n'));

test.each([
  ['an empty line', 'f() {\n  █\n}', 'block'],
  ['behind an opener', 'f() {█', 'statement'],
  ['a head', 'function f█', 'statement'],
  ['below a comment', '// adds two numbers\n█', 'block'],
  ['in an expression', 'foo(a, █', 'statement'],
  ['in a statement', 'a.b = c.█', 'statement'],
  ['before code', 'a = █ + b', 'line'],
  ['in a comment', '// adds █', 'line'],
  ['in a string', "a = 'b█'", 'line'],
] as const)('%s: %s', (_about, document, extent) => {
  expect(decideExtent(requestAt(document), 0)).toBe(extent);
});
test.each([
  ['after its line where that ends it', 'typescript', 'a = b█', '.c;\nd();\ne();', '.c;\n'],
  ['after its line where nothing ends lines', 'typescript', 'a = b█', '.c\nd()\ne()', '.c\n'],
  [
    'after one more where lines end with `;` and this one does not',
    'typescript',
    'x();\na = b█',
    '.c\nd();\n',
    '.c\nd();\n',
  ],
  [
    'where the call that it opens closes',
    'typescript',
    'a.map(█',
    '(b) => {\n  c(b);\n});\nd();\n',
    '(b) => {\n  c(b);\n});\n',
  ],
  ['where a list closes', 'go', 'a := []string█', '{\n\t"b",\n}\nc()\nd()\n', '{\n\t"b",\n}\nc()\n'],
  ['below a block of indentation', 'python', 'if a█', ':\n    b()\n    c()\nd()\ne()\n', ':\n    b()\n    c()\nd()\n'],
  ['where a query ends', 'sql', 'SELECT a█', '\nFROM b;\nSELECT c;\n', '\nFROM b;\n'],
  ['below a condition without brackets', 'typescript', 'if (a█', ')\n  b()\nc()\n', ')\n  b()\nc()\n'],
  ['in Python after its line where that opens nothing', 'python', 'a = b█', '.c\nd()\n', '.c\n'],
  [
    'with both branches of a conditional type, where no line ends with a semicolon',
    'typescript',
    'type Item<T> = █',
    'T extends readonly (infer U)[]\n  ? U\n  : never\n\nconst a = 1\nconst b = 2\n',
    'T extends readonly (infer U)[]\n  ? U\n  : never\n\nconst a = 1\n',
  ],
] as const)('a statement is enough %s', (_about, languageId, document, text, expected) =>
  expect(read(document, text, 'statement', languageId)).toBe(expected),
);
test('in prose that has been begun: line', () =>
  expect(decideExtent(requestAt('# Notes on █', { languageId: 'markdown' }), 0)).toBe('line'));
test('the limit of one line holds everywhere', () => expect(decideExtent(requestAt('f() {█'), 1)).toBe('line'));
