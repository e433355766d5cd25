import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutLines } from '../../../src/core/completion/cut-lines.ts';
import { readSession } from '../../../src/core/completion/read-session.ts';
import { NOTHING_REASONS, OUTCOMES } from '../../../src/core/completion/session-words.ts';
import type { SessionEvent } from '../../../src/core/completion/session.ts';
import { HEADER, readAll, sessionText } from '../../support/session-text.ts';

const closed = (time: number): SessionEvent => ({ kind: 'closed', time, uri: 'file:///a.ts' });

describe('what is written is read', () => {
  test('whatever it is, and however it comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event()), fc.integer({ min: 1, max: 40 }), async (events, pieceLength) => {
        const inOrder = events.toSorted((a, b) => a.time - b.time);
        expect(await readAll(sessionText(inOrder), pieceLength)).toEqual({
          header: HEADER,
          events: inOrder,
          mended: { times: 0, lastLine: false },
        });
      }),
      { numRuns: 60 },
    );
  });
  test('after a person has opened it in an editor that ends lines in its own way', async () => {
    const text = `${sessionText([closed(1), closed(2)])}\n`.replaceAll('\n', '\r\n');
    expect(await readAll(text)).toMatchObject({ events: [closed(1), closed(2)], mended: { lastLine: false } });
  });
});

describe('one sentence says what is wrong with', () => {
  test.each([
    ['an empty file', '', 'this is not a session that Sotto recorded: line 1 is no header'],
    ['a foreign file', '{"name":"x"}\n', 'this is not a session that Sotto recorded: line 1 is no header'],
    ['a text', 'Dear all,\nthis is no session.\n', 'this is not a session that Sotto recorded: line 1 is no header'],
    [
      'a newer format',
      '{"kind":"sotto-session","format":2,"place":"moon"}\n{"kind":"thought"}\n',
      'this was written by a newer Sotto (format 2), this one reads up to 1',
    ],
    ['a header with a hole', '{"kind":"sotto-session","format":1}\n', 'line 1: withText is missing'],
    ['a broken line in the middle', damaged('{"kind":"clo'), 'line 3: is no JSON'],
    ['a line that is no event', damaged('7'), 'line 3: is no event'],
    [
      'an event of another kind',
      damaged('{"kind":"thought","time":3}'),
      'line 3: kind is not what a session holds there',
    ],
    ['an event without its time', damaged('{"kind":"closed","uri":"file:///a.ts"}'), 'line 3: time is missing'],
    [
      'an edit before the beginning',
      damaged(
        '{"kind":"changed","time":1,"uri":"a","version":2,"edits":[{"offset":-1,"deleteCount":0,"insertLength":0}]}',
      ),
      'line 3: edits.0.offset is not what a session holds there',
    ],
    [
      'an edit of another length than it says',
      damaged(
        '{"kind":"changed","time":1,"uri":"a","version":2,"edits":[{"offset":0,"deleteCount":0,"insertLength":2,"insertText":"a"}]}',
      ),
      'line 3: an inserted text is not as long as it says',
    ],
    [
      'a document of another length than it says',
      damaged('{"kind":"opened","time":1,"uri":"a","version":1,"path":"a","languageId":"go","length":9,"text":"a"}'),
      'line 3: the text is not as long as it says',
    ],
    [
      'a time that is no number',
      damaged('{"kind":"closed","time":1e999,"uri":"a"}'),
      'line 3: time is not what a session holds there',
    ],
  ])('%s', async (_, text, sentence) => expect(await readAll(text)).toBe(sentence));

  test('damage of any kind, and nothing else is thrown', async () => {
    const damage = fc.record({ at: fc.nat(), length: fc.nat(4), text: fc.string({ maxLength: 4, unit: 'binary' }) });
    await fc.assert(
      fc.asyncProperty(fc.array(event(), { minLength: 1 }), damage, async (events, { at, length, text }) => {
        const whole = sessionText(events);
        const from = at % whole.length;
        const read = await readAll(whole.slice(0, from) + text + whole.slice(from + length));
        expect(typeof read === 'string' ? read.split('\n').length : 1).toBe(1);
      }),
      { numRuns: 200 },
    );
  });
  test("but not what stands in the line: it may be a person's", async () => {
    const read = await readAll(damaged('{"kind":"closed","time":1,"uri":{"secret":"hunter2"}}'));
    expect(read).toBe('line 3: uri is not what a session holds there');
  });
});

