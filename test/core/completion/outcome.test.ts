import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EditorEvent, settle, show, type Shown } from '../../../src/core/completion/outcome.ts';

const URI = 'file:///a.ts';

interface Case {
  /** `foo█` with this offered at offset 3 and time 0; then the events. */
  readonly offered?: Partial<Pick<Shown, 'insertText' | 'suffix' | 'selectedItem' | 'otherProvider'>>;
  readonly events: readonly EditorEvent[];
}

/** The outcome and its certainty, `accepted, full`; or `still shown`. */
function told({ offered, events }: Case): string {
  let shown = show({
    id: 1,
    uri: URI,
    offset: 3,
    insertText: 'bar(x)',
    suffix: '',
    selectedItem: undefined,
    otherProvider: false,
    time: 0,
    ...offered,
  });
  for (const event of events) {
    const next = settle(shown, event);
    if (next.kind === 'settled') return `${next.outcome}, ${next.certainty}`;
    shown = next.shown;
  }
  return 'still shown';
}

const change = (offset: number, deleteCount: number, insertText: string, time: number): EditorEvent => ({
  kind: 'changed',
  uri: URI,
  offset,
  deleteCount,
  insertText,
  time,
});
const insert = (offset: number, insertText: string, time = 1_000) => change(offset, 0, insertText, time);
const remove = (offset: number, deleteCount: number, time = 1_000) => change(offset, deleteCount, '', time);
const cursor = (offset: number, time = 1_000): EditorEvent => ({ kind: 'cursor-moved', uri: URI, offset, time });
const accepted = (time = 1_000): EditorEvent => ({ kind: 'accepted', id: 1, time });
const dismissed = (time = 1_000): EditorEvent => ({ kind: 'dismissed', time });
const left = (time = 1_000): EditorEvent => ({ kind: 'left', uri: URI, time });
const offer = (offset: number, insertText: string, suffix = ''): EditorEvent => ({
  kind: 'offered',
  uri: URI,
  offset,
  insertText,
  suffix,
  time: 1_000,
});
const typed = (text: string, from = 3): EditorEvent[] =>
  text.split('').flatMap((key, i) => [insert(from + i, key), cursor(from + i + 1)]);

