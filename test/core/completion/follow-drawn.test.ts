import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/core/base/virtual-clock.ts';
import { type ChangeCause, followDrawn } from '../../../src/core/completion/follow-drawn.ts';
import { createHistory, type History } from '../../../src/core/completion/history.ts';

const uri = 'file:///a.ts';

/** An editor with one document; a suggestion can be drawn at its cursor. `taught` is what the product learned, as text. */
function editor(marked = 'foo█') {
  const clock = createVirtualClock();
  const history = createHistory();
  const taught: string[] = [];
  const told: string[] = [];
  let text = marked.replace('█', '');
  let cursor = marked.indexOf('█');
  const drawn = followDrawn({
    product: {
      history,
      reuse: { forget: () => taught.push('reuse forgets') },
      settled: (id, accepted, certainty) => taught.push(`${id} ${accepted ? 'accepted' : 'not'}, ${certainty}`),
    },
    clock,
    textAt: (_, offset, length) => text.slice(offset, offset + length),
    onSettled: ({ id, outcome, shownMs }) => told.push(`${id} ${outcome} after ${shownMs}`),
    onSurvived: ({ id, afterMs, kept }) => told.push(`${id} kept ${kept} after ${afterMs}`),
  });
  const self = {
    drawn,
    history,
    taught,
    told,
    rhythm: () => history.rhythm(clock.now()),
    waits: (ms: number) => clock.runTo(clock.now() + ms),
    offers: (id: number, insertText: string, others: readonly string[] = []) =>
      drawn.offered(
        { id, insertText, replaceSuffix: 0 },
        { uri, offset: cursor, selectedItem: undefined, lineEnd: '\n', otherProvider: false },
        others.map((other, index) => ({ id: id + index + 1, insertText: other, replaceSuffix: 0 })),
      ),
    /** At the cursor, which goes behind it. */
    puts(
      insertText: string,
      { deleteCount = 0, cause = 'unknown' }: { deleteCount?: number; cause?: ChangeCause } = {},
    ) {
      const offset = cursor - deleteCount;
      text = text.slice(0, offset) + insertText + text.slice(cursor);
      cursor = offset + insertText.length;
      drawn.changed(uri, [{ offset, deleteCount, insertText }], cause);
      drawn.moved(uri, cursor);
    },
  };
  return self;
}

describe('the product is taught what was deleted', () => {
  const deletedAt = ({ history, offset }: { history: History; offset: number }, linePrefix: string, time = 0) =>
    history.justDeletedAt({ uri, linePrefix, offset, time });

  test('key by key, as one text, and for a minute', () => {
    const { puts, history } = editor('a = foo.█');
    puts('bar()');
    for (let key = 0; key < 5; key++) puts('', { deleteCount: 1 });
    expect(deletedAt({ history, offset: 8 }, 'a = foo.')).toEqual(['bar()']);
    expect(deletedAt({ history, offset: 8 }, 'b = foo.')).toEqual([]);
    expect(deletedAt({ history, offset: 400 }, 'a = foo.')).toEqual([]);
    expect(deletedAt({ history, offset: 8 }, 'a = foo.', 60_001)).toEqual([]);
  });
  test('in two goes, as two', () => {
    const { puts, history } = editor('a = █');
    puts('foo()');
    puts('', { deleteCount: 5 });
    puts('bar()');
    puts('', { deleteCount: 5, cause: 'undone' });
    expect(deletedAt({ history, offset: 4 }, 'a = ')).toEqual(['foo()', 'bar()']);
  });
  test('with its line, before or behind it', () => {
    const line = editor('f();\n  foo();\n█');
    line.puts('');
    line.puts('', { deleteCount: 9 });
    expect(deletedAt({ history: line.history, offset: 7 }, '  ').map((text) => text.trim())).toEqual(['foo();']);
    const below = editor('f();\n  foo();█');
    below.puts('');
    below.puts('', { deleteCount: 9 });
    expect(deletedAt({ history: below.history, offset: 7 }, '  ')).toEqual(['foo();']);
  });
  test('not where it was replaced, or happened elsewhere', () => {
    const { puts, history } = editor('a = foo()█');
    puts('bar()', { deleteCount: 5 });
    puts('', { deleteCount: 5, cause: 'elsewhere' });
    expect(deletedAt({ history, offset: 4 }, 'a = ')).toEqual([]);
  });
});

