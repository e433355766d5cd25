import { Lru } from '../base/lru.ts';
import type { Certainty } from '../gate/certainty.ts';
import { createRhythmTracker, type RhythmEdit, type TypingRhythm } from '../gate/typing-rhythm.ts';
import { countTypedAgainst } from './count-typed-against.ts';
import type { Outcome } from './outcome.ts';

/** What happened to earlier suggestions in this session, as the gate wants to know it. Holds texts in memory only. */
export interface History {
  shown(time: number): void;
  /** A suggestion passed the gate. */
  passed(insertText: string, place: PlaceAtOffset): void;
  /** How many suggestions that passed on this line within the last minute were typed against. */
  typedAgainst(place: PlaceAtOffset): number;
  edited(edit: RhythmEdit): void;
  settled(outcome: Outcome, certainty: Certainty, insertText: string, time: number): void;
  /** The acceptance of this text was taken back at once: not wanted after all. */
  undone(insertText: string): void;
  /** Oldest first, at most 50: `A` accepted, `R` rejected, `N` neither, or nobody can tell. */
  outcomes(): string;
  sinceShown(time: number): number | undefined;
  sinceAccepted(time: number): number | undefined;
  wasRejected(insertText: string): boolean;
  /** Newest last. */
  rejectedTexts(): readonly string[];
  /** Something was turned down where the line up to the cursor read the same. */
  wasRejectedAt(linePrefix: string): boolean;
  /** What was turned down at this very place within the last minute: there it is not offered again. */
  justRejectedAt(place: SuggestionPlace): readonly string[];
  /** `goesOn`: the deletion before it is a part of it. */
  deleted(deleted: DeletedText, goesOn: boolean): void;
  /** What was deleted near this place within the last minute, as it would have to be offered there to be the same again. */
  justDeletedAt(place: PlaceAtOffset): readonly string[];
  /** Another document may come under the same name: those that were never saved are counted anew. */
  forget(uri: string): void;
  rhythm(time: number): TypingRhythm;
}

/** Where and when a suggestion is asked for. */
export interface SuggestionPlace {
  readonly uri: string;
  /** What stands on the cursor's line before it. */
  readonly linePrefix: string;
  /** Milliseconds. */
  readonly time: number;
}

export interface PlaceAtOffset extends SuggestionPlace {
  /** UTF-16 units from the start of the document. */
  readonly offset: number;
}

export interface DeletedText extends PlaceAtOffset {
  readonly text: string;
}

interface Rejection extends SuggestionPlace {
  readonly insertText: string;
  /** When something else was typed there, `time` being when it was offered; -Infinity where it was dismissed or undone. */
  readonly rejectedAt: number;
}

const LONGEST = 50;
const REJECTED_TEXTS = 50;
const DELETED_TEXTS = 20;
/** Of one line at a time: a line is written before the next one is begun. */
const SUGGESTED_ON_LINE = 20;
const MOMENT_MS = 60_000;
const SLIP_CHARACTERS = 3;
const SLIP_MS = 5_000;
/** Further away it is wanted again: a statement that is moved is deleted first. */
const NEAR_CHARACTERS = 200;

