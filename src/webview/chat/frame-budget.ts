export interface FrameBudget {
  /** Runs `work` at once while there is time left in this frame; otherwise says no, and calls `later` in a further frame. */
  readonly run: <Result>(work: () => Result, later: () => void) => Result | undefined;
  /** Who asked for `later` is gone. */
  readonly forget: (later: () => void) => void;
}

export interface FrameClock {
  readonly now: () => number;
  readonly onNextFrame: (callback: () => void) => void;
}

/** Half of a frame at 60 a second: layout and paint need the rest. */
const BUDGET_MS = 8;

/** Who is called may only note that there is work, and ask again later in the frame: then the time says who gets it. */
const MOST_AT_ONCE = 16;

/** Shares out the time of a frame, so that a long conversation that is opened is drawn over several frames. */
export function createFrameBudget({ now, onNextFrame }: FrameClock): FrameBudget {
  let usedMs = 0;
  let isScheduled = false;
  const waiting = new Set<() => void>();

  const nextFrame = (): void => {
    isScheduled = false;
    usedMs = 0;
    for (const later of [...waiting].slice(0, MOST_AT_ONCE)) {
      waiting.delete(later);
      later();
    }
    if (waiting.size > 0) schedule();
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    onNextFrame(nextFrame);
  };
  return {
    run(work, later) {
      schedule();
      if (usedMs >= BUDGET_MS) {
        waiting.add(later);
        return undefined;
      }
      const start = now();
      try {
        return work();
      } finally {
        usedMs += now() - start;
      }
    },
    forget: (later) => void waiting.delete(later),
  };
}
