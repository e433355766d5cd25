import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';
import { lexerBlockEnd, lexerErrorDelta, lexerSyntax } from '../../../src/core/syntax/lexer-syntax.ts';
import { anyLanguage, hostileText } from './hostile-text.ts';

describe('errorDelta', () => {
  test.each([
    ['typescript', 'f(█', 'a)', -1],
    ['typescript', 'f(█)', 'a)', 1],
    ['typescript', 'f(█)', 'a', 0],
    ['typescript', 'x = █', "'abc", 1],
    ['typescript', "x = 'abc█", "'", -1],
    ['python', 'f(█)', '[1, 2]', 0],
  ])('%s: %s and %j: %i', (languageId, marked, insertText, expected) => {
    const [before, after] = marked.split('█') as [string, string];
    expect(lexerErrorDelta({ before, after, insertText, replaceSuffixChars: 0 }, languageSyntax(languageId))).toBe(
      expected,
    );
  });

  test('counts what is replaced as gone', () => {
    const edit = { before: 'f(', after: ')', insertText: 'a)', replaceSuffixChars: 1 };
    expect(lexerErrorDelta(edit, languageSyntax('typescript'))).toBe(0);
  });

  test('knows nothing of prose', async () => {
    const edit = { before: '(', after: '', insertText: ')', replaceSuffixChars: 0 };
    expect(await lexerSyntax.errorDelta(edit, 'markdown')).toBeUndefined();
  });
});

describe('blockEnd', () => {
  // `█` is the cursor and `¦` the end of the block in what follows it.
  test.each([
    ['typescript', 'function f() {█\n  return 1;\n}¦\nfunction g() {}'],
    ['typescript', 'function f() {\n  █return 1;\n  g();¦\n}\nh();'],
    ['typescript', 'function f() {\n  return g(█1);¦ }'],
    ['typescript', '  if (a) {█\n    b();\n  } else {\n    c();\n  }¦\n  d();'],
    ['typescript', 'const x = f(█1, { a: 2 });\nconst y = 3;'],
    ['python', 'def f(a):█\n    return a¦\nx = 1'],
    ['python', 'def f(a):\n    █x = 1\n    return x¦\ny = 2'],
    ['python', 'x = f(█\n    1,\n)¦\ny = 2'],
  ])('%s: %s', (languageId, marked) => {
    const [before, inserted] = marked.split('█') as [string, string];
    const end = inserted.indexOf('¦');
    const found = lexerBlockEnd({ before, insertText: inserted.replace('¦', '') }, languageSyntax(languageId));
    expect(found).toBe(end < 0 ? undefined : end);
  });

  test('stays within the inserted text', () => {
    fc.assert(
      fc.property(anyLanguage, hostileText, hostileText, (language, before, insertText) => {
        const end = lexerBlockEnd({ before, insertText }, language);
        if (end !== undefined) {
          expect(end).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(insertText.length);
        }
      }),
    );
  });
});
