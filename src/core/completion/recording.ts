import type { SessionEvent, SessionHeader } from './session.ts';
import { SESSION_FORMAT } from './session.ts';
import type { ToldEvent } from './session-sink.ts';

/**
 * Turns what is told into what may be kept. Without texts: everything else, documents by numbers, since a name may say
 * what is in it. With texts: those documents that are told of with one; a recording with gaps could not be replayed.
 * What belongs to a document, a request or a suggestion that was not told of is left out.
 */
export interface Recording {
  readonly header: SessionHeader;
  /** `undefined` for what is not kept. `time` is of the clock that `began` was of. */
  record(event: ToldEvent, time: number): SessionEvent | undefined;
}

export function createRecording(withText: boolean, began: number): Recording {
  /** How each is named in the recording. */
  const documents = new Map<string, string>();
  const requests = new Set<number>();
  const suggestions = new Set<number>();
  let lastDocument = 0;
  let lastTime = 0;

  function keep(event: ToldEvent): ToldEvent | undefined {
    switch (event.kind) {
      case 'opened': {
        const { text, ...rest } = event;
        if (withText) {
          if (text === undefined) return undefined;
          documents.set(event.uri, event.uri);
          return event;
        }
        const number = ++lastDocument;
        const uri = `document:${number}`;
        documents.set(event.uri, uri);
        return { ...rest, uri, path: `document-${number}${extension(event.path)}` };
      }
      case 'changed': {
        const uri = documents.get(event.uri);
        if (uri === undefined) return undefined;
        if (withText) return event;
        const edits = event.edits.map(({ offset, deleteCount, insertLength }) => ({
          offset,
          deleteCount,
          insertLength,
        }));
        return { ...event, uri, edits };
      }
      case 'cursor-moved': {
        const uri = documents.get(event.uri);
        return uri === undefined ? undefined : { ...event, uri };
      }
      case 'closed': {
        const uri = documents.get(event.uri);
        documents.delete(event.uri);
        return uri === undefined ? undefined : { ...event, uri };
      }
      case 'requested': {
        const uri = documents.get(event.uri);
        if (uri === undefined) return undefined;
        requests.add(event.request);
        return { ...event, uri };
      }
      case 'nothing':
        return requests.delete(event.request) ? event : undefined;
      case 'shown': {
        if (!requests.delete(event.request)) return undefined;
        suggestions.add(event.suggestion);
        const { insertText: _left, ...rest } = event;
        return withText ? event : rest;
      }
      case 'settled':
      case 'survived':
        return suggestions.has(event.suggestion) ? event : undefined;
    }
  }

  return {
    header: { kind: 'sotto-session', format: SESSION_FORMAT, withText },
    record(event, time) {
      const kept = keep(event);
      if (kept === undefined) return undefined;
      // A clock that stumbles must not put events out of order.
      lastTime = Math.max(lastTime, Math.round(time - began) || 0);
      return { ...kept, time: lastTime };
    },
  };
}

/** `.ts`: says no more than the language does. Anything long or strange may say more. */
function extension(path: string): string {
  return /(?<=[^/])\.[a-z]{1,4}$/i.exec(path)?.[0] ?? '';
}
