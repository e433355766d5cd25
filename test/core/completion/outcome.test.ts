import { describe, expect, test } from 'vitest';
import { type EditorEvent, type Outcome, settle, show } from '../../../src/core/completion/outcome.ts';

const URI = 'file:///a.ts';

/** `foo█` with `bar(x)` offered at offset 3 and time 0; then the events. */
function outcomeOf(...events: EditorEvent[]): Outcome | 'still-shown' {
  let shown = show({ id: 1, uri: URI, offset: 3, insertText: 'bar(x)', time: 0 });
  for (const event of events) {
    const next = settle(shown, event);
    if (next.kind === 'settled') return next.outcome;
    shown = next.shown;
  }
  return 'still-shown';
}

const insert = (offset: number, insertText: string, time = 1_000): EditorEvent => ({
  kind: 'changed',
  uri: URI,
  offset,
  deleteCount: 0,
  insertText,
  time,
});
const remove = (offset: number, deleteCount: number): EditorEvent => ({
  kind: 'changed',
  uri: URI,
  offset,
  deleteCount,
  insertText: '',
  time: 1_000,
});
const cursor = (offset: number): EditorEvent => ({ kind: 'cursor-moved', uri: URI, offset });
const accepted: EditorEvent = { kind: 'accepted', id: 1 };
const dismissed: EditorEvent = { kind: 'dismissed' };

describe('accepted', () => {
  test('when the editor says so', () => expect(outcomeOf(accepted)).toBe('accepted'));
  test('when the text comes in before the editor says so', () =>
    expect(outcomeOf(insert(3, 'bar(x)'), cursor(9), accepted)).toBe('accepted'));
  test('after part of it was typed by hand', () =>
    expect(outcomeOf(insert(3, 'b'), cursor(4), insert(4, 'ar(x)'), accepted)).toBe('accepted'));
  test('when all of it came in pieces and the editor says nothing', () =>
    expect(outcomeOf(insert(3, 'bar'), insert(6, '(x)'), insert(9, ';'))).toBe('accepted'));
});

describe('partially accepted', () => {
  test('when a word of it was taken and something else typed', () =>
    expect(outcomeOf(insert(3, 'bar'), cursor(6), insert(6, '!'))).toBe('partially-accepted'));
  test('when a word of it was taken and the rest dismissed', () =>
    expect(outcomeOf(insert(3, 'bar'), dismissed)).toBe('partially-accepted'));
});

describe('rejected', () => {
  test('by our Escape', () => expect(outcomeOf(dismissed)).toBe('rejected'));
  test('by typing something else after reading it', () => expect(outcomeOf(insert(3, 'z', 800))).toBe('rejected'));
});

describe('ignored', () => {
  test('when something else was typed before it could be read', () =>
    expect(outcomeOf(insert(3, 'z', 200))).toBe('ignored'));
  test('when the cursor went away', () => expect(outcomeOf(cursor(0))).toBe('ignored'));
  test('when it was typed by hand to its end', () => {
    const keys = 'bar(x)'.split('').map((key, i) => insert(3 + i, key));
    expect(outcomeOf(...keys, insert(9, ';'))).toBe('ignored');
  });
  test('when the document was left', () => expect(outcomeOf({ kind: 'left', uri: URI })).toBe('ignored'));
  test('when text before it was deleted', () => expect(outcomeOf(remove(2, 1))).toBe('ignored'));
});

describe('superseded', () => {
  test('by another suggestion', () =>
    expect(outcomeOf({ kind: 'offered', uri: URI, offset: 3, insertText: 'baz' })).toBe('superseded'));
});

describe('still shown', () => {
  test('while it is typed', () =>
    expect(outcomeOf(insert(3, 'b'), cursor(4), insert(4, 'a'), cursor(5))).toBe('still-shown'));
  test('when the editor closes a bracket that was typed', () =>
    expect(outcomeOf(insert(3, 'bar'), insert(6, '()'), cursor(7))).toBe('still-shown'));
  test('when its rest is offered again', () =>
    expect(outcomeOf(insert(3, 'b'), { kind: 'offered', uri: URI, offset: 4, insertText: 'ar(x)' })).toBe(
      'still-shown',
    ));
  test('when another document changes', () =>
    expect(
      outcomeOf({ kind: 'changed', uri: 'file:///b.ts', offset: 3, deleteCount: 0, insertText: 'z', time: 999 }),
    ).toBe('still-shown'));
  test('when text above it changes', () => expect(outcomeOf(insert(0, 'xx'), cursor(5))).toBe('still-shown'));
  test('after backspace into what was typed of it', () =>
    expect(outcomeOf(insert(3, 'b'), insert(4, 'a'), remove(4, 1), cursor(4))).toBe('still-shown'));
});
