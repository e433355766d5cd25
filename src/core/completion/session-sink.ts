import type { SessionEvent } from './session.ts';

/** Where the adapters tell what happens. Who listens stamps the time, and leaves out what must not be kept. */
export interface SessionSink {
  tell(event: ToldEvent): void;
}

export type ToldEvent = WithoutTime<SessionEvent>;

/** Over each member of the union by itself. */
type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'time'> : never;
