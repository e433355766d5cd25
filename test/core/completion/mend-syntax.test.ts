import { expect, test } from 'vitest';
import { dropUnknownEnd } from '../../../src/core/completion/drop-unknown-end.ts';
import { mendSyntax } from '../../../src/core/completion/mend-syntax.ts';
import { postProcess } from '../../../src/core/completion/post-process.ts';
import type { PostProcessed } from '../../../src/core/completion/result.ts';
import type { SoundQuestion, SyntaxPort } from '../../../src/core/syntax/syntax-port.ts';
import { lexerSyntax } from '../../../src/core/syntax/lexer-syntax.ts';
import { requestAt } from '../../support/cursor.ts';

const text = (insertText: string) => ({ kind: 'text', insertText, replaceSuffix: 0 }) as const;
const left = (result: PostProcessed): string => (result.kind === 'text' ? result.insertText : result.reason);

async function mended(document: string, insertText: string, isWhole = false): Promise<string> {
  return left(await mendSyntax(lexerSyntax, text(insertText), isWhole, requestAt(document)));
}

test('a text that may be cut leaves nothing open', async () => {
  expect(await mended('a = █', 'foo.bar(baz')).toBe('foo.bar');
  expect(await mended('a = █', "foo + 'b")).toBe('foo +');
});
test('one that ends where it wants to may', async () => expect(await mended('if █', '(a) {', true)).toBe('(a) {'));
test('what a file closes is not open', async () => expect(await mended('f(█)', 'a, b')).toBe('a, b'));
test('what nothing mends is not shown', async () => expect(await mended('a = █', "'b")).toBe('breaks-syntax'));

test('of a place whose document is known, all of it is asked about, and each end is tried with its semicolon first', async () => {
  const asked: SoundQuestion[] = [];
  const second: SyntaxPort = {
    firstSound: async (question) => {
      asked.push(question);
      return 1;
    },
  };
  const request = requestAt('void f() {\n    String s = █\n}', {
    languageId: 'java',
    uri: 'file:///A.java',
    version: 7,
  });
  expect(left(await mendSyntax(second, text('foo.bar()'), false, request))).toBe('foo.bar();');
  expect(asked[0]).toMatchObject({
    document: { uri: 'file:///A.java', version: 7, offset: request.offset },
    countAnyway: true,
  });
  expect(asked[0]?.insertions.map(({ insertText }) => insertText)).toEqual([
    'foo.bar()',
    'foo.bar();',
    'foo.bar',
    'foo.',
    'foo',
  ]);
});

test('what begins in a string is tried before what ends the string', async () => {
  const asked: SoundQuestion[] = [];
  const none: SyntaxPort = { firstSound: async (question) => (asked.push(question), -1) };
  const request = requestAt('f(`one\n█\n`);');
  expect(left(await mendSyntax(none, text('three\nfour\n`'), false, request))).toBe('breaks-syntax');
  expect(asked[0]?.insertions.map(({ insertText }) => insertText)).toEqual(['three\nfour\n`', 'three\nfour', 'three']);
});

test('a name that is nowhere goes from the end, not from the middle', () => {
  const known = new Set(['user', 'save']);
  const shown = (insertText: string): string =>
    left(dropUnknownEnd(text(insertText), (name) => known.has(name), requestAt('a = █')));
  expect(shown('user.sa')).toBe('user');
  expect(shown('user.save')).toBe('user.save');
  expect(shown('us')).toBe('unfinished');
  expect(shown('fresh(user)')).toBe('fresh(user)');
});

test.each([
  ['ten thousand lines', 'foo(bar);\n'.repeat(10_000)],
  ['one line of a megabyte', 'x'.repeat(1_000_000)],
  ['deep brackets', '('.repeat(100_000)],
  ['noise', '\u0000\u0001\u0002'.repeat(10_000)],
])('%s: nothing, or what can be read, of a bounded text', (_about, generated) => {
  const result = postProcess({ text: generated, endsLine: undefined }, requestAt('function f() {\n  █\n}'));
  expect(left(result).length).toBeLessThan(200);
});
