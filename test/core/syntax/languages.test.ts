import { expect, test } from 'vitest';
import { languageIdForPath, languageSyntax } from '../../../src/core/syntax/languages.ts';

test.each([
  ['/a/b.ts', 'typescript'],
  ['b.TSX', 'typescriptreact'],
  ['C:\\x\\y.py', 'python'],
  ['a/Makefile', 'makefile'],
  ['README.md', 'markdown'],
  ['a.b/c', undefined],
  ['', undefined],
])('%j is %s', (path, id) => {
  expect(languageIdForPath(path)).toBe(id);
});

test('has a table for any language', () => {
  expect(languageSyntax('brainfuck').id).toBe('generic');
  expect(languageSyntax('markdown').kind).toBe('prose');
  expect(languageSyntax('constructor').kind).toBe('code');
});
