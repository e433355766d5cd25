import type { Clock } from '../../src/core/base/clock.ts';

/** For tests and benches that talk to a real socket. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};
