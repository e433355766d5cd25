import * as v from 'valibot';
import { cutLines } from './cut-lines.ts';
import { NOTHING_REASONS, OUTCOMES } from './session-words.ts';
import { SESSION_FORMAT, type SessionEvent, type SessionHeader } from './session.ts';

/** What is given is no session, or a damaged one. One sentence, with the number of the line where there is one. */
export class SessionError extends Error {}

export interface Session {
  readonly header: SessionHeader;
  /** To be gone through once; holds one event at a time. Throws `SessionError` where a line is broken. */
  readonly events: AsyncIterable<SessionEvent>;
  /** Of what was read so far. */
  readonly mended: Mended;
}

/** What the reader put right rather than to refuse the whole. */
export interface Mended {
  /** Events whose time lay before that of the event above: they got that one's. */
  readonly times: number;
  /** The last line was cut off while it was written, and left out. */
  readonly lastLine: boolean;
}

/** A document is 500,000 characters at most, and JSON writes up to six for one. */
const LONGEST_LINE = 4_000_000;

/** Text comes in pieces of any length; nothing is kept of what was read. */
export async function readSession(pieces: AsyncIterable<string> | Iterable<string>): Promise<Session> {
  const lines = cutLines(pieces, LONGEST_LINE);
  const first = await lines.next();
  const header = readHeader(first.done === true ? '' : first.value.text);
  const mended = { times: 0, lastLine: false };
  return { header, mended, events: readEvents(lines, mended) };
}

function readHeader(line: string): SessionHeader {
  const row = parseJson(line);
  if (!v.is(v.looseObject({ kind: v.literal('sotto-session'), format: v.number() }), row)) {
    throw new SessionError('this is not a session that Sotto recorded: line 1 is no header');
  }
  if (row.format > SESSION_FORMAT) {
    throw new SessionError(
      `this was written by a newer Sotto (format ${row.format}), this one reads up to ${SESSION_FORMAT}`,
    );
  }
  const checked = v.safeParse(HEADER, row, FIRST_FAULT);
  if (!checked.success) throw new SessionError(`line 1: ${fault(checked.issues[0])}`);
  return checked.output;
}

async function* readEvents(
  lines: AsyncIterable<{ readonly text: string; readonly ended: boolean }>,
  mended: { times: number; lastLine: boolean },
): AsyncGenerator<SessionEvent> {
  let number = 1;
  let now = 0;
  for await (const { text, ended } of lines) {
    number++;
    if (text.trim() === '') continue;
    const row = parseJson(text);
    if (row === undefined && !ended) {
      mended.lastLine = true;
      return;
    }
    if (row === undefined) throw new SessionError(`line ${number}: is no JSON`);
    const event = readEvent(row, number);
    if (event.time < now) mended.times++;
    now = Math.max(now, event.time);
    yield event.time === now ? event : { ...event, time: now };
  }
}

function readEvent(row: unknown, number: number): SessionEvent {
  const checked = v.safeParse(EVENT, row, FIRST_FAULT);
  if (!checked.success) throw new SessionError(`line ${number}: ${fault(checked.issues[0])}`);
  const event = checked.output;
  if (event.kind === 'opened' && event.text !== undefined && event.text.length !== event.length) {
    throw new SessionError(`line ${number}: the text is not as long as it says`);
  }
  if (event.kind === 'changed') {
    const isOff = event.edits.some((edit) => (edit.insertText?.length ?? edit.insertLength) !== edit.insertLength);
    if (isOff) throw new SessionError(`line ${number}: an inserted text is not as long as it says`);
  }
  return event;
}

/** `undefined` where it is no JSON: a row is never that. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Names the place, not what stands there: that may be a person's text. */
function fault(issue: v.BaseIssue<unknown>): string {
  const place = issue.path?.map(({ key }) => String(key)).join('.');
  if (place === undefined) return 'is no event';
  return issue.received === 'undefined' ? `${place} is missing` : `${place} is not what a session holds there`;
}

const FIRST_FAULT = { abortEarly: true } as const;

const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const common = { time: finite };
const inDocument = { ...common, uri: text, version: count };

const HEADER = v.object({
  kind: v.literal('sotto-session'),
  format: v.literal(SESSION_FORMAT),
  withText: v.boolean(),
  seed: v.exactOptional(finite),
});

const EVENT = v.variant('kind', [
  v.object({
    ...inDocument,
    kind: v.literal('opened'),
    path: text,
    languageId: text,
    length: count,
    text: v.exactOptional(text),
  }),
  v.object({
    ...inDocument,
    kind: v.literal('changed'),
    edits: v.array(
      v.object({ offset: count, deleteCount: count, insertLength: count, insertText: v.exactOptional(text) }),
    ),
    cause: v.exactOptional(
      v.picklist(['typed', 'auto-closed', 'deleted', 'enter', 'accepted', 'pasted', 'undone'] as const),
    ),
  }),
  v.object({ ...common, kind: v.literal('cursor-moved'), uri: text, offset: count }),
  v.object({ ...common, kind: v.literal('closed'), uri: text }),
  v.object({
    ...inDocument,
    kind: v.literal('requested'),
    request: count,
    offset: count,
    triggerKind: v.picklist(['automatic', 'invoked'] as const),
  }),
  v.object({
    ...common,
    kind: v.literal('nothing'),
    request: count,
    reason: v.picklist(NOTHING_REASONS),
    tookMs: finite,
  }),
  v.object({
    ...common,
    kind: v.literal('shown'),
    request: count,
    suggestion: count,
    length: count,
    lines: count,
    insertText: v.exactOptional(text),
    origin: v.picklist(['engine', 'model', 'reused'] as const),
    confidence: v.exactOptional(share),
    accept: v.object({ before: v.exactOptional(share), show: v.exactOptional(share) }),
    tookMs: finite,
  }),
  v.object({
    ...common,
    kind: v.literal('settled'),
    suggestion: count,
    outcome: v.picklist(OUTCOMES),
    certainty: v.picklist(['full', 'half', 'none'] as const),
    shownMs: finite,
  }),
  v.object({ ...common, kind: v.literal('survived'), suggestion: count, afterMs: finite, kept: share }),
]) satisfies v.GenericSchema<unknown, SessionEvent>;
