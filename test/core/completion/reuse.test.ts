import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReuse } from '../../../src/core/completion/reuse.ts';
import { requestAt } from '../../support/cursor.ts';

function reuseAfter(suggestedAt: string, insertText: string, askedAt: string) {
  const reuse = createReuse();
  reuse.remember(requestAt(suggestedAt), insertText);
  return reuse.find(requestAt(askedAt))?.insertText;
}

describe('a suggestion is kept', () => {
  test('at the very place it was made for', () => expect(reuseAfter('foo█', 'bar', 'foo█')).toBe('bar'));
  test('while it is typed', () => expect(reuseAfter('foo█\nx', 'bar', 'fooba█\nx')).toBe('r'));
  test('over a line end', () => expect(reuseAfter('if (a) {█', '\n  b();', 'if (a) {\n  █')).toBe('b();'));
  test('where the editor closed what was typed', () => expect(reuseAfter('f█', '(a, b)', 'f(█)')).toBe('a, b)'));
  test('after backspace, back to where it was made', () => {
    const reuse = createReuse();
    reuse.remember(requestAt('foo█'), 'bar');
    reuse.remember(requestAt('foob█'), 'az');
    expect(reuse.find(requestAt('foo█'))?.insertText).toBe('bar');
  });
});

describe('a suggestion is dropped', () => {
  test('when something else is typed', () => expect(reuseAfter('foo█', 'bar', 'foox█')).toBeUndefined());
  test('when it is typed to its end', () => expect(reuseAfter('foo█', 'bar', 'foobar█')).toBeUndefined());
  test('when the text below changed', () => expect(reuseAfter('foo█\nx', 'bar', 'foob█\ny')).toBeUndefined());
  test('in another document', () => {
    const reuse = createReuse();
    reuse.remember(requestAt('foo█'), 'bar');
    expect(reuse.find(requestAt('foo█', { uri: 'file:///other.ts' }))).toBeUndefined();
  });
  test('once it was turned down', () => {
    const reuse = createReuse();
    reuse.remember(requestAt('foo█'), 'bar');
    reuse.forget();
    expect(reuse.find(requestAt('foo█'))).toBeUndefined();
  });
});

test('what is left is always the rest of what was suggested', () =>
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), fc.nat(), (before, insertText, after, n) => {
      const clean = (text: string) => text.replaceAll('█', '').replaceAll('\r', '');
      const text = clean(insertText);
      const typed = text.slice(0, n % (text.length + 1));
      const rest = reuseAfter(`${clean(before)}█${clean(after)}`, text, `${clean(before)}${typed}█${clean(after)}`);
      if (rest !== undefined) expect(text.endsWith(rest)).toBe(true);
      if (typed.length < text.length) expect(rest).toBeDefined();
    }),
  ));
