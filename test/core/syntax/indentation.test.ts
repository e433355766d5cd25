import { expect, test } from 'vitest';
import { indentUnit, indentWidth, opensBlock } from '../../../src/core/syntax/indentation.ts';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';
import { CODE } from '../../../src/core/syntax/line-state.ts';

test.each([
  ['a {\n  b {\n    c\n  }\n}', '  '],
  ['a:\n    b:\n        c\n', '    '],
  ['a {\n\tb\n}', '\t'],
  ['a\nb', undefined],
  ['/**\n * a\n * b\n */\nf {\n    g\n}', '    '],
  ['f(\n    a,\n    b)\ng {\n  h\n}\ni {\n  j\n}', '  '],
])('%j is indented by %j', (text, unit) => {
  expect(indentUnit(text)).toBe(unit);
});

test('a tab reaches to the next stop', () => {
  expect(indentWidth('  \tx', 4)).toBe(4);
  expect(indentWidth('\t x', 8)).toBe(9);
});

test.each([
  ['typescript', 'if (x) {', true],
  ['typescript', 'if (x) { // why', true],
  ['typescript', 'call(', true],
  ['typescript', 'case 1:', false],
  ['typescript', "x = '{'", false],
  ['python', 'if x:', true],
  ['python', 'if x:  # why', true],
  ['python', 'x = "a:"', false],
  ['python', 'x', false],
  ['python', '', false],
])('%s: %j opens a block: %s', (languageId, line, expected) => {
  expect(opensBlock(line, CODE, languageSyntax(languageId))).toBe(expected);
});
