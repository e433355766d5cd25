/** Who would be asked: what asking costs differs, what being shown costs does not. */
export type SourceKind = 'engine' | 'loopback' | 'metered';

/** Milliseconds after the keystroke that VS Code's own 50 ms end with. */
export interface Delay {
  readonly askAfterMs: number;
  /** Not before, however early the answer is there. */
  readonly showAfterMs: number;
}

/** About half of the 650 ms that the editor gives: the answer, too, must come within them. */
const LONGEST_MS = 300;

/** At and above the first nobody waits; at and below the second the wait is longest. */
const LIKELY = 0.5;
const UNLIKELY = 0.15;

/**
 * The two halves of a delay. What costs money or someone else's time is asked late, and shown as soon as it is there; what
 * costs nothing is asked at once, so that the answer is ready when the pause has shown that it is wanted.
 */
export function delayFor(probability: number, kind: SourceKind): Delay {
  const share = Math.max(0, Math.min(1, (LIKELY - probability) / (LIKELY - UNLIKELY)));
  // A probability that is none must hold nothing up.
  const ms = Number.isNaN(share) ? 0 : Math.round(share * LONGEST_MS);
  switch (kind) {
    case 'metered':
      return { askAfterMs: ms, showAfterMs: ms };
    case 'loopback':
    case 'engine':
      return { askAfterMs: 0, showAfterMs: ms };
  }
}
