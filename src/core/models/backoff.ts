import type { Clock } from '../base/clock.ts';
import { ModelError, type ModelErrorKind } from './model-error.ts';

/** Remembers which servers asked to be left alone, or are down, so that typing does not hammer them. */
export interface Backoff {
  /** Throws what the server failed with while it is to be left alone. */
  check(server: string): void;
  failed(server: string, error: ModelError): void;
  worked(server: string): void;
}

interface Wait {
  readonly until: number;
  readonly failures: number;
  readonly error: ModelError;
}

export function createBackoff(clock: Pick<Clock, 'now'>): Backoff {
  const waits = new Map<string, Wait>();
  return {
    check(server) {
      const wait = waits.get(server);
      const remaining = wait === undefined ? 0 : wait.until - clock.now();
      if (wait === undefined || remaining <= 0) return;
      throw new ModelError(wait.error.kind, { retryAfterMs: remaining, cause: wait.error });
    },
    failed(server, error) {
      if (!COUNTS.has(error.kind)) return;
      const failures = (waits.get(server)?.failures ?? 0) + 1;
      const ms = error.retryAfterMs ?? Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
      waits.set(server, { until: clock.now() + ms, failures, error });
    },
    worked(server) {
      waits.delete(server);
    },
  };
}

/** A cut answer or a bad request says nothing about the next request; these do. */
const COUNTS: ReadonlySet<ModelErrorKind> = new Set(['rate-limited', 'server-error', 'unreachable', 'timed-out']);

// A server that was just started again should be back within a moment; one that is gone is asked twice a minute.
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
