import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';
import { lexerFirstSound, lexerSyntax } from '../../../src/core/syntax/lexer-syntax.ts';
import { anyLanguage, hostileText } from './hostile-text.ts';

describe('firstSound', () => {
  test.each([
    ['typescript', 'f(█', 'a)', 0],
    ['typescript', 'f(█)', 'a)', -1],
    ['typescript', 'f(█)', 'a', 0],
    ['typescript', 'x = █', "'abc", -1],
    ['typescript', "x = 'abc█", "'", 0],
    ['python', 'f(█)', '[1, 2]', 0],
  ])('%s: %s and %j: %i', (languageId, marked, insertText, expected) => {
    const [before, after] = marked.split('█') as [string, string];
    const insertion = { insertText, replaceSuffixChars: 0 };
    expect(lexerFirstSound({ before, after, insertions: [insertion] }, languageSyntax(languageId))).toBe(expected);
  });

  test('counts what is replaced as gone', () => {
    const insertion = { insertText: 'a)', replaceSuffixChars: 1 };
    expect(lexerFirstSound({ before: 'f(', after: ')', insertions: [insertion] }, languageSyntax('typescript'))).toBe(
      0,
    );
  });

  test('takes the first that brings no error', () => {
    const insertions = ['a)', 'g(a', 'a', ''].map((insertText) => ({ insertText, replaceSuffixChars: 0 }));
    expect(lexerFirstSound({ before: 'f(', after: ')', insertions }, languageSyntax('typescript'))).toBe(2);
  });

  test('knows nothing of prose', async () => {
    const insertion = { insertText: ')', replaceSuffixChars: 0 };
    expect(
      await lexerSyntax.firstSound({ before: '(', after: '', insertions: [insertion], languageId: 'markdown' }),
    ).toBeUndefined();
  });

  test('lets through what changes nothing, whatever stands there', () => {
    fc.assert(
      fc.property(anyLanguage, hostileText, hostileText, (language, before, after) => {
        const found = lexerFirstSound(
          { before, after, insertions: [{ insertText: '', replaceSuffixChars: 0 }] },
          language,
        );
        expect(found).toBe(language.kind === 'prose' ? undefined : 0);
      }),
    );
  });
});
