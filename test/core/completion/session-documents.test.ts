import { expect, test } from 'vitest';
import { readSession } from '../../../src/core/completion/read-session.ts';
import { createSessionDocuments } from '../../../src/core/completion/session-documents.ts';
import type { SessionEvent } from '../../../src/core/completion/session.ts';
import { HEADER } from '../../support/session-text.ts';
import { sessionLine } from '../../../src/core/completion/write-session.ts';

const uri = 'file:///a.ts';
const opened = (text: string): SessionEvent => ({
  kind: 'opened',
  time: 0,
  uri,
  version: 1,
  path: 'a.ts',
  languageId: 'typescript',
  length: text.length,
  text,
});
const changed = (
  version: number,
  ...edits: [offset: number, deleteCount: number, insertText: string][]
): SessionEvent => ({
  kind: 'changed',
  time: version,
  uri,
  version,
  edits: edits.map(([offset, deleteCount, insertText]) => ({
    offset,
    deleteCount,
    insertLength: insertText.length,
    insertText,
  })),
});

/** The text in the end, or what the first event that does not fit is refused with. */
function textAfter(...events: SessionEvent[]): string | undefined {
  const documents = createSessionDocuments();
  try {
    for (const event of events) documents.apply(event);
  } catch (error) {
    return (error as Error).message;
  }
  return documents.get(uri)?.text;
}

test('edits of one change are applied one after the other', () =>
  expect(textAfter(opened('a b'), changed(2, [2, 1, 'cc'], [0, 1, 'aa']))).toBe('aa cc'));

test.each<[string, SessionEvent[], string]>([
  ['ends behind the document', [changed(2, [3, 1, ''])], 'event 2: an edit ends at 4, the document at 3'],
  ['has no newer version', [changed(1, [0, 0, 'x'])], 'event 2: version 1 does not follow version 1'],
  [
    'belongs to a document that is not open',
    [{ kind: 'closed', time: 1, uri }, changed(2, [0, 0, 'x'])],
    'event 3: it is about a document that is not open',
  ],
  [
    'has no text',
    [{ ...changed(2), edits: [{ offset: 0, deleteCount: 0, insertLength: 1 }] } as SessionEvent],
    'event 2: an edit comes without its text',
  ],
  [
    'puts the cursor behind the end',
    [{ kind: 'cursor-moved', time: 1, uri, offset: 4 }],
    'event 2: the cursor is at 4, the document ends at 3',
  ],
])('what %s is refused by its number', (_, events, sentence) =>
  expect(textAfter(opened('a b'), ...events)).toBe(sentence),
);

test('a long session is read and replayed event by event', async () => {
  const events = 30_000;
  function* lines() {
    yield sessionLine(HEADER);
    yield sessionLine(opened('const a = 1;\n'.repeat(50)));
    for (let i = 0; i < events; i++) yield sessionLine(changed(i + 2, i % 2 === 0 ? [7, 0, 'x'] : [7, 1, '']));
  }
  const documents = createSessionDocuments();
  let seen = 0;
  for await (const event of (await readSession(lines())).events) {
    documents.apply(event);
    seen++;
  }
  expect(seen).toBe(events + 1);
  expect(documents.get(uri)?.text).toBe('const a = 1;\n'.repeat(50));
});
