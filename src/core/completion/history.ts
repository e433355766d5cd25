import type { Outcome } from './outcome.ts';
import type { Certainty } from './session.ts';

/** What happened to earlier suggestions in this session, as the gate wants to know it. Holds texts in memory only. */
export interface History {
  shown(time: number): void;
  settled(outcome: Outcome, certainty: Certainty, insertText: string, time: number): void;
  /** The acceptance of this text was taken back at once: not wanted after all. */
  undone(insertText: string): void;
  /** Oldest first, at most 50: `A` accepted, `R` rejected, `N` neither, or nobody can tell. */
  outcomes(): string;
  sinceShown(time: number): number | undefined;
  sinceAccepted(time: number): number | undefined;
  wasRejected(insertText: string): boolean;
}

const LONGEST = 50;
const REJECTED_TEXTS = 50;

export function createHistory(): History {
  let outcomes = '';
  let lastShown: number | undefined;
  let lastAccepted: number | undefined;
  let rejected: readonly string[] = [];
  const reject = (insertText: string): void => {
    rejected = [...rejected, insertText.trim()].slice(-REJECTED_TEXTS);
  };
  return {
    shown: (time) => {
      lastShown = time;
    },
    settled(outcome, certainty, insertText, time) {
      const letter = letterFor(outcome, certainty);
      outcomes = (outcomes + letter).slice(-LONGEST);
      if (letter === 'R') reject(insertText);
      if (letter === 'A') {
        lastAccepted = time;
        rejected = rejected.filter((text) => text !== insertText.trim());
      }
    },
    undone: reject,
    outcomes: () => outcomes,
    sinceShown: (time) => (lastShown === undefined ? undefined : Math.max(0, time - lastShown)),
    sinceAccepted: (time) => (lastAccepted === undefined ? undefined : Math.max(0, time - lastAccepted)),
    wasRejected: (insertText) => rejected.includes(insertText.trim()),
  };
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