describe('what is put right, and said', () => {
  test('a last line that was cut off is left out', async () => {
    const text = sessionText([closed(1), closed(2)]);
    for (let cut = 2; cut < 30; cut++) {
      expect(await readAll(text.slice(0, -cut))).toMatchObject({ events: [closed(1)], mended: { lastLine: true } });
    }
  });
  test('a last line that lacks its line end alone is read', async () => {
    const text = sessionText([closed(1), closed(2)]).slice(0, -1);
    expect(await readAll(text)).toMatchObject({ events: [closed(1), closed(2)], mended: { lastLine: false } });
  });
  test('time that goes backwards stands still', async () => {
    const read = await readAll(sessionText([closed(5), closed(3), closed(-1), closed(6)]));
    expect(read).toMatchObject({ mended: { times: 2 }, events: [5, 5, 5, 6].map(closed) });
  });
});

test('a foreign file of one long line is told from a session, and no more of it is held than a line may have', async () => {
  const pieces = Array.from({ length: 200 }, () => 'x'.repeat(65_536));
  await expect(readSession(pieces)).rejects.toThrow('this is not a session');
  const lines: string[] = [];
  for await (const { text } of cutLines(['abc', 'def', 'ghi\nj'], 4)) lines.push(text);
  expect(lines).toEqual(['abcd', 'j']);
});

function damaged(line: string): string {
  return `${sessionText([closed(1)])}${line}\n${sessionText([closed(2)]).split('\n')[1]}\n`;
}

function event(): fc.Arbitrary<SessionEvent> {
  const count = fc.nat();
  const text = fc.string({ unit: 'binary' });
  const time = fc.double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true }).map((ms) => ms + 0);
  const share = fc.double({ min: 0, max: 1, noNaN: true }).map((part) => part + 0);
  const some = { requiredKeys: [] as [] };
  const edit = fc.record({ offset: count, deleteCount: count, insertText: text }).map((known) => ({
    ...known,
    insertLength: known.insertText.length,
  }));
  const place = { time, uri: text, version: count };
  const kind = <K extends SessionEvent['kind']>(name: K) => fc.constant(name);
  return fc.oneof(
    fc
      .record({ ...place, kind: kind('opened'), path: text, languageId: text, text })
      .map((known) => ({ ...known, length: known.text.length })),
    fc.record(
      {
        ...place,
        kind: kind('changed'),
        edits: fc.array(
          fc.oneof(
            edit,
            edit.map(({ offset, deleteCount, insertLength }) => ({ offset, deleteCount, insertLength })),
          ),
          { maxLength: 3 },
        ),
        cause: fc.constantFrom('typed' as const, 'undone' as const),
      },
      { requiredKeys: ['time', 'uri', 'version', 'kind', 'edits'] },
    ),
    fc.record({ time, kind: kind('cursor-moved'), uri: text, offset: count }),
    fc.record({ time, kind: kind('closed'), uri: text }),
    fc.record({
      ...place,
      kind: kind('requested'),
      request: count,
      offset: count,
      triggerKind: fc.constantFrom('automatic' as const, 'invoked' as const),
    }),
    fc.record({
      time,
      kind: kind('nothing'),
      request: count,
      reason: fc.constantFrom(...NOTHING_REASONS),
      tookMs: time,
    }),
    fc.record(
      {
        time,
        kind: kind('shown'),
        request: count,
        suggestion: count,
        length: count,
        lines: count,
        insertText: text,
        origin: fc.constantFrom('engine' as const, 'model' as const, 'reused' as const),
        confidence: share,
        accept: fc.record({ before: share, show: share }, some),
        tookMs: time,
      },
      {
        requiredKeys: ['time', 'kind', 'request', 'suggestion', 'length', 'lines', 'origin', 'accept', 'tookMs'],
      },
    ),
    fc.record({
      time,
      kind: kind('settled'),
      suggestion: count,
      outcome: fc.constantFrom(...OUTCOMES),
      certainty: fc.constantFrom('full' as const, 'half' as const, 'none' as const),
      shownMs: time,
    }),
    fc.record({ time, kind: kind('survived'), suggestion: count, afterMs: time, kept: share }),
  );
}
