import type { SessionEvent, SessionHeader } from './session.ts';

/** One line of a session file, with its line end. `undefined` properties are left out, as JSON does it. */
export function sessionLine(row: SessionHeader | SessionEvent): string {
  return `${JSON.stringify(row)}\n`;
}
