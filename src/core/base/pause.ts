import type { Clock } from './clock.ts';

/** Waits; ends at once, without complaint, when the signal aborts. */
export function pause(after: Clock['after'], milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      timer.dispose();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = after(milliseconds, done);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}
