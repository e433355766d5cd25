import type { TextEdit } from '../text/text-edit.ts';
import type { Clock } from '../base/clock.ts';
import { isAutoClosedPair } from './auto-closed-pair.ts';
import { type ChangeCause, followDrawn, type TaughtProduct } from './follow-drawn.ts';
import { provideCompletion, type CompletionPipeline } from './provide-completion.ts';
import { requestFromText } from './request-from-text.ts';
import type { CompletionRequest } from './request.ts';
import type { CompletionResult } from './result.ts';
import type { SessionDocument, SessionDocuments } from './session-documents.ts';
import type { EditCause, SessionEvent } from './session.ts';

/** The product as a replay drives it: `node/replay-session.ts` builds one with its real processes, a test with fakes. */
export interface ReplayedProduct extends TaughtProduct {
  readonly pipeline: CompletionPipeline;
  /** The session's time. */
  readonly clock: Clock;
  openDocument(document: SessionDocument): void;
  changeDocument(change: { readonly uri: string; readonly version: number; readonly edits: readonly TextEdit[] }): void;
  closeDocument(uri: string): void;
  /** Lets `clock` run on to then, and everything be done that falls due on the way. Never goes back. */
  elapse(timeMs: number): Promise<void>;
}

export interface ReplayOptions {
  readonly product: ReplayedProduct;
  /** Empty; the product may read it. */
  readonly documents: SessionDocuments;
  /** The setting `completion.delayMs`. */
  readonly delayMs: number;
}

/** VS Code asks so long after a key (measured: p50 81, p95 84 ms, of which 50 are its own debounce), unless another one comes. */
export const ASKS_AFTER_MS = 80;

/** The editor tells the new place of the cursor at once after the change that moved it. */
const SAME_MOMENT_MS = 20;

interface Place {
  readonly uri: string;
  readonly offset: number;
}

/** The cursor after the last change, and when the editor will ask for it. */
interface Due extends Place {
  readonly changedAt: number;
}

/**
 * What Sotto does in a session: the person's part is taken from the recording, and every request is made anew, at the
 * times and under the conditions at which VS Code makes them. Yields `requested`, then `shown` or `nothing`,
 * `settled` and `survived`. An answer takes no time of the session's clock; `tookMs` is what the clock says.
 */
