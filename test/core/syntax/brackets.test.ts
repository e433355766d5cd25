import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unmatchedBrackets } from '../../../src/core/syntax/brackets.ts';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';
import { anyLanguage, hostileText } from './hostile-text.ts';

describe('unmatchedBrackets', () => {
  test.each([
    ['f(a, [b', '( [', ''],
    ['b]); }', '', '] ) }'],
    ['f(")") // (', '', ''],
    ['`${a', '${', ''],
    ['(a]', '(', ']'],
    // The brace is taken back by its own closer; the parenthesis in it never closes.
    ['{ ( }', '(', ''],
    ['a) (b', '(', ')'],
    ['if (x) {\n  y(\n', '{ (', ''],
  ])('%j leaves %j open and closes %j', (text, openers, closers) => {
    const found = unmatchedBrackets(text, languageSyntax('typescript'));
    expect(found.openers.map((bracket) => bracket.text).join(' ')).toBe(openers);
    expect(found.closers.map((bracket) => bracket.text).join(' ')).toBe(closers);
  });

  test('gives offsets in the whole text', () => {
    const { openers, closers } = unmatchedBrackets('a\n  b(\nc]', languageSyntax('typescript'));
    expect(openers).toEqual([{ text: '(', offset: 5 }]);
    expect(closers).toEqual([{ text: ']', offset: 8 }]);
  });

  test('finds what it names at the offset it gives, in any text', () => {
    fc.assert(
      fc.property(anyLanguage, hostileText, (language, text) => {
        const { openers, closers } = unmatchedBrackets(text, language);
        for (const { text: bracket, offset } of [...openers, ...closers])
          expect(text.startsWith(bracket, offset)).toBe(true);
      }),
    );
  });

  test('ends soon on a hostile text', () => {
    unmatchedBrackets('('.repeat(100_000) + ']'.repeat(100_000), languageSyntax('java'));
  });
});
