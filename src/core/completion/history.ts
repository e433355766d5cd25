import type { Outcome } from './outcome.ts';

/** What happened to earlier suggestions in this session, as the gate wants to know it. Holds texts in memory only. */
export interface History {
  shown(time: number): void;
  settled(outcome: Outcome, insertText: string, time: number): void;
  /** Oldest first, at most 50: `A` accepted, `R` rejected, `N` neither. */
  outcomes(): string;
  sinceShown(time: number): number | undefined;
  sinceAccepted(time: number): number | undefined;
  wasRejected(insertText: string): boolean;
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
  return {
    shown: (time) => {
      lastShown = time;
    },
    settled(outcome, insertText, time) {
      outcomes = (outcomes + LETTERS[outcome]).slice(-LONGEST);
      if (LETTERS[outcome] === 'A') lastAccepted = time;
      if (outcome === 'rejected') rejected = [...rejected, insertText.trim()].slice(-REJECTED_TEXTS);
      if (LETTERS[outcome] === 'A') rejected = rejected.filter((text) => text !== insertText.trim());
    },
    outcomes: () => outcomes,
    sinceShown: (time) => (lastShown === undefined ? undefined : time - lastShown),
    sinceAccepted: (time) => (lastAccepted === undefined ? undefined : time - lastAccepted),
    wasRejected: (insertText) => rejected.includes(insertText.trim()),
  };
}
