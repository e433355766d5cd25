import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecording } from '../../../src/core/completion/recording.ts';
import type { ToldEvent } from '../../../src/core/completion/session-sink.ts';

const CANARY = 'hunter2canary';
const URI = `file:///home/me/${CANARY}.ts`;

const opened = {
  kind: 'opened',
  uri: URI,
  path: `src/${CANARY}.ts`,
  languageId: 'typescript',
  version: 1,
  length: 13,
  text: CANARY,
} as const satisfies ToldEvent;
const changed: ToldEvent = {
  kind: 'changed',
  uri: URI,
  version: 2,
  edits: [{ offset: 0, deleteCount: 1, insertLength: 13, insertText: CANARY }],
};
const requested: ToldEvent = {
  kind: 'requested',
  request: 1,
  uri: URI,
  version: 2,
  offset: 3,
  triggerKind: 'automatic',
};
const shown: ToldEvent = {
  kind: 'shown',
  request: 1,
  suggestion: 7,
  length: 13,
  lines: 1,
  insertText: CANARY,
  origin: 'engine',
  accept: {},
  tookMs: 5,
};
const settled: ToldEvent = { kind: 'settled', suggestion: 7, outcome: 'accepted', certainty: 'full', shownMs: 900 };
const survived: ToldEvent = { kind: 'survived', suggestion: 7, afterMs: 15_000, kept: 1 };
const moved: ToldEvent = { kind: 'cursor-moved', uri: URI, offset: 4 };
const closed: ToldEvent = { kind: 'closed', uri: URI };
const whole = [opened, changed, moved, requested, shown, settled, survived, closed];

function record(withText: boolean, events: readonly ToldEvent[]) {
  const recording = createRecording(withText, 100);
  return events.flatMap((event, i) => recording.record(event, 100 + 10 * i) ?? []);
}

test('with texts it is what was told, with the time', () =>
  expect(record(true, whole)).toEqual(whole.map((event, i) => ({ ...event, time: 10 * i }))));

test('without texts every event is there, and nothing of what was typed or of a name', () => {
  const rows = record(false, whole);
  expect(rows.map(({ kind }) => kind)).toEqual(whole.map(({ kind }) => kind));
  expect(JSON.stringify(rows)).not.toContain(CANARY);
  expect(rows[0]).toMatchObject({ uri: 'document:1', path: 'document-1.ts', languageId: 'typescript', length: 13 });
  expect(rows[1]).toMatchObject({ uri: 'document:1', edits: [{ offset: 0, deleteCount: 1, insertLength: 13 }] });
});

test('a recording with texts has nothing of a document that is told of without', () => {
  const { text: _, ...bare } = opened;
  expect(record(true, [bare, ...whole.slice(1)])).toEqual([]);
});

test('a document that is opened again is told of anew', () => {
  const rows = record(false, [opened, closed, opened, changed]);
  expect(rows.map((row) => 'uri' in row && row.uri)).toEqual(['document:1', 'document:1', 'document:2', 'document:2']);
});

test('what began before the recording is left out', () =>
  expect(record(true, [changed, moved, requested, shown, settled, survived, closed])).toEqual([]));

test('time never goes backwards', () => {
  const recording = createRecording(true, 100);
  const times = [120, 50, Number.NaN, 130].map((time) => recording.record(opened, time)?.time);
  expect(times).toEqual([20, 20, 20, 30]);
});

test('without texts none gets through, in whatever order things are told', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...whole), { maxLength: 20 }), (events) => {
      expect(JSON.stringify(record(false, events))).not.toContain(CANARY);
    }),
  ));
