import { Lru } from '../base/lru.ts';
import { createRhythmTracker, type RhythmEdit, type TypingRhythm } from '../gate/typing-rhythm.ts';
import type { Outcome } from './outcome.ts';

/** What happened to earlier suggestions in this session, as the gate wants to know it. Holds texts in memory only. */
export interface History {
  shown(time: number): void;
  /** A suggestion passed the gate, with the cursor's line before it. */
  passed(insertText: string, linePrefix: string): void;
  edited(edit: RhythmEdit): void;
  settled(outcome: Outcome, insertText: string, time: number): void;
  /** Oldest first, at most 50: `A` accepted, `R` rejected, `N` neither. */
  outcomes(): string;
  sinceShown(time: number): number | undefined;
  sinceAccepted(time: number): number | undefined;
  wasRejected(insertText: string): boolean;
  /** Newest last. */
  rejectedTexts(): readonly string[];
  /** Something was turned down where the line up to the cursor read the same. */
  wasRejectedAt(linePrefix: string): boolean;
  rhythm(time: number): TypingRhythm;
}

const LETTERS: Readonly<Record<Outcome, string>> = {
  accepted: 'A',
  'partially-accepted': 'A',
  rejected: 'R',
  ignored: 'N',
  superseded: 'N',
};

const LONGEST = 50;
const REJECTED_TEXTS = 50;

export function createHistory(): History {
  let outcomes = '';
  let lastShown: number | undefined;
  let lastAccepted: number | undefined;
  let rejected: readonly string[] = [];
  let rejectedPlaces: readonly string[] = [];
  const places = new Lru<string, string>(REJECTED_TEXTS);
  const rhythm = createRhythmTracker();
  return {
    shown: (time) => {
      lastShown = time;
      rhythm.shown();
    },
    passed: (insertText, linePrefix) => places.set(insertText.trim(), linePrefix.trim()),
    edited: (edit) => rhythm.edited(edit),
    settled(outcome, insertText, time) {
      outcomes = (outcomes + LETTERS[outcome]).slice(-LONGEST);
      if (LETTERS[outcome] === 'A') lastAccepted = time;
      const place = places.get(insertText.trim());
      if (outcome === 'rejected' && place !== undefined) {
        rejectedPlaces = [...rejectedPlaces, place].slice(-REJECTED_TEXTS);
      }
      if (outcome === 'rejected') rejected = [...rejected, insertText.trim()].slice(-REJECTED_TEXTS);
      if (LETTERS[outcome] === 'A') rejected = rejected.filter((text) => text !== insertText.trim());
    },
    outcomes: () => outcomes,
    sinceShown: (time) => (lastShown === undefined ? undefined : time - lastShown),
    sinceAccepted: (time) => (lastAccepted === undefined ? undefined : time - lastAccepted),
    rejectedTexts: () => rejected,
    wasRejectedAt: (linePrefix) => rejectedPlaces.includes(linePrefix.trim()),
    rhythm: (time) => rhythm.read(time),
    wasRejected: (insertText) => rejected.includes(insertText.trim()),
  };
}