export async function* replay(
  events: AsyncIterable<SessionEvent> | Iterable<SessionEvent>,
  { product, documents, delayMs }: ReplayOptions,
): AsyncGenerator<SessionEvent> {
  const { clock } = product;
  const becameOfIt: SessionEvent[] = [];
  const drawn = followDrawn({
    product,
    clock,
    textAt: (uri, offset, length) => documents.get(uri)?.text.slice(offset, offset + length),
    onSettled: ({ id, ...settled }) =>
      becameOfIt.push({ kind: 'settled', time: clock.now(), suggestion: id, ...settled }),
    onSurvived: ({ id, ...survived }) =>
      becameOfIt.push({ kind: 'survived', time: clock.now(), suggestion: id, ...survived }),
  });
  let requests = 0;
  let cursor: Place | undefined;
  let due: Due | undefined;
  let time = 0;

  async function* elapse(timeMs: number): AsyncGenerator<SessionEvent> {
    await product.elapse(timeMs);
    yield* becameOfIt.splice(0);
  }

  async function* ask(place: Place, triggerKind: CompletionRequest['triggerKind'], at: number) {
    const document = documents.get(place.uri);
    if (document === undefined) return;
    yield* elapse(at);
    const request = ++requests;
    yield requestedEvent(document, place.offset, triggerKind, request, at);
    if (triggerKind === 'automatic') yield* elapse(at + delayMs);
    const result = await provideCompletion(
      product.pipeline,
      {
        ...requestFromText({ ...document, offset: place.offset, triggerKind, time: at }),
        uri: document.uri,
        version: document.version,
      },
      new AbortController().signal,
    );
    yield* answer(result, place, request);
  }

  function* answer(result: CompletionResult, place: Place, request: number): Generator<SessionEvent> {
    const now = product.pipeline.now();
    const tookMs = result.timings.total ?? 0;
    if (result.kind === 'nothing') {
      yield { kind: 'nothing', time: now, request, reason: result.reason, tookMs };
      return;
    }
    const { suggestion } = result;
    const number = drawn.offered(suggestion, {
      uri: place.uri,
      offset: place.offset,
      selectedItem: undefined,
      lineEnd: documents.get(place.uri)?.text.includes('\r\n') === true ? '\r\n' : '\n',
      otherProvider: false,
    });
    yield* becameOfIt.splice(0);
    const { before, show } = suggestion.accept;
    yield {
      kind: 'shown',
      time: now,
      request,
      suggestion: number,
      length: suggestion.insertText.length,
      lines: suggestion.insertText.split('\n').length,
      insertText: suggestion.insertText,
      origin: suggestion.origin,
      ...(suggestion.confidence === undefined ? {} : { confidence: suggestion.confidence }),
      accept: { ...(before === undefined ? {} : { before }), ...(show === undefined ? {} : { show }) },
      tookMs,
    };
  }

  /** What the editor has asked, or would have, before that moment. */
  async function* askWhatWasDue(now: number) {
    if (due === undefined) return;
    const askedAt = due.changedAt + ASKS_AFTER_MS;
    if (now >= askedAt + delayMs) {
      const place = due;
      due = undefined;
      yield* ask(place, 'automatic', askedAt);
    }
  }

  /** Something else came: whoever still waited waits in vain. */
  function* disturb(now: number): Generator<SessionEvent> {
    if (due === undefined) return;
    const document = documents.get(due.uri);
    const askedAt = due.changedAt + ASKS_AFTER_MS;
    if (now >= askedAt && document !== undefined) {
      const request = ++requests;
      yield requestedEvent(document, due.offset, 'automatic', request, askedAt);
      yield { kind: 'nothing', time: now, request, reason: 'superseded', tookMs: now - askedAt };
    }
    due = undefined;
  }

  for await (const event of events) {
    ({ time } = event);
    yield* askWhatWasDue(time);
    yield* elapse(time);
    // Before the documents change: what is given up asked about them as they were.
    if (event.kind === 'changed' || event.kind === 'closed') yield* disturb(time);
    documents.apply(event);
    switch (event.kind) {
      case 'opened':
        product.openDocument(documents.get(event.uri)!);
        break;
      case 'changed': {
        const edits = event.edits.map(({ offset, deleteCount, insertText = '' }) => ({
          offset,
          deleteCount,
          insertText,
        }));
        product.changeDocument({ uri: event.uri, version: event.version, edits });
        const asks = isAskedAfter(event, cursor);
        cursor = { uri: event.uri, offset: cursorAfter(event) };
        drawn.changed(event.uri, edits, causeOf(event.cause));
        if (asks) due = { ...cursor, changedAt: time };
        break;
      }
      case 'cursor-moved': {
        const { uri, offset } = event;
        const follows = due?.uri === uri && time - due.changedAt <= SAME_MOMENT_MS;
        if (follows) due = { uri, offset, changedAt: due!.changedAt };
        else if (due?.uri !== uri || due.offset !== offset) yield* disturb(time);
        if (cursor !== undefined && cursor.uri !== uri) drawn.left(cursor.uri);
        cursor = { uri, offset };
        drawn.moved(uri, offset);
        break;
      }
      case 'requested':
        if (event.triggerKind === 'automatic') break;
        yield* disturb(time);
        yield* ask(event, 'invoked', time);
        break;
      case 'closed':
        drawn.forget(event.uri);
        product.closeDocument(event.uri);
        break;
      case 'nothing':
      case 'shown':
      case 'settled':
      case 'survived':
        break;
    }
    yield* becameOfIt.splice(0);
  }
  yield* askWhatWasDue(time + ASKS_AFTER_MS + delayMs);
  drawn.left();
  drawn.dispose();
  yield* becameOfIt.splice(0);
}

/** What the editor would know of it, and that it was accepted: there, a command says so right afterwards. */
function causeOf(cause: EditCause | undefined): ChangeCause {
  return cause === 'accepted' || cause === 'undone' ? cause : 'unknown';
}

function requestedEvent(
  { uri, version }: SessionDocument,
  offset: number,
  triggerKind: CompletionRequest['triggerKind'],
  request: number,
  time: number,
): SessionEvent {
  return { kind: 'requested', time, uri, version, request, offset, triggerKind };
}

type Change = Extract<SessionEvent, { kind: 'changed' }>;

/** VS Code asks after typing, Enter, Tab, Backspace, Delete and accepting; not after paste, undo, formatting. */
export function isAskedAfter({ cause, uri, edits }: Change, cursor: Place | undefined): boolean {
  if (cause === undefined) return looksLikeOneKey(edits, cursor?.uri === uri ? cursor.offset : undefined);
  switch (cause) {
    case 'typed':
    case 'auto-closed':
    case 'deleted':
    case 'enter':
    case 'accepted':
      return true;
    case 'pasted':
    case 'undone':
      return false;
  }
}

/** An editor does not say how an edit came about. */
function looksLikeOneKey([edit, ...more]: Change['edits'], cursor: number | undefined): boolean {
  if (edit === undefined || more.length > 0) return false;
  const { offset, deleteCount, insertText = '' } = edit;
  const isAtCursor = cursor === undefined || cursor === offset || cursor === offset + deleteCount;
  // A character, a closed pair or an indentation step; a line end with the indentation that the editor adds.
  const isLineEnd = /^(?:\r?\n)?[ \t]*(?:\r?\n[ \t]*)?$/.test(insertText);
  return isAtCursor && deleteCount <= 1 && (insertText.length <= 2 || isLineEnd);
}

/** Behind what came in last, but for a pair: the cursor is in it. Where it is elsewhere, the editor says so next. */
export function cursorAfter({ edits }: Change): number {
  const last = edits.at(-1);
  if (last === undefined) return 0;
  const isPair = last.deleteCount === 0 && isAutoClosedPair(last.insertText ?? '');
  return last.offset + (isPair ? 1 : last.insertLength);
}