describe('the product is taught', () => {
  test('what was accepted, under the number that it was first offered with', async () => {
    const { offers, puts, waits, drawn, taught, told } = editor();
    offers(1, 'bar()');
    await waits(400);
    puts('b');
    expect(offers(2, 'ar()')).toBe(1);
    puts('ar()');
    expect(drawn.accepted()).toBe(true);
    expect(taught).toEqual(['1 accepted, full']);
    expect(told).toEqual(['1 accepted after 400']);
    expect(drawn.accepted()).toBe(false);
  });
  test('what was turned down, which is not offered again from memory', async () => {
    const { offers, waits, drawn, taught, history } = editor();
    offers(1, 'bar()');
    await waits(400);
    drawn.dismissed();
    expect(taught).toEqual(['1 not, full', 'reuse forgets']);
    expect(history.wasRejected('bar()')).toBe(true);
  });
  test('that an acceptance was undone at once', async () => {
    const { offers, puts, waits, taught, told, history } = editor();
    offers(1, 'bar()');
    await waits(400);
    puts('bar()', { cause: 'accepted' });
    expect(history.wasRejected('bar()')).toBe(false);
    await waits(2_000);
    puts('', { deleteCount: 5, cause: 'undone' });
    expect(taught).toEqual(['1 accepted, full', 'reuse forgets']);
    expect(told).toEqual(['1 accepted after 400', '1 kept 0 after 2000']);
    expect(history.wasRejected('bar()')).toBe(true);
  });
  test('nothing of a document that is not the one', async () => {
    const { offers, waits, drawn, taught } = editor();
    offers(1, 'bar()');
    await waits(400);
    drawn.left('file:///b.ts');
    drawn.changed('file:///b.ts', [{ offset: 3, deleteCount: 0, insertText: 'zoo' }], 'unknown');
    expect(taught).toEqual([]);
    drawn.left();
    expect(taught).toEqual(['1 not, none']);
  });
});

test('what stands of an accepted text is told until the document is closed', async () => {
  const { offers, puts, waits, drawn, told } = editor();
  offers(1, 'bar()');
  await waits(400);
  puts('bar()', { cause: 'accepted' });
  await waits(15_000);
  expect(told.at(-1)).toBe('1 kept 1 after 15000');
  drawn.forget(uri);
  await waits(600_000);
  expect(told).toHaveLength(2);
});

describe('the hands typed', () => {
  test('what is put in key by key, and took back what they deleted', () => {
    const { puts, rhythm } = editor();
    puts('b');
    puts('()');
    puts('', { deleteCount: 1 });
    expect(rhythm()).toMatchObject({ typed: 3, deleted: 1, undone: false });
  });
  test('what is typed of the suggestion, brackets closed by the editor included', () => {
    const { offers, puts, rhythm } = editor();
    offers(1, 'b(x)');
    puts('b');
    puts('()');
    expect(rhythm()).toMatchObject({ typed: 3 });
  });
  test('no word of the suggestion that was taken, nor what it replaced', () => {
    const { offers, puts, rhythm } = editor();
    offers(1, 'if (x)');
    puts('if');
    puts(' ');
    expect(rhythm()).toMatchObject({ typed: 1, deleted: 0 });
  });
  test('no suggestion that is known to have been accepted, of whatever tool', () => {
    const { puts, rhythm } = editor();
    puts('x', { deleteCount: 3, cause: 'accepted' });
    expect(rhythm()).toMatchObject({ typed: 0, deleted: 0, sinceEdit: undefined });
  });
  test('nothing in another document than the one at hand', () => {
    const { puts, rhythm } = editor();
    puts('', { deleteCount: 3, cause: 'elsewhere' });
    expect(rhythm()).toMatchObject({ deleted: 0, sinceEdit: undefined });
  });
  test('not what changes in several places at once', () => {
    const { drawn, rhythm } = editor('a  \nb  \n█');
    const edits = [
      { offset: 5, deleteCount: 2, insertText: '' },
      { offset: 1, deleteCount: 2, insertText: '' },
    ];
    drawn.changed(uri, edits, 'unknown');
    expect(rhythm()).toMatchObject({ typed: 0, deleted: 0, undone: false, sinceEdit: undefined });
    drawn.changed(uri, edits, 'undone');
    expect(rhythm()).toMatchObject({ undone: true });
  });
});

describe('of several suggestions', () => {
  test('the one that comes in was it', async () => {
    const { offers, puts, waits, drawn, told } = editor();
    offers(1, 'bar()', ['baz()', 'qux()']);
    await waits(400);
    puts('qux()');
    drawn.accepted();
    expect(told).toEqual(['3 accepted after 400']);
  });
  test('the first is it, where he types something else', async () => {
    const { offers, puts, waits, told } = editor();
    offers(1, 'bar()', ['baz()']);
    await waits(400);
    puts('x');
    expect(told).toEqual(['1 rejected after 400']);
  });
});

test('a suggestion that grew is the same one', async () => {
  const { offers, puts, waits, drawn, told } = editor();
  offers(1, 'bar() {');
  await waits(300);
  expect(offers(2, 'bar() {\n  baz();\n}')).toBe(1);
  await waits(300);
  puts('bar() {\n  baz();\n}');
  drawn.accepted();
  expect(told).toEqual(['1 accepted after 600']);
});
