import type { Certainty } from '../gate/certainty.ts';
import type { Outcome } from './outcome.ts';
import type { NothingReason, Suggestion } from './result.ts';

/**
 * A session: what a person (or a made-up one, `bench/make-traces.ts`) did and what Sotto did about it, as JSON Lines.
 * The first line is the header, each further line an event, in order of time. Everything that needs a recording (replay,
 * `sotto eval`, benches, the trainer) reads this and nothing else.
 */
export interface SessionHeader {
  readonly kind: 'sotto-session';
  readonly format: typeof SESSION_FORMAT;
  /** Whether texts are in it: only then can it be replayed. A person's recording holds none unless he asked for them. */
  readonly withText: boolean;
  /** Of a made trace. */
  readonly seed?: number;
}

/** A reader refuses what is newer. */
export const SESSION_FORMAT = 1;

/** How an edit came about, where that is known: a made trace knows, an editor does not say. */
export type EditCause = 'typed' | 'auto-closed' | 'deleted' | 'enter' | 'accepted' | 'pasted' | 'undone';

/** As `TextEdit`; the text itself only in a session with texts. */
export interface RecordedEdit {
  readonly offset: number;
  readonly deleteCount: number;
  readonly insertLength: number;
  readonly insertText?: string;
}

interface Common {
  /** Milliseconds since the session began, of a clock that runs forward. */
  readonly time: number;
}

interface InDocument extends Common {
  readonly uri: string;
  readonly version: number;
}

export type SessionEvent =
  | (InDocument & {
      readonly kind: 'opened';
      /** Relative to the session's root, with `/`. */
      readonly path: string;
      readonly languageId: string;
      readonly length: number;
      readonly text?: string;
    })
  | (InDocument & { readonly kind: 'changed'; readonly edits: readonly RecordedEdit[]; readonly cause?: EditCause })
  | (Common & { readonly kind: 'cursor-moved'; readonly uri: string; readonly offset: number })
  | (Common & { readonly kind: 'closed'; readonly uri: string })
  | (InDocument & {
      readonly kind: 'requested';
      readonly request: number;
      readonly offset: number;
      readonly triggerKind: 'automatic' | 'invoked';
    })
  | (Common & {
      readonly kind: 'nothing';
      readonly request: number;
      readonly reason: NothingReason;
      readonly tookMs: number;
    })
  | (Common & {
      readonly kind: 'shown';
      readonly request: number;
      readonly suggestion: number;
      readonly length: number;
      readonly lines: number;
      readonly insertText?: string;
      readonly origin: Suggestion['origin'];
      readonly confidence?: number;
      readonly accept: { readonly before?: number; readonly show?: number };
      readonly tookMs: number;
    })
  | (Common & {
      readonly kind: 'settled';
      readonly suggestion: number;
      readonly outcome: Outcome;
      readonly certainty: Certainty;
      readonly shownMs: number;
    })
  | (Common & {
      readonly kind: 'survived';
      readonly suggestion: number;
      /** So long after it was accepted … */
      readonly afterMs: number;
      /** … this share of its characters stood unchanged, 0 to 1. */
      readonly kept: number;
    });
