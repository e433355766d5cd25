import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecentEdits, type RecentEdits } from '../../../src/core/context/recent-edits.ts';
import { applyEdit } from '../../../src/core/text/minimal-edit.ts';
import type { TextEdit } from '../../../src/core/text/text-edit.ts';

const TEXT = 'one\ntwo\nthree\n';

/** Documents that are changed, and what is remembered of that. */
function edited(...uris: readonly string[]) {
  const recent = createRecentEdits();
  const texts = new Map(uris.map((uri) => [uri, TEXT]));
  const change = (uri: string, edits: readonly TextEdit[], time = 0): void => {
    for (const edit of edits) texts.set(uri, applyEdit(texts.get(uri)!, edit));
    recent.changed(uri, edits, time);
  };
  return { texts, change, recent, lines: (except = '', time = 0) => linesOf(recent, texts, except, time) };
}

function linesOf(recent: RecentEdits, texts: ReadonlyMap<string, string>, except: string, time: number): string {
  return recent.linesBut(except, texts, time).join(' | ');
}

const insert = (offset: number, insertText: string): TextEdit => ({ offset, deleteCount: 0, insertText });
const remove = (offset: number, deleteCount: number): TextEdit => ({ offset, deleteCount, insertText: '' });

test('whole lines that were changed in other documents, the latest first', () => {
  const { change, lines } = edited('a', 'b', 'c');
  change('a', [insert(5, '!')]);
  change('b', [insert(0, '?')]);
  change('c', [insert(0, '-')]);
  expect(lines('c')).toBe('?one | t!wo');
  expect(lines('b')).toBe('-one | t!wo');
});

test('lines move with what is written above them', () => {
  const { change, lines, texts } = edited('a');
  texts.set('a', `${TEXT}${'.'.repeat(300)}\nlast\n`);
  change('a', [insert(texts.get('a')!.indexOf('last'), 'my ')]);
  change('a', [insert(0, 'zero\n')]);
  expect(lines()).toBe('zero | my last');
});

test('what is written is one piece with what was written beside it', () => {
  const { change, lines } = edited('a');
  for (const [at, letter] of ['n', 'e', 'w', ' '].entries()) change('a', [insert(4 + at, letter)]);
  expect(lines()).toBe('new two');
});

test('nothing is left of what was taken back or deleted', () => {
  const { change, lines } = edited('a');
  change('a', [insert(4, 'new ')]);
  change('a', [remove(4, 4)]);
  expect(lines()).toBe('');
  change('a', [remove(4, 3)]);
  expect(lines()).toBe('');
});

test('ten minutes later it is not recent any more', () => {
  const { change, lines } = edited('a');
  change('a', [insert(4, 'x')], 5_000);
  expect(lines('', 605_000)).toBe('xtwo');
  expect(lines('', 605_001)).toBe('');
});

test('a change of a whole file is none, but what was written before stays known where it is then', () => {
  const { change, lines } = edited('a');
  change('a', [insert(8, 'x')]);
  change('a', [insert(0, '\n'.repeat(41))]);
  expect(lines()).toBe('xthree');
});

test('of many places the last twenty are known, and none of a document that was closed', () => {
  const { change, recent, texts, lines } = edited('a', 'b');
  texts.set('a', Array.from({ length: 30 }, (_, at) => `${at}${'.'.repeat(200)}`).join('\n'));
  for (let at = 0; at < 30; at++) change('a', [insert(texts.get('a')!.indexOf(`${at}..`), `>`)]);
  change('b', [insert(0, 'x')]);
  expect(lines().split(' | ')).toHaveLength(20);
  recent.forget('a');
  expect(lines()).toBe('xone');
});

test('what was inserted last is always among the lines, whatever was changed before', () => {
  const edit = fc.record({ offset: fc.nat(400), deleteCount: fc.nat(40), insertText: fc.string({ maxLength: 6 }) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 30 }), fc.nat(400), (edits, place) => {
      const { texts, change, lines } = edited('a');
      texts.set('a', 'some line of a text\n'.repeat(12));
      const within = ({ offset, ...rest }: TextEdit): TextEdit => ({
        ...rest,
        offset: Math.min(offset, texts.get('a')!.length),
      });
      for (const each of edits) {
        const { offset, deleteCount, insertText } = within(each);
        change('a', [{ offset, deleteCount: Math.min(deleteCount, texts.get('a')!.length - offset), insertText }]);
      }
      change('a', [within(insert(place, '@@mark@@'))]);
      expect(lines()).toContain('@@mark@@');
      for (const line of lines().split(' | ')) expect(texts.get('a')).toContain(line);
    }),
  );
});
