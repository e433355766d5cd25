import { SessionError } from './read-session.ts';
import type { SessionEvent } from './session.ts';

/** An open document of a session, as it is at the moment. */
export interface SessionDocument {
  readonly uri: string;
  /** Relative to the session's root. */
  readonly path: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** The documents of a session with texts, as its events make them. */
export interface SessionDocuments {
  /** Throws `SessionError`, with the event's number, where the event does not fit the documents. */
  apply(event: SessionEvent): void;
  get(uri: string): SessionDocument | undefined;
  /** Most recently used first. */
  list(): readonly SessionDocument[];
}

export function createSessionDocuments(): SessionDocuments {
  // In order of use: a map keeps it, the last one is the most recent.
  const documents = new Map<string, SessionDocument>();
  let events = 0;

  const refuse = (what: string): never => {
    throw new SessionError(`event ${events}: ${what}`);
  };

  const documentOf = (uri: string): SessionDocument =>
    documents.get(uri) ?? refuse('it is about a document that is not open');

  function put(document: SessionDocument): void {
    documents.delete(document.uri);
    documents.set(document.uri, document);
  }

  function change(event: Extract<SessionEvent, { kind: 'changed' }>): void {
    const document = documentOf(event.uri);
    if (event.version <= document.version) {
      refuse(`version ${event.version} does not follow version ${document.version}`);
    }
    let { text } = document;
    for (const { offset, deleteCount, insertText } of event.edits) {
      if (offset + deleteCount > text.length) {
        refuse(`an edit ends at ${offset + deleteCount}, the document at ${text.length}`);
      }
      if (insertText === undefined) return refuse('an edit comes without its text');
      text = text.slice(0, offset) + insertText + text.slice(offset + deleteCount);
    }
    put({ ...document, version: event.version, text });
  }

  return {
    apply(event) {
      events++;
      switch (event.kind) {
        case 'opened': {
          const { uri, path, languageId, version, text } = event;
          if (text === undefined) return refuse('a document comes without its text');
          return put({ uri, path, languageId, version, text });
        }
        case 'changed':
          return change(event);
        case 'closed':
          if (!documents.delete(event.uri)) refuse('it closes a document that is not open');
          return undefined;
        case 'cursor-moved': {
          const { text } = documentOf(event.uri);
          if (event.offset > text.length)
            refuse(`the cursor is at ${event.offset}, the document ends at ${text.length}`);
          return undefined;
        }
        case 'requested': {
          const { version } = documentOf(event.uri);
          if (event.version !== version) refuse(`it asks about version ${event.version}, the document has ${version}`);
          return undefined;
        }
        case 'nothing':
        case 'shown':
        case 'settled':
        case 'survived':
          return undefined;
      }
    },
    get: (uri) => documents.get(uri),
    list: () => [...documents.values()].reverse(),
  };
}
