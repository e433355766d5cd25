import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepLines } from '../../../src/core/completion/keep-lines.ts';
import { postProcess } from '../../../src/core/completion/post-process.ts';
import type { CompletionRequest } from '../../../src/core/completion/request.ts';
import { render, requestAt } from '../../support/cursor.ts';

/** The cursor's line with what would be shown in brackets, or the reason for nothing. */
function shown(marked: string, text: string, request: Partial<CompletionRequest> = {}, endsLine?: boolean): string {
  const at = requestAt(marked, request);
  const processed = postProcess({ text, endsLine }, at);
  return processed.kind === 'text' ? render(at, processed.insertText, processed.replaceSuffix) : processed.reason;
}

describe('indentation', () => {
  test('typed already is not typed again', () => expect(shown('{\n  █', '  return 1;')).toBe('  [return 1;]'));
  test('that differs from what was typed gives way', () =>
    expect(shown('{\n    █', '  return 1;')).toBe('    [return 1;]'));
  test('of further lines follows the file', () =>
    expect(shown('if (a) {\n\tb();\n}\nif (c) {█', '\n    d();\n    e();')).toBe('if (c) {[\n\td();\n\te();]'));
  test('a leading newline goes on a blank line', () => expect(shown('{\n  █\n}', '\nreturn 1;')).toBe('  [return 1;]'));
});

describe('text after the cursor', () => {
  test('a closer that the text brings is replaced', () => expect(shown('foo(█)', 'a, b);')).toBe('foo([a, b);]'));
  test('a closer that the text does not bring stays', () => expect(shown('foo(█)', 'a, b')).toBe('foo([a, b])'));
  test('closers of what the text opens itself do not count', () =>
    expect(shown('foo(█)', 'bar(a)')).toBe('foo([bar(a)])'));
  test('several closers', () => expect(shown('foo([█])', '1, 2])')).toBe('foo([[1, 2]])'));
  test('a closing quote', () => expect(shown("import a from './█'", "util.ts';")).toBe("import a from './[util.ts';]"));
  test('a semicolon behind a closer', () => expect(shown('foo(█);', 'a);')).toBe('foo([a]);'));
  test('the same text again is nothing', () => expect(shown('foo(█);', ');')).toBe('repeats-suffix'));
  test('code that follows keeps it to one line', () => expect(shown('a = █ + b', 'c\nd')).toBe('a = [c] + b'));
});

describe('the block that was asked for', () => {
  test('ends the text', () =>
    expect(shown('if (a) {█', '\n  b();\n}\n\nfunction next() {\n  c();\n}')).toBe('if (a) {[\n  b();\n}]'));
  test('ends before a closer that stands already', () =>
    expect(shown('f(() => {\n  █\n});', 'a();\n  b();\n});\ng();')).toBe('  [a();\n  b();]'));
  test('ends where Python leaves it', () =>
    expect(shown('def f(a):\n    █', 'b = a\n    return b\n\ndef g():\n    pass', { languageId: 'python' })).toBe(
      '    [b = a\n    return b]',
    ));
});

describe('lines below', () => {
  test('are not repeated', () => expect(shown('a();\n█\nb();\n', 'b();')).toBe('repeats-suffix'));
  test('are not repeated with other blanks', () => expect(shown('a();\n█\n  b( );\n', 'b();')).toBe('repeats-suffix'));
  test('end the text', () => expect(shown('a();\n█\nb();\n', 'c();\nb();')).toBe('[c();]'));
  test('a lone closer that stands below is one of them', () =>
    expect(shown('f(() => {\n  a();\n█\n})', '})')).toBe('repeats-suffix'));
});

describe('repetition', () => {
  test('leaves one of equal lines', () => expect(shown('█', 'a.b();\na.b();\na.b();\na.b();')).toBe('[a.b();]'));
  test('of lines before the cursor is nothing', () => expect(shown('a.b();\na.b();\n█', 'a.b();')).toBe('repetition'));
  test('of a few words is nothing', () =>
    expect(shown('x = █', 'foo, foo, foo, foo, foo, foo, foo,')).toBe('repetition'));
  test('rows that differ stay', () =>
    expect(shown('█', 'row(1);\nrow(2);\nrow(3);')).toBe('[row(1);\nrow(2);\nrow(3);]'));
});

