import type { Disposable } from './disposable.ts';

/** Time as an argument: the system's outside, a hand-turned one in tests. */
export interface Clock {
  /** Milliseconds of any clock that runs forward. */
  now(): number;
  /** Calls back once, after that many milliseconds, unless disposed before. */
  after(ms: number, run: () => void): Disposable;
}