const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  'accepted, full': {
    'the editor says so': { events: [accepted()] },
    'the text comes in before the editor says so': { events: [insert(3, 'bar(x)'), cursor(9), accepted()] },
    'after part of it was typed by hand': { events: [...typed('b'), insert(4, 'ar(x)'), accepted()] },
    'all of it came in pieces and the editor says nothing': {
      events: [insert(3, 'bar'), cursor(6), insert(6, '(x)'), insert(9, ';')],
    },
    'word by word to the end': {
      events: [insert(3, 'bar'), cursor(6), insert(6, '(x'), cursor(8), insert(8, ')'), cursor(9), accepted()],
    },
    'it replaces the closer that stood after the cursor': {
      offered: { suffix: ')', insertText: 'bar)' },
      events: [change(3, 1, 'bar)', 1_000), cursor(7), accepted()],
    },
    'it replaces the closer that stood there, and the editor leaves that closer alone': {
      offered: { suffix: ')', insertText: 'bar)' },
      events: [insert(3, 'bar'), cursor(7), accepted()],
    },
    'it replaces the closer that the editor added for a bracket typed into it': {
      events: [...typed('bar'), insert(6, '()'), cursor(7), offer(7, 'x)', ')'), change(7, 1, 'x)', 1_000), accepted()],
    },
    'with an item of the suggest widget selected': {
      offered: { selectedItem: { text: 'foobar', typed: 'foo' } },
      events: [change(0, 3, 'foobar(x)', 1_000), cursor(9), accepted()],
    },
    'after the item of the suggest widget that it goes on from': {
      offered: { selectedItem: { text: 'foobar', typed: 'foo' } },
      events: [change(0, 3, 'foobar', 1_000), cursor(6), insert(6, '(x)'), accepted()],
    },
    'in a document with CRLF': {
      offered: { insertText: '{\r\n  x\r\n}' },
      events: [insert(3, '{\r\n  x\r\n}'), cursor(12), accepted()],
    },
    'in a document with CRLF, line by line': {
      offered: { insertText: '{\r\n  x\r\n}' },
      events: [insert(3, '{\r\n'), cursor(6), insert(6, '  x\r\n}'), cursor(12), accepted()],
    },
  },
  'accepted, none': {
    'too soon to have been read': { events: [accepted(200)] },
    'another extension offers, too': { offered: { otherProvider: true }, events: [accepted()] },
    'the clock went backwards': { events: [accepted(-5_000)] },
    'the clock says nothing': { events: [accepted(Number.NaN)] },
  },
  'partially-accepted, full': {
    'a word of it was taken and something else typed': { events: [insert(3, 'bar'), cursor(6), insert(6, '!')] },
    'a word of it was taken and the rest dismissed': { events: [insert(3, 'bar'), dismissed()] },
    'a word of it was taken and the cursor went away': { events: [insert(3, 'bar'), cursor(6), cursor(0)] },
    'a word of it was taken and something else offered': { events: [insert(3, 'bar'), offer(6, '.baz')] },
  },
  'rejected, full': {
    'by our Escape': { events: [dismissed()] },
    'by our Escape after part of it was typed': { events: [...typed('ba'), dismissed()] },
    'a word of it was taken, deleted again, and the rest dismissed': {
      events: [insert(3, 'bar'), cursor(6), remove(3, 3), cursor(3), dismissed()],
    },
  },
  'rejected, half': {
    'something else is typed after reading it': { events: [insert(3, 'z', 750)] },
    'something else is typed after typing some of it': { events: [...typed('ba'), insert(5, 'z', 1_200)] },
    'something else is typed after a bracket of it that the editor closed': {
      events: [...typed('bar'), insert(6, '()'), cursor(7), insert(7, 'z')],
    },
  },
  'rejected, none': {
    'something else is typed before it was surely read': { events: [insert(3, 'z', 749)] },
    'by our Escape too soon to have been read': { events: [dismissed(299)] },
    'by our Escape while another extension offers, too': {
      offered: { otherProvider: true },
      events: [dismissed()],
    },
  },
  'ignored, none': {
    'something else is typed in the flow': { events: [insert(3, 'z', 299)] },
    'something else is typed at a time before it was shown': { events: [insert(3, 'z', -1)] },
    'something else is typed at no time at all': { events: [insert(3, 'z', Number.NaN)] },
    'the cursor goes away, whether it was drawn or not': { events: [cursor(0)] },
    'it is typed by hand to its end': { events: [...typed('bar(x)'), insert(9, ';')] },
    'it is typed by hand to its end, brackets closed by the editor': {
      events: [
        ...typed('bar'),
        insert(6, '()'),
        cursor(7),
        ...typed('x', 7),
        change(8, 1, ')', 1_000),
        cursor(9),
        left(),
      ],
    },
    'it is typed by hand in a document with CRLF': {
      offered: { insertText: '{\r\n  x' },
      events: [...typed('{'), insert(4, '\r\n  '), cursor(8), ...typed('x', 8), left()],
    },
    'its whole text came as an item of the suggest widget': {
      offered: { insertText: 'bar', selectedItem: { text: 'foobar', typed: 'foo' } },
      events: [change(0, 3, 'foobar', 1_000), cursor(6), insert(6, ';')],
    },
    'something typed takes text with it that the suggestion would leave': {
      offered: { suffix: ')' },
      events: [change(3, 2, 'b', 1_000)],
    },
    'the document is left, or gets a second cursor': { events: [left()] },
    'the text before it is deleted': { events: [remove(2, 1)] },
    'what was typed before it is undone': { events: [remove(0, 3)] },
    'the document is reverted: all of it is replaced': { events: [change(0, 3, 'foo', 2_000)] },
    'the document is reverted after some of it was typed': {
      events: [...typed('ba'), change(0, 5, 'something else', 2_000)],
    },
  },
  'superseded, none': {
    'another suggestion comes': { events: [offer(3, 'baz')] },
    'another suggestion comes elsewhere in the document': { events: [offer(40, 'bar(x)')] },
  },
  'still shown': {
    'while it is typed': { events: typed('ba') },
    'when the editor closes a bracket that was typed': { events: [...typed('bar'), insert(6, '()'), cursor(7)] },
    'when a closer is typed over': {
      events: [...typed('bar'), insert(6, '()'), cursor(7), ...typed('x', 7), cursor(9)],
    },
    'when a bracket and its closer are deleted together': {
      events: [...typed('bar'), insert(6, '()'), cursor(7), remove(6, 2), cursor(6), ...typed('(', 6)],
    },
    'when its rest is offered again': { events: [...typed('b'), offer(4, 'ar(x)')] },
    'when another document changes': {
      events: [{ ...(insert(3, 'z') as object), uri: 'file:///b.ts' } as EditorEvent],
    },
    'when another document is left': { events: [{ ...left(), uri: 'file:///b.ts' } as EditorEvent] },
    'when text above it changes': { events: [insert(0, 'xx'), cursor(5)] },
    'when a second cursor above types the same': { events: [insert(3, 'b'), insert(1, 'b'), cursor(5)] },
    'after backspace into what was typed of it': { events: [...typed('ba'), remove(4, 1), cursor(4)] },
    'when another suggestion was accepted': { events: [{ kind: 'accepted', id: 2, time: 1_000 }] },
  },
};

for (const [outcome, ways] of Object.entries(cases)) {
  describe(outcome, () => {
    for (const [way, given] of Object.entries(ways)) test(way, () => expect(told(given)).toBe(outcome));
  });
}

/** Any event at any time; offsets near the suggestion, so that some of them fit. */
const anyTime = fc.oneof(fc.integer({ min: -2_000, max: 5_000 }), fc.constantFrom(Number.NaN, Infinity, -Infinity));
const anyEvent: fc.Arbitrary<EditorEvent> = fc.oneof(
  fc
    .record({
      offset: fc.nat(12),
      deleteCount: fc.nat(3),
      insertText: fc.constantFrom('', 'b', 'bar', '(', '()', 'x)', ')', '\r\n'),
      time: anyTime,
    })
    .map(({ offset, deleteCount, insertText, time }) => change(offset, deleteCount, insertText, time)),
  fc.record({ offset: fc.nat(12), time: anyTime }).map(({ offset, time }) => cursor(offset, time)),
  anyTime.map(accepted),
  anyTime.map(dismissed),
  anyTime.map(left),
);

test('whatever happens, time is not negative and nothing is certain that took no time', () =>
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), fc.boolean(), (events, otherProvider) => {
      let shown = show({
        id: 1,
        uri: URI,
        offset: 3,
        insertText: 'bar(x)',
        suffix: ')',
        selectedItem: undefined,
        otherProvider,
        time: 0,
      });
      for (const event of events) {
        const next = settle(shown, event);
        if (next.kind === 'settled') {
          expect(next.shownMs).toBeGreaterThanOrEqual(0);
          expect(next.shownMs).toBeLessThan(Infinity);
          if (next.shownMs < 300 || otherProvider) expect(next.certainty).toBe('none');
          return;
        }
        shown = next.shown;
        expect(shown.progress).toBeLessThanOrEqual(shown.insertText.length);
        expect(shown.offset).toBeGreaterThanOrEqual(0);
      }
    }),
  ));
