/** What the hands did since a suggestion was last shown: counts and times, never what was typed. */
export interface TypingRhythm {
  /** Characters typed by hand since the last show, or since the start. */
  readonly typed: number;
  /** Characters deleted since then. */
  readonly deleted: number;
  /** Something was undone since then. */
  readonly undone: boolean;
  /** Of typing, over the last few seconds; `undefined` while there is too little of it. */
  readonly charactersPerSecond: number | undefined;
  /** Milliseconds since the last edit by hand; `undefined` where there was none. */
  readonly sinceEdit: number | undefined;
}

/** One document change as the tracker wants it. `time` in milliseconds of the caller's clock. */
export interface RhythmEdit {
  readonly time: number;
  readonly insertLength: number;
  readonly deleteCount: number;
  /** Put in by accepting a suggestion, or by undoing: not typed. */
  readonly cause: 'typed' | 'accepted' | 'undone';
}

export interface RhythmTracker {
  edited(edit: RhythmEdit): void;
  shown(): void;
  read(time: number): TypingRhythm;
}

/** More at once than anyone types between two events: pasted, formatted or generated. */
const LONGEST_TYPED = 4;

/** Keystrokes further apart than this are a pause, not slow typing (the "burst" of keystroke studies is 2 s). */
const BURST_MS = 2_000;

/** Times of the last keystrokes that speed is read from. */
const REMEMBERED = 20;

/** Keeps a few numbers; a clock that goes back counts as one that stood still. */
export function createRhythmTracker(): RhythmTracker {
  let typed = 0;
  let deleted = 0;
  let undone = false;
  let lastEdit: number | undefined;
  let keystrokes: readonly { readonly time: number; readonly characters: number }[] = [];
  return {
    edited({ time, insertLength, deleteCount, cause }) {
      if (cause === 'undone') undone = true;
      if (cause !== 'typed') return;
      const now = Math.max(time, lastEdit ?? time);
      lastEdit = now;
      deleted += Math.max(0, deleteCount - insertLength);
      if (insertLength === 0 || insertLength > LONGEST_TYPED) return;
      typed += insertLength;
      keystrokes = [...keystrokes, { time: now, characters: insertLength }].slice(-REMEMBERED);
    },
    shown() {
      typed = 0;
      deleted = 0;
      undone = false;
    },
    read: (time) => ({
      typed,
      deleted,
      undone,
      charactersPerSecond: speed(keystrokes),
      sinceEdit: lastEdit === undefined ? undefined : Math.max(0, time - lastEdit),
    }),
  };
}

/** Over the last burst alone, so that a pause to think is no slow typing. */
function speed(keystrokes: readonly { readonly time: number; readonly characters: number }[]): number | undefined {
  let characters = 0;
  let start = keystrokes.length - 1;
  while (start > 0 && keystrokes[start]!.time - keystrokes[start - 1]!.time <= BURST_MS) {
    characters += keystrokes[start]!.characters;
    start--;
  }
  const elapsed = (keystrokes.at(-1)?.time ?? 0) - (keystrokes[start]?.time ?? 0);
  return elapsed > 0 ? (characters * 1_000) / elapsed : undefined;
}
