import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';
import { lexLine, type Token } from '../../../src/core/syntax/lexer.ts';
import { CODE } from '../../../src/core/syntax/line-state.ts';
import { anyLanguage, hostileText } from './hostile-text.ts';

describe('lexLine', () => {
  test('tells words, numbers, strings and punctuation apart', () => {
    expect(classes('typescript', 'const x1 = 0xFF + 1.5e-3; // end')).toEqual([
      'keyword const | identifier x1 | operator = | number 0xFF | operator + | number 1.5e-3 | operator ; | comment // end',
    ]);
  });

  test('takes the longest operator', () => {
    expect(classes('typescript', 'a ??= b?.c !== d')).toEqual([
      'identifier a | operator ??= | identifier b | operator ?. | identifier c | operator !== | identifier d',
    ]);
  });

  test('leaves two closing angle brackets apart, as generics need', () => {
    expect(classes('java', 'List<List<T>>')).toEqual([
      'identifier List | operator < | identifier List | operator < | identifier T | operator > | operator >',
    ]);
  });

  test('carries a block comment over lines', () => {
    expect(classes('java', 'a /* one', '* two', '*/ b')).toEqual([
      'identifier a | comment /* one',
      'comment * two',
      'comment */ | identifier b',
    ]);
  });

  test('carries a nested block comment in Rust', () => {
    expect(classes('rust', '/* a /* b', '*/ c', '*/ d')).toEqual([
      'comment /* a /* b',
      'comment */ c',
      'comment */ | identifier d',
    ]);
  });

  test('lexes the holes of a template as code, over lines and inside each other', () => {
    expect(classes('typescript', '`a ${f({', 'x: `b${1}c` })} d', 'e` + g')).toEqual([
      'string `a  | open ${ | identifier f | open ( | open {',
      'identifier x | operator : | string `b | open ${ | number 1 | close } | string c` | close } | close ) | close } | string  d',
      'string e` | operator + | identifier g',
    ]);
  });

  test('knows a regular expression from a division', () => {
    expect(classes('javascript', 'a / b / c; x = /[/"]+/g.test(y)')).toEqual([
      'identifier a | operator / | identifier b | operator / | identifier c | operator ; | identifier x | operator = | string /[/"]+/g | operator . | identifier test | open ( | identifier y | close )',
    ]);
  });

  test('does not take JSX closing tags and apostrophes for strings', () => {
    expect(classes('typescriptreact', "<p>don't</p>")).toEqual([
      "operator < | identifier p | operator > | identifier don | operator ' | identifier t | operator < | operator / | identifier p | operator >",
    ]);
  });

  test('knows prefixes, triple quotes and raw strings of Python', () => {
    expect(classes('python', 'x = rb"a\\"b" + f"""c', 'd""" # e')).toEqual([
      'identifier x | operator = | string rb"a\\"b" | operator + | string f"""c',
      'string d""" | comment # e',
    ]);
  });

  test('carries a one-line string over a backslash at the line end, and no further', () => {
    expect(classes('python', "'a\\", "b' + c")).toEqual(["string 'a\\", "string b' | operator + | identifier c"]);
    expect(classes('python', "x = 'a", 'b')).toEqual(["identifier x | operator = | string 'a", 'identifier b']);
  });

  test('knows lifetimes, characters and raw strings of Rust', () => {
    expect(classes('rust', `&'a str = 'x', r#"a "b" c"# b'\\''`)).toEqual([
      `operator & | identifier 'a | keyword str | operator = | string 'x' | operator , | string r#"a "b" c"# | string b'\\''`,
    ]);
  });

  test('knows raw strings of C++ and Go, verbatim strings of C#', () => {
    expect(classes('cpp', 'auto s = R"x(a")', 'b)x" + L"c";')).toEqual([
      'keyword auto | identifier s | operator = | string R"x(a")',
      'string b)x" | operator + | string L"c" | operator ;',
    ]);
    expect(classes('go', '`a\\` + b')).toEqual(['string `a\\` | operator + | identifier b']);
    expect(classes('csharp', 'var s = $@"a ""b"" \\" + c;')).toEqual([
      'keyword var | identifier s | operator = | string $@"a ""b"" \\" | operator + | identifier c | operator ;',
    ]);
  });

  test('sees only words and punctuation in prose', () => {
    expect(classes('markdown', "# It's 'one'")).toEqual([
      "operator # | identifier It | operator ' | identifier s | operator ' | identifier one | operator '",
    ]);
  });

  test('covers every character that is not blank, in order, whatever the text and state', () => {
    fc.assert(
      fc.property(anyLanguage, hostileText, fc.nat({ max: 2 ** 30 - 1 }), (language, text, state) => {
        for (const line of text.split('\n')) {
          const { tokens } = lexLine(line, state, language);
          let end = 0;
          for (const token of [...tokens, { start: line.length, end: line.length + 1 }]) {
            expect(token.start).toBeGreaterThanOrEqual(end);
            expect(token.end).toBeGreaterThan(token.start);
            expect(line.slice(end, token.start)).toMatch(/^\s*$/);
            end = token.end;
          }
        }
      }),
    );
  });

  test('gives a state that it takes back: small, and the same on every reading', () => {
    fc.assert(
      fc.property(anyLanguage, hostileText, (language, text) => {
        let state = CODE;
        for (const line of text.split('\n')) {
          const { endState } = lexLine(line, state, language);
          expect(endState).toBeGreaterThanOrEqual(0);
          expect(endState).toBeLessThan(2 ** 30);
          expect(lexLine(line, state, language).endState).toBe(endState);
          state = endState;
        }
      }),
    );
  });

  test.each([
    '(',
    "'",
    '"',
    '`',
    '${',
    '`${',
    '{',
    '/*',
    'a/',
    '(/[',
    "a'",
    '\\',
    'r#',
    'R"(',
    '"""',
    '.',
    '1e+',
    '\u2028',
  ])(
    'ends soon on a line of many characters: %s',
    (unit) => {
      const line = unit.repeat(300_000 / unit.length);
      for (const id of ['typescriptreact', 'python', 'rust']) lexLine(line, CODE, languageSyntax(id));
    },
    // A scan of quadratic time would take minutes.
    20_000,
  );
});

/** One string a line: `class text | class text | …`. */
function classes(languageId: string, ...lines: readonly string[]): readonly string[] {
  const language = languageSyntax(languageId);
  let state = CODE;
  return lines.map((line) => {
    const { tokens, endState } = lexLine(line, state, language);
    state = endState;
    return tokens.map((token: Token) => `${token.class} ${line.slice(token.start, token.end)}`).join(' | ');
  });
}