export function createHistory(): History {
  let outcomes = '';
  let lastShown: number | undefined;
  let lastAccepted: number | undefined;
  let rejected: readonly string[] = [];
  let rejections: readonly Rejection[] = [];
  let deletions: readonly DeletedText[] = [];
  let suggested: readonly (PlaceAtOffset & { readonly insertText: string })[] = [];
  const places = new Lru<string, SuggestionPlace>(REJECTED_TEXTS);
  const rhythm = createRhythmTracker();
  const reject = (insertText: string, rejectedAt = -Infinity): void => {
    rejected = [...rejected, insertText.trim()].slice(-REJECTED_TEXTS);
    const place = places.get(insertText.trim());
    if (place !== undefined) rejections = [...rejections, { ...place, insertText, rejectedAt }].slice(-REJECTED_TEXTS);
  };
  return {
    shown: (time) => {
      lastShown = time;
      rhythm.shown();
    },
    passed(insertText, place) {
      places.set(insertText.trim(), place);
      suggested = [...suggested.filter((each) => isOnLine(each, place)), { ...place, insertText }].slice(
        -SUGGESTED_ON_LINE,
      );
    },
    typedAgainst: (place) =>
      countTypedAgainst(
        suggested.filter((each) => isOnLine(each, place)),
        place.linePrefix,
      ),
    edited: (edit) => rhythm.edited(edit),
    settled(outcome, certainty, insertText, time) {
      const letter = letterFor(outcome, certainty);
      outcomes = (outcomes + letter).slice(-LONGEST);
      // Who dismissed it meant it.
      if (letter === 'R') reject(insertText, certainty === 'full' ? undefined : time);
      if (letter === 'A') {
        lastAccepted = time;
        rejected = rejected.filter((text) => text !== insertText.trim());
        rejections = rejections.filter((each) => each.insertText.trim() !== insertText.trim());
      }
    },
    undone: (insertText) => reject(insertText),
    outcomes: () => outcomes,
    sinceShown: (time) => (lastShown === undefined ? undefined : Math.max(0, time - lastShown)),
    sinceAccepted: (time) => (lastAccepted === undefined ? undefined : Math.max(0, time - lastAccepted)),
    rejectedTexts: () => rejected,
    wasRejectedAt: (linePrefix) => rejections.some((each) => each.linePrefix.trim() === linePrefix.trim()),
    justRejectedAt: ({ uri, linePrefix, time }) =>
      rejections
        .filter((each) => each.uri === uri && each.linePrefix === linePrefix && time - each.time < MOMENT_MS)
        .map(({ insertText }) => insertText),
    deleted(deleted, goesOn) {
      const slipped = rejections.filter((each) => isSlip(each, deleted)).map(({ insertText }) => insertText);
      if (slipped.length > 0) {
        rejections = rejections.filter((each) => !isSlip(each, deleted));
        rejected = rejected.filter((text) => !slipped.some((insertText) => insertText.trim() === text));
      }
      deletions = [...(goesOn ? deletions.slice(0, -1) : deletions), deleted].slice(-DELETED_TEXTS);
    },
    justDeletedAt: ({ uri, linePrefix, offset, time }) =>
      deletions
        .filter((each) => each.uri === uri && time - each.time < MOMENT_MS)
        .filter((each) => Math.abs(each.offset - offset) < NEAR_CHARACTERS)
        .flatMap((each) => restAt(linePrefix, each)),
    forget(uri) {
      deletions = deletions.filter((each) => each.uri !== uri);
      rejections = rejections.map((each) => (each.uri === uri ? { ...each, time: -Infinity } : each));
      suggested = suggested.filter((each) => each.uri !== uri);
    },
    rhythm: (time) => rhythm.read(time),
    wasRejected: (insertText) => rejected.includes(insertText.trim()),
  };
}

/**
 * A key or two beside the suggestion, taken back at once, were a slip of the fingers. An editor draws the text again by
 * itself then, and to turn it down would take it away before the person's eyes.
 */
function isSlip({ uri, linePrefix, rejectedAt }: Rejection, deleted: DeletedText): boolean {
  if (deleted.uri !== uri || deleted.linePrefix !== linePrefix) return false;
  return deleted.text.length <= SLIP_CHARACTERS && deleted.time - rejectedAt < SLIP_MS;
}

/** The same line, as long as nothing is inserted above it, and not long ago. */
function isOnLine(one: PlaceAtOffset, { uri, linePrefix, offset, time }: PlaceAtOffset): boolean {
  return (
    one.uri === uri && one.offset - one.linePrefix.length === offset - linePrefix.length && time - one.time < MOMENT_MS
  );
}

/** What was deleted behind the same words of a line; lines that were deleted with their end or their indentation begin anew. */
function restAt(linePrefix: string, { linePrefix: stood, text }: DeletedText): readonly string[] {
  const line = /^\s*\n/.test(text) ? text.trimStart() : stood + text;
  const begun = /^\s*\n/.test(text) ? '' : stood.trimStart();
  return begun === linePrefix.trimStart() ? [line.trimStart().slice(begun.length)] : [];
}

/**
 * In the data that the shipped weights were fitted on (`scripts/train-gate.ts`), `A` is every acceptance, however quick,
 * and `R` a suggestion that was gone when the next one came; 89 % of those had been shown for 750 ms or more. So here,
 * too, an acceptance counts whenever it happens, and a rejection where there was time for one.
 */
function letterFor(outcome: Outcome, certainty: Certainty): 'A' | 'R' | 'N' {
  switch (outcome) {
    case 'accepted':
    case 'partially-accepted':
      return 'A';
    case 'rejected':
      return certainty === 'none' ? 'N' : 'R';
    case 'ignored':
    case 'superseded':
      return 'N';
  }
}
