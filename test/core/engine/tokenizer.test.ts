import { describe, expect, test } from 'vitest';
import { looksSecret } from '../../../src/core/engine/secret.ts';
import { tokenizeLine } from '../../../src/core/engine/tokenizer.ts';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';
import { CODE } from '../../../src/core/syntax/line-state.ts';

describe('tokenizeLine', () => {
  test.each([
    ['typescript', 'const a = f(b); // why', 'const _a _= _f ( b ) ;'],
    ['typescript', 'a /* x */ b', 'a _b'],
    ['python', 'x = "short"', 'x _= _"short"'],
    ['python', '"""A docstring."""', ''],
    ['python', "r'''raw'''", ''],
    [
      'typescript',
      "throw new Error('a message that is much longer than forty characters');",
      "throw _new _Error ( ' a _message _that _is _much _longer _than _forty _characters ' ) ;",
    ],
    ['typescript', '   ', ''],
    ['typescript', "a = 'never closed\r", "a _= _'never closed"],
  ])('%s: %s', (languageId, line, expected) => {
    expect(tokens(languageId, line)).toBe(expected);
  });

  test('drops a docstring on all of its lines', () => {
    expect(tokens('python', '    """One', 'two three', 'four"""', 'x = 1')).toBe('x _= _1');
  });

  test('leaves a hole where a secret stands', () => {
    expect(tokens('typescript', "key = 'aK3xPq9Zr7Lm2Nv8Tb4W';")).toBe('key _= _ ;');
  });
});

test.each([
  ['3f786850e387550fdab836ed7e6dc881de23001b', true],
  ["'aK3xPq9Zr7Lm2Nv8Tb4W'", true],
  ['0x52908400098527886E0F7030069857D2E4169EE7', true],
  ['aVeryLongIdentifierName2', false],
  ['a-long-css-class-name-here', false],
  ['--------------------------------', false],
  ['123456789012345678901234567890', false],
  ['short1A2b3', false],
])('%s looks like a secret: %s', (text, expected) => {
  expect(looksSecret(text)).toBe(expected);
});

/** Separated by blanks; `_` stands for a blank before the token. */
function tokens(languageId: string, ...lines: readonly string[]): string {
  const language = languageSyntax(languageId);
  const found: string[] = [];
  let state = CODE;
  for (const line of lines) {
    state = tokenizeLine(line, state, language, (text, start, end, _kind, spaceBefore) => {
      found.push((spaceBefore ? '_' : '') + text.slice(start, end));
    }).endState;
  }
  return found.join(' ');
}
