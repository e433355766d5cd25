import { readSession, type Mended, SessionError } from '../../src/core/completion/read-session.ts';
import type { SessionEvent, SessionHeader } from '../../src/core/completion/session.ts';
import { sessionLine } from '../../src/core/completion/write-session.ts';

export const HEADER: SessionHeader = { kind: 'sotto-session', format: 1, withText: true };

/** A session as a file holds it. */
export function sessionText(events: readonly SessionEvent[], header: SessionHeader = HEADER): string {
  return [header, ...events].map(sessionLine).join('');
}

export interface Read {
  readonly header: SessionHeader;
  readonly events: readonly SessionEvent[];
  readonly mended: Mended;
}

/** All of a session, or the sentence that says what is wrong with it; anything else that is thrown gets through. */
export async function readAll(text: string, pieceLength = 7): Promise<Read | string> {
  try {
    const session = await readSession(pieces(text, pieceLength));
    const events: SessionEvent[] = [];
    for await (const event of session.events) events.push(event);
    return { ...session, events };
  } catch (error) {
    if (error instanceof SessionError) return error.message;
    throw error;
  }
}

function* pieces(text: string, length: number): Generator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}
