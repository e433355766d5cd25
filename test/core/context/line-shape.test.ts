import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineShape } from '../../../src/core/context/line-shape.ts';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';

const shape = (line: string, languageId = 'typescript') => lineShape(line, languageSyntax(languageId));

test.each([
  ['const loan = find(2);', '  const hold =  load(73);'],
  ['say(\'a\', "b")', 'tell(`x`, "it\\"s")'],
  ['new Loan()', 'new Hold()'],
])('%s and %s have one shape', (one, other) => {
  expect(shape(one).hash).toBe(shape(other).hash);
});

test.each([
  ['const a = b;', 'let a = b;'],
  ['return a;', 'return A;'],
  ['a.b()', 'a.b'],
  ['a = 1', "a = '1'"],
])('%s and %s have not', (one, other) => {
  expect(shape(one).hash).not.toBe(shape(other).hash);
});

test('the names of a line are in its order, without keywords and what is in strings', () => {
  expect(shape("return holds.find(loan, 'name', 1e3, holds);").names).toEqual(['holds', 'find', 'loan', 'holds']);
});

test('blank lines and comments have no shape', () => {
  for (const line of ['', '  ', '// a', '/** b', ' * c', ' */', '\r'])
    expect(shape(line)).toMatchObject({ hash: 0, names: [] });
  expect(shape('# a', 'python').hash).toBe(0);
  expect(shape('*p = 1;', 'c').hash).not.toBe(0);
});

test('how a line begins is told by its first two tokens', () => {
  expect(shape('const a').opening).toBe(shape('const b = c(d);').opening);
  expect(shape('const a').opening).not.toBe(shape('let b = 1').opening);
  expect(shape('const').opening).toBe(shape('const a').opening & 0xff00);
});

test('any line has a shape, the same one whatever its indentation', () => {
  fc.assert(
    fc.property(fc.string(), (line) => {
      expect(shape(`  ${line}`)).toEqual(shape(line));
    }),
  );
});
