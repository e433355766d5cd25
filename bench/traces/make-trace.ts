import { SESSION_FORMAT, type SessionEvent, type SessionHeader } from '../../src/core/completion/session.ts';
import { createDesk, type Desk, type OpenFile, type Spot } from './desk.ts';
import { type LineChange, lineChanges } from './line-changes.ts';
import { createPerson, type Person } from './person.ts';
import { commonLength, typeText } from './type-text.ts';

/** A file in two versions; the older one is empty for a file that is new. */
export interface FileVersions {
  /** Relative to the session's root. */
  readonly path: string;
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

export interface TraceOptions {
  readonly versions: readonly FileVersions[];
  readonly seed: number;
  /** Ends there, in the middle of a word if need be; begins again with the older versions where they end before. */
  readonly keys?: number;
}

/** People turn to another place every so many keys. */
const KEYS_PER_JUMP = 60;
const FILES_AT_ONCE = 3;

/**
 * A session of somebody who writes the newer versions into the older ones. The same for the same options. Where `keys`
 * sets no end, each document's text at the end is the newer version.
 */
export function* makeTrace({ versions, seed, keys }: TraceOptions): Generator<SessionHeader | SessionEvent> {
  yield { kind: 'sotto-session', format: SESSION_FORMAT, withText: true, seed };
  const changed = versions.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return;
  const desk = createDesk(createPerson(seed));
  do {
    const round = workThrough(desk, changed);
    while (round.next().done !== true) {
      yield* desk.drain();
      if (desk.keys >= (keys ?? Infinity)) return;
    }
    yield* desk.drain();
  } while (desk.keys < (keys ?? 0));
}

/** Work at one place, a key at a time. */
interface Work {
  readonly spot: Spot;
  readonly steps: Generator<void>;
}

interface Opened {
  readonly file: OpenFile;
  readonly after: string;
  works: Work[];
}

function* workThrough(desk: Desk, versions: readonly FileVersions[]): Generator<void> {
  const { person } = desk;
  const waiting = shuffled(versions, person);
  let open: Opened[] = [];
  let current: Work | undefined;

  while (waiting.length > 0 || open.length > 0) {
    while (open.length < FILES_AT_ONCE && waiting.length > 0) open.push(openFile(desk, waiting.shift()!));
    if (current === undefined || person.happens(1 / KEYS_PER_JUMP)) {
      current = choose(open, current, person);
      desk.comeBackTo(current.spot);
    }
    if (current.steps.next().done === true) {
      const { file } = current.spot;
      const done = open.find((opened) => opened.file === file)!;
      done.works = done.works.filter((work) => work !== current);
      current = done.works[0];
      if (current !== undefined) desk.comeBackTo(current.spot);
      else {
        if (file.text !== done.after) throw new Error(`${file.path} has not become the newer version`);
        desk.close(file);
        open = open.filter((opened) => opened !== done);
      }
    }
    yield;
  }
}

/** Mostly another place of the same file. */
function choose(open: readonly Opened[], current: Work | undefined, person: Person): Work {
  const here = open.find(({ file }) => file === current?.spot.file);
  const { works } = here !== undefined && person.happens(0.6) ? here : open[person.below(open.length)]!;
  return works[person.below(works.length)]!;
}

function openFile(desk: Desk, { path, languageId, before, after }: FileVersions): Opened {
  const file: OpenFile = { uri: `file:///session/${path}`, path, languageId, version: 1, text: before, spots: [] };
  const lines = before.split('\n');
  const starts = lineStarts(lines);
  const works = lineChanges(lines, after.split('\n')).map((change) => {
    // Behind the last line begins the one that is to come.
    const spot: Spot = { file, offset: starts[change.line] ?? before.length + 1, cursor: undefined };
    file.spots.push(spot);
    return { spot, steps: applyChange(desk, spot, change, change.line > 0) };
  });
  desk.open(file);
  return { file, after, works };
}

/**
 * Changes lines in their place as far as there are new ones for them, then deletes the rest or writes more. The spot is
 * the start of the first line.
 */
function* applyChange(desk: Desk, spot: Spot, { removed, added }: LineChange, hasLineAbove: boolean): Generator<void> {
  const inPlace = Math.min(removed.length, added.length);
  let start = 0;
  for (let line = 0; line < inPlace; line++) {
    yield* rewriteLine(desk, spot, start, removed[line]!, added[line]!);
    start += added[line]!.length + 1;
  }
  if (removed.length > inPlace) {
    const length = removed.slice(inPlace).join('\n').length + 1;
    const isLast = spot.offset + start + length > spot.file.text.length;
    desk.moveTo(spot, start, 'looking-for-a-place');
    desk.press({
      spot,
      at: isLast ? start - 1 : start,
      deleteCount: length,
      cause: 'deleted',
      pause: 'before-line',
    });
    yield;
  }
  if (added.length > inPlace) {
    const text = added.slice(inPlace).join('\n');
    // At the end of the line above where there is one: Enter opens a new line there.
    const isBelow = inPlace > 0 || hasLineAbove;
    const at = isBelow ? start - 1 : start;
    desk.moveTo(spot, at, 'looking-for-a-place');
    yield* typeText(desk, spot, at, isBelow ? `\n${text}` : `${text}\n`);
  }
}

/** Selects what is different between its beginning and its end, and types the new. */
function* rewriteLine(desk: Desk, spot: Spot, start: number, old: string, young: string): Generator<void> {
  const head = commonLength(old, young);
  const shortest = Math.min(old.length, young.length) - head;
  let tail = 0;
  while (tail < shortest && old.at(-1 - tail) === young.at(-1 - tail)) tail++;
  // Of lines that have little in common the whole is written anew, but for the indentation.
  const isAlike = head + tail >= Math.max(old.length, young.length) / 3;
  const indent = commonLength(/^\s*/.exec(old)![0], /^\s*/.exec(young)![0]);
  const [from, to] = isAlike ? [head, tail] : [indent, 0];
  const at = start + from;
  const deleteCount = old.length - from - to;
  desk.moveTo(spot, at, 'looking-for-a-place');
  if (deleteCount > 0) {
    desk.press({ spot, at, deleteCount, cause: 'deleted', pause: 'before-word' });
    yield;
  }
  yield* typeText(desk, spot, at, young.slice(from, young.length - to));
}

function lineStarts(lines: readonly string[]): number[] {
  let start = 0;
  return lines.map((line) => {
    const here = start;
    start += line.length + 1;
    return here;
  });
}

function shuffled<T>(items: readonly T[], person: Person): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(person.below(rest.length), 1)[0]!);
}
