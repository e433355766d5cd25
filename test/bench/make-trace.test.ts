import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FileVersions, makeTrace } from '../../bench/traces/make-trace.ts';
import { createSessionDocuments } from '../../src/core/completion/session-documents.ts';
import type { SessionEvent } from '../../src/core/completion/session.ts';
import { readAll, sessionText } from '../support/session-text.ts';

const BEFORE = `import { Page } from './page.ts';

export function rooms(request: Request): Room[] {
  return all;
}

const old = 1;
const kept = 2;
`;
const AFTER = `import { Page, readPage } from './page.ts';

export function rooms(request: Request): Page<Room> {
  const { limit, offset } = readPage(request);
  if (limit < 1) {
    throw new Error("no rooms for " + \`\${request.url}\`);

  }
  return all.slice(offset, offset + limit).map((room) => {
    return { ...room, isFree: true };
  });
}

const kept = 2;
// it's the end (almost
const last = [
  'a',
  'b',
];
`;
const versions: FileVersions[] = [{ path: 'rooms.ts', languageId: 'typescript', before: BEFORE, after: AFTER }];

const eventsOf = (options: Parameters<typeof makeTrace>[0]): SessionEvent[] =>
  [...makeTrace(options)].filter((row) => row.kind !== 'sotto-session');

/** Each document's text when it is closed. */
function finalTexts(events: readonly SessionEvent[]): string[] {
  const documents = createSessionDocuments();
  const texts: string[] = [];
  for (const event of events) {
    if (event.kind === 'closed') texts.push(documents.get(event.uri)!.text);
    documents.apply(event);
  }
  return texts;
}

const causes = (events: readonly SessionEvent[]) =>
  new Set(events.flatMap((event) => (event.kind === 'changed' ? [event.cause] : [])));

describe('a made trace', () => {
  test('ends with the newer version in the document', () => {
    for (let seed = 0; seed < 200; seed++) expect(finalTexts(eventsOf({ versions, seed }))).toEqual([AFTER]);
  });
  test('ends with it for any two texts', () => {
    const text = fc
      .array(fc.constantFrom('a(b)', 'if (x) {', '}', '', '  y', '\tz = "q', "it's", '])', '`', '    ', 'd = [{'), {
        maxLength: 12,
      })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, fc.nat(), (before, after, seed) => {
        fc.pre(before !== after);
        const events = eventsOf({ versions: [{ ...versions[0]!, before, after }], seed });
        expect(finalTexts(events)).toEqual([after]);
      }),
      { numRuns: 300 },
    );
  });
  test('is the same for the same seed, and another for another one', () => {
    expect(eventsOf({ versions, seed: 7 })).toEqual(eventsOf({ versions, seed: 7 }));
    expect(eventsOf({ versions, seed: 7 })).not.toEqual(eventsOf({ versions, seed: 8 }));
  });
  test('holds everything that a person does', () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => eventsOf({ versions, seed })).flat();
    expect(causes(seeds)).toEqual(
      new Set(['typed', 'auto-closed', 'deleted', 'enter', 'accepted', 'pasted', 'undone']),
    );
  });
  test('has as many keys as are asked for: it begins again where the versions end', () => {
    const events = eventsOf({ versions, seed: 1, keys: 2_000 });
    const keys = events.filter(({ kind }) => kind === 'changed').length;
    expect(keys).toBeGreaterThanOrEqual(2_000);
    expect(keys).toBeLessThan(2_004);
    for (const text of finalTexts(events)) expect(text).toBe(AFTER);
  });
  test('is a session that can be read', async () => {
    const events = eventsOf({ versions, seed: 3 });
    expect(await readAll(sessionText(events), 4_096)).toMatchObject({ events, mended: { times: 0, lastLine: false } });
  });
  test('turns to another place now and then, and comes back', () => {
    const other = { ...versions[0]!, path: 'other.ts' };
    const order = eventsOf({ versions: [versions[0]!, other], seed: 5 }).flatMap((event) =>
      event.kind === 'changed' ? [event.uri] : [],
    );
    const turns = order.filter((uri, i) => i > 0 && uri !== order[i - 1]).length;
    expect(turns).toBeGreaterThan(2);
  });
});
