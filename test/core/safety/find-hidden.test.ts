import { expect, test } from 'vitest';
import { findHidden, showHidden } from '../../../src/core/safety/find-hidden.ts';
import { codePlaces } from '../../../src/core/syntax/code-places.ts';

const kinds = (text: string, languageId = 'typescript'): string =>
  findHidden(text, codePlaces(text, languageId))
    .map(({ kind }) => kind)
    .join(' ');

test.each([
  ['a turned direction', 'a = "x\u202E"', 'direction'],
  ['a message in tags', 'ok\u{E0078}', 'tag'],
  ['no width in a name', 'pass\u200Bword', 'no-width'],
  ['a selector without a character that has forms', 'a\uFE01', 'variation'],
  ['a name of nothing', 'const \u3164 = 1', 'filler'],
  ['a Cyrillic letter in a Latin word', '"https://\u0430pple.com"', 'disguised-letter'],
  ['a Greek one among Latin ones', 'p\u03B1ssword', 'disguised-letter'],
  ['a sign in code', 'x \u2212 3', 'disguised-sign'],
  ['the Greek question mark, anywhere', '"\u037E"', 'disguised-sign'],
])('%s is found', (_about, text, kind) => expect(kinds(text)).toBe(kind));

test.each([
  ['a flag of tags', '"\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"'],
  ['a family', '"👨‍👩‍👧"'],
  ['Persian', '"کتاب\u200Cها"'],
  ['a comment in Cyrillic', '// Загрузка файла'],
  ['a comment with typography', '// “so” – and on…'],
  ['a mark of direction in Hebrew', '"שלום\u200F!"'],
  ['symbols at the ends of names', 'const Δx = π2 * µs;'],
  ['Turkish', '// kapı'],
  ['a mark at the start of a file', '\uFEFFlet a;'],
])('%s is none', (_about, text) => expect(kinds(text)).toBe(''));

test('each is shown by its name, and what can be seen stays beside it', () => {
  expect(showHidden('pass\u200Bword')).toBe('pass[U+200B]word');
  expect(showHidden('\u0430pple')).toBe('\u0430[U+0430]pple');
});
