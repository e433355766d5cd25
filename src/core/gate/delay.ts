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
 * costs nothing is asked at once, so that the answer is ready when the pause has shown that it is wanted. How long the pause
 * is, the person says, or it goes by how likely acceptance is, as far as that is known at the time: before the answer is
 * there by stage 1, then by stage 2. So what the engine is sure enough of to be shown never waits.
 */
export function delayFor(probability: number, kind: SourceKind, wanted: number | 'auto'): Delay {
  const ms = wanted === 'auto' ? adaptiveMs(probability) : wanted;
  switch (kind) {
    case 'metered':
      return { askAfterMs: ms, showAfterMs: 0 };
    case 'loopback':
    case 'engine':
      return { askAfterMs: 0, showAfterMs: ms };
  }
}

function adaptiveMs(probability: number): number {
  const share = Math.max(0, Math.min(1, (LIKELY - probability) / (LIKELY - UNLIKELY)));
  // A probability that is none must hold nothing up.
  return Number.isNaN(share) ? 0 : Math.round(share * LONGEST_MS);
}
