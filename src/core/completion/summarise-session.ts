import type { Certainty } from '../gate/certainty.ts';
import type { Outcome } from './outcome.ts';
import type { NothingReason } from './result.ts';
import type { SessionEvent } from './session.ts';

/** What a session comes to, in numbers: of one that was recorded, or of what a replay yields. */
export interface SessionSummary {
  /** Changes of documents: a key each, as good as. */
  readonly changes: number;
  readonly requests: number;
  /** Suggestions; the rest of one that is being typed is no further one. */
  readonly shown: number;
  readonly shownCharacters: number;
  readonly accepted: number;
  readonly acceptedCharacters: number;
  readonly nothing: Readonly<Partial<Record<NothingReason, number>>>;
  readonly outcomes: Readonly<Partial<Record<Outcome, Readonly<Record<Certainty, number>>>>>;
  /** By how long after it was accepted, in milliseconds. */
  readonly survived: readonly { readonly afterMs: number; readonly suggestions: number; readonly meanKept: number }[];
  /** From the request to what came of it, in milliseconds; `undefined` without one. */
  readonly tookMs: { readonly p50: number; readonly p95: number } | undefined;
}

/** Takes one event at a time and keeps numbers alone. */
export function summariseSession(): { add(event: SessionEvent): void; summary(): SessionSummary } {
  const counts = { changes: 0, requests: 0, shown: 0, shownCharacters: 0, accepted: 0, acceptedCharacters: 0 };
  const nothing: Partial<Record<NothingReason, number>> = {};
  const outcomes: Partial<Record<Outcome, Record<Certainty, number>>> = {};
  const survived = new Map<number, { suggestions: number; kept: number }>();
  const took: number[] = [];
  /** Characters of what is not settled yet. */
  const lengths = new Map<number, number>();

  return {
    add(event) {
      switch (event.kind) {
        case 'changed':
          counts.changes++;
          return;
        case 'requested':
          counts.requests++;
          return;
        case 'nothing':
          nothing[event.reason] = (nothing[event.reason] ?? 0) + 1;
          took.push(event.tookMs);
          return;
        case 'shown':
          took.push(event.tookMs);
          if (lengths.has(event.suggestion)) return;
          lengths.set(event.suggestion, event.length);
          counts.shown++;
          counts.shownCharacters += event.length;
          return;
        case 'settled': {
          const byCertainty = (outcomes[event.outcome] ??= { full: 0, half: 0, none: 0 });
          byCertainty[event.certainty]++;
          if (event.outcome === 'accepted') {
            counts.accepted++;
            counts.acceptedCharacters += lengths.get(event.suggestion) ?? 0;
          }
          lengths.delete(event.suggestion);
          return;
        }
        case 'survived': {
          const known = survived.get(event.afterMs) ?? { suggestions: 0, kept: 0 };
          survived.set(event.afterMs, { suggestions: known.suggestions + 1, kept: known.kept + event.kept });
          return;
        }
        case 'opened':
        case 'cursor-moved':
        case 'closed':
      }
    },
    summary: () => ({
      ...counts,
      nothing,
      outcomes,
      survived: [...survived]
        .toSorted(([a], [b]) => a - b)
        .map(([afterMs, { suggestions, kept }]) => ({ afterMs, suggestions, meanKept: kept / suggestions })),
      tookMs: percentiles(took),
    }),
  };
}

function percentiles(numbers: readonly number[]): SessionSummary['tookMs'] {
  if (numbers.length === 0) return undefined;
  const sorted = Float64Array.from(numbers).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: at(0.5), p95: at(0.95) };
}
