import type { SessionEvent, SessionHeader } from './session.ts';
import { SESSION_FORMAT } from './session.ts';
import type { ToldEvent } from './session-sink.ts';

/**
 * Turns what is told into what may be kept: without texts, or with those of the documents that were opened with one. A
 * document without text goes by a number, since its name may say what it holds. What belongs to a document, a request or
 * a suggestion that was not told of is left out.
 */
export interface Recording {
  readonly header: SessionHeader;
  /** `undefined` for what is not kept. `time` is of the clock that `began` was of. */
  record(event: ToldEvent, time: number): SessionEvent | undefined;
}

export function createRecording(withText: boolean, began: number): Recording {
  const documents = new Map<string, { readonly uri: string; readonly keepsText: boolean }>();
  /** By number: whether the text of what is suggested may be kept. */
  const requests = new Map<number, boolean>();
  const suggestions = new Set<number>();
  let lastDocument = 0;
  let lastTime = 0;

  function keep(event: ToldEvent): ToldEvent | undefined {
    switch (event.kind) {
      case 'opened': {
        const { text, ...rest } = event;
        const number = ++lastDocument;
        const keepsText = withText && text !== undefined;
        const uri = keepsText ? event.uri : `document:${number}`;
        documents.set(event.uri, { uri, keepsText });
        return keepsText ? event : { ...rest, uri, path: `document-${number}${extension(event.path)}` };
      }
      case 'changed': {
        const document = documents.get(event.uri);
        if (document === undefined) return undefined;
        if (document.keepsText) return event;
        const edits = event.edits.map(({ offset, deleteCount, insertLength }) => ({
          offset,
          deleteCount,
          insertLength,
        }));
        return { ...event, uri: document.uri, edits };
      }
      case 'cursor-moved': {
        const document = documents.get(event.uri);
        return document && { ...event, uri: document.uri };
      }
      case 'closed': {
        const document = documents.get(event.uri);
        documents.delete(event.uri);
        return document && { ...event, uri: document.uri };
      }
      case 'requested': {
        const document = documents.get(event.uri);
        if (document === undefined) return undefined;
        requests.set(event.request, document.keepsText);
        return { ...event, uri: document.uri };
      }
      case 'nothing':
        return requests.delete(event.request) ? event : undefined;
      case 'shown': {
        const keepsText = requests.get(event.request);
        if (keepsText === undefined) return undefined;
        requests.delete(event.request);
        suggestions.add(event.suggestion);
        const { insertText: _left, ...rest } = event;
        return keepsText ? event : rest;
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
