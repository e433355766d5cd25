import type { Clock } from './clock.ts';

/** A clock that stands still until it is told to run. */
export interface VirtualClock extends Clock {
  /**
   * Runs on to then: what falls due on the way is called back at its time, in order, and `between` is waited for after
   * each. Does not go back.
   */
  runTo(timeMs: number, between?: () => Promise<void>): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export function createVirtualClock(): VirtualClock {
  let now = 0;
  const timers = new Set<Timer>();

  function next(until: number): Timer | undefined {
    let first: Timer | undefined;
    // In order of setting, so that the earlier set of two that fall due together goes first.
    for (const timer of timers) if (timer.at <= until && (first === undefined || timer.at < first.at)) first = timer;
    return first;
  }

  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return { dispose: () => timers.delete(timer) };
    },
    async runTo(timeMs, between) {
      for (let timer = next(timeMs); timer !== undefined; timer = next(timeMs)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await between?.();
      }
      now = Math.max(now, timeMs);
    },
  };
}
