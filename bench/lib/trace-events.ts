import fs from 'node:fs';
import { readSession, SessionError } from '../../src/core/completion/read-session.ts';
import type { SessionEvent } from '../../src/core/completion/session.ts';
import { BadInput } from './bad-input.ts';

/** Of a session with texts; throws `BadInput` where the file is none. */
export async function* traceEvents(file: string): AsyncGenerator<SessionEvent> {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) throw new BadInput(`${file} is no file`);
  try {
    const { header, events } = await readSession(fs.createReadStream(file, 'utf8'));
    if (!header.withText) throw new BadInput(`${file} holds no texts, so it can't be replayed`);
    yield* events;
  } catch (error) {
    throw error instanceof SessionError ? new BadInput(`${file}: ${error.message}`) : error;
  }
}