describe('nothing', () => {
  test('for blanks', () => expect(shown('a█', '  \n ')).toBe('only-whitespace'));
  test('for a few characters in the middle of a line', () => expect(shown('a.█', 'b(', {}, false)).toBe('too-short'));
  test('but a few characters may end the line', () => expect(shown('a = b█', ';', {}, true)).toBe('a = b[;]'));
  test('and may be asked for', () => expect(shown('a.█', 'b(', { triggerKind: 'invoked' }, false)).toBe('a.[b(]'));
});

describe('the suggest widget', () => {
  const selectedItem = { text: 'barrel', typed: 'ba' };
  test('gets what extends its item', () => expect(shown('foo.ba█', 'rrel()', { selectedItem })).toBe('foo.ba[rrel()]'));
  test('and nothing else', () =>
    expect(shown('foo.ba█', 'zaar()', { selectedItem })).toBe('suggest-item-not-extended'));
});

describe('a limit of lines', () => {
  const cut = (maxLines: number, text: string, languageId = 'typescript', marked = '█') => {
    const at = requestAt(marked, { languageId });
    const processed = postProcess({ text, endsLine: undefined }, at, { maxLines });
    return processed.kind === 'text' ? render(at, processed.insertText, processed.replaceSuffix) : processed.reason;
  };
  const block = 'for (const a of b) {\n  c(a);\n  d(a);\n}';

  test('of none leaves the text as it is', () => expect(cut(0, `e();\n${block}`)).toBe(`[e();\n${block}]`));
  test('that is not reached does so, too', () => expect(cut(4, block)).toBe(`[${block}]`));
  test('does not count blank lines', () => expect(cut(2, 'a();\n\nb();\nc();')).toBe('[a();\n\nb();]'));
  test('cuts before a block that would not fit', () => expect(cut(3, `e();\nf();\n${block}`)).toBe('[e();\nf();]'));
  test('cuts behind a block that fits', () =>
    expect(
      keepLines(
        `e();
${block}
f();
g(
);`,
        7,
        'typescript',
      ),
    ).toBe(`e();
${block}
f();`));
  test('leaves one long block open, as it is being written', () =>
    expect(cut(2, block)).toBe('[for (const a of b) {\n  c(a);]'));
  test('keeps brackets in a call together', () => expect(cut(3, 'a();\nb(\n  1,\n  2,\n);')).toBe('[a();]'));
  test('does not end in a string or a comment of several lines', () => {
    expect(cut(2, 'a();\nb = `x\ny`;\nc();')).toBe('[a();]');
    expect(cut(2, 'a();\n/* x\n y */\nc();')).toBe('[a();]');
  });
  test('counts from the cursor, the rest of its line too', () =>
    expect(cut(1, '\n  b();\n  c();', 'typescript', 'if (a) {█')).toBe('if (a) {[\n  b();]'));
  test('does not end with the head of a Python block', () =>
    expect(cut(2, 'a()\nif b:\n    c()\n    d()', 'python')).toBe('[a()]'));
  test('never shows more than it allows, and only the beginning', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a();', '  b(', '  1,', ');', 'if c:', '', '}', '{', '`', '/*', "'"), {
          maxLength: 12,
        }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('typescript', 'python', 'unknown'),
        (lines, maxLines, languageId) => {
          const text = lines.join('\n');
          const kept = keepLines(text, maxLines, languageId);
          expect(text.startsWith(kept)).toBe(true);
          expect(kept.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(maxLines);
          if (text.trim() !== '') expect(kept.trim()).not.toBe('');
        },
      ),
    ));
});

test('line ends become those that the editor expects', () =>
  expect(shown('{█', '\r\n  a();\r\n  b();')).toBe('{[\n  a();\n  b();]'));
