import type { EditCause, SessionEvent } from '../../src/core/completion/session.ts';
import type { PauseKind, Person } from './person.ts';

/** What the person works at: open files, a clock, and the recording of every key. */
export interface Desk {
  readonly person: Person;
  readonly keys: number;
  /** A key: the time passes before it, the event follows. `cursor` where it is not behind what was put in. */
  press(key: {
    readonly spot: Spot;
    /** From the spot's start. */
    readonly at: number;
    readonly deleteCount?: number;
    readonly insertText?: string;
    readonly cause: EditCause;
    readonly pause: PauseKind;
    readonly cursor?: number;
  }): void;
  /** From the spot's start. */
  moveTo(spot: Spot, at: number, pause: PauseKind): void;
  /** To where the work there was left, if it was begun. */
  comeBackTo(spot: Spot): void;
  open(file: OpenFile): void;
  close(file: OpenFile): void;
  /** What was recorded since the last call. */
  drain(): SessionEvent[];
}

export interface OpenFile {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly spots: Spot[];
  text: string;
  version: number;
}

/** A place in a file that is worked at; work at another one moves it. */
export interface Spot {
  readonly file: OpenFile;
  /** Of its start, now. */
  offset: number;
  /** From its start, once work there has begun. */
  cursor: number | undefined;
}

export function createDesk(person: Person): Desk {
  let recorded: SessionEvent[] = [];
  let time = 0;
  let keys = 0;

  const record = (event: SessionEvent): void => void recorded.push(event);

  const desk: Desk = {
    person,
    get keys() {
      return keys;
    },
    press({ spot, at, deleteCount = 0, insertText = '', cause, pause, cursor }) {
      const { file } = spot;
      const offset = spot.offset + at;
      time += person.pauseMs(pause);
      keys++;
      file.text = file.text.slice(0, offset) + insertText + file.text.slice(offset + deleteCount);
      // By their order, not by offsets: two may begin at the same one.
      for (const later of file.spots.slice(file.spots.indexOf(spot) + 1)) {
        later.offset += insertText.length - deleteCount;
      }
      record({
        kind: 'changed',
        time,
        uri: file.uri,
        version: ++file.version,
        edits: [{ offset, deleteCount, insertLength: insertText.length, insertText }],
        cause,
      });
      if (cursor !== undefined) {
        record({ kind: 'cursor-moved', time, uri: file.uri, offset: spot.offset + cursor });
      }
      spot.cursor = cursor ?? at + insertText.length;
    },
    moveTo(spot, at, pause) {
      time += person.pauseMs(pause);
      record({ kind: 'cursor-moved', time, uri: spot.file.uri, offset: spot.offset + at });
      spot.cursor = at;
    },
    comeBackTo(spot) {
      if (spot.cursor !== undefined) desk.moveTo(spot, spot.cursor, 'looking-for-a-place');
    },
    open({ uri, path, languageId, version, text }) {
      time += person.pauseMs('looking-for-a-place');
      record({ kind: 'opened', time, uri, version, path, languageId, length: text.length, text });
    },
    close: ({ uri }) => record({ kind: 'closed', time, uri }),
    drain() {
      const drained = recorded;
      recorded = [];
      return drained;
    },
  };
  return desk;
}
