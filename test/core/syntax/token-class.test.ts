import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';
import { lexLine } from '../../../src/core/syntax/lexer.ts';
import { CODE } from '../../../src/core/syntax/line-state.ts';
import { tokenClassAt } from '../../../src/core/syntax/token-class.ts';
import { anyLanguage, hostileText } from './hostile-text.ts';

test.each([
  ['typescript', 'x(); // foo█', 'comment'],
  ['typescript', 'x(); █// foo', 'blank'],
  ['typescript', '/* a */█', 'blank'],
  ['typescript', '/* a *█/', 'comment'],
  ['typescript', '/* a█', 'comment'],
  ['typescript', "'ab'█", 'blank'],
  ['typescript', "'ab█'", 'string'],
  ['typescript', "'█ab'", 'string'],
  ['typescript', "f(█'ab')", 'blank'],
  ['typescript', "f('ab█", 'string'],
  ['typescript', '`a ${b█} c`', 'identifier'],
  ['typescript', '`a ${█} c`', 'blank'],
  ['typescript', '`a ${b}█ c`', 'string'],
  ['typescript', 'foo█', 'identifier'],
  ['typescript', '█foo', 'identifier'],
  ['typescript', 'fo█o', 'identifier'],
  ['typescript', 'return █', 'blank'],
  ['typescript', 'a.█', 'blank'],
  ['typescript', 'f(█)', 'blank'],
  ['typescript', 'x = 12█', 'number'],
  ['typescript', '█', 'blank'],
  ['typescript', 'x = /a█b/', 'string'],
  ['python', 'x = 1 # a█', 'comment'],
  ['python', '"""doc█', 'string'],
  ['rust', "&'a█ str", 'identifier'],
  ['go', '`raw█', 'string'],
  ['markdown', "it's █", 'blank'],
])('%s: %s is in %s', (languageId, marked, expected) => {
  const character = marked.indexOf('█');
  expect(tokenClassAt(marked.replace('█', ''), CODE, character, languageSyntax(languageId))).toBe(expected);
});

test('a line inside a comment or a string of several lines is in it', () => {
  const typescript = languageSyntax('typescript');
  const inComment = lexLine('/**', CODE, typescript).endState;
  expect(tokenClassAt(' * text', inComment, 7, typescript)).toBe('comment');
  expect(tokenClassAt('', inComment, 0, typescript)).toBe('comment');
  const inTemplate = lexLine('x = `', CODE, typescript).endState;
  expect(tokenClassAt('', inTemplate, 0, typescript)).toBe('string');
});

test('answers for any text and place', () => {
  fc.assert(
    fc.property(anyLanguage, hostileText, fc.nat(), fc.nat({ max: 2 ** 30 - 1 }), (language, text, at, state) => {
      const line = text.split('\n')[0]!;
      expect(tokenClassAt(line, state, at % (line.length + 1), language)).toBeTypeOf('string');
    }),
  );
});
