import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { ModelError } from './model-error.ts';

/** Aborts a request when its caller does, or when the other side has been silent for longer than we are patient. */
export interface Watch extends Disposable {
  readonly signal: AbortSignal;
  /** Starts the wait anew. */
  expectWithin(ms: number): void;
  /** While it is not the other side's turn. */
  pause(): void;
  abort(reason: unknown): void;
  /** Rejects with the reason of the abort; never settles otherwise. */
  readonly aborted: Promise<never>;
}

export function createWatch(clock: Clock, caller: AbortSignal): Watch {
  const controller = new AbortController();
  const aborted = Promise.withResolvers<never>();
  // Nobody may be waiting when it rejects.
  aborted.promise.catch(() => undefined);
  const abort = (reason: unknown) => {
    controller.abort(reason);
    // The reason may be a word, as our own aborts are; whoever waits compares it, and it passes as it is.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    aborted.reject(reason);
  };
  const callerAborted = () => abort(caller.reason);
  if (caller.aborted) callerAborted();
  else caller.addEventListener('abort', callerAborted, { once: true });
  let timer: Disposable | undefined;
  const pause = () => {
    timer?.dispose();
    timer = undefined;
  };
  return {
    signal: controller.signal,
    aborted: aborted.promise,
    abort,
    pause,
    expectWithin(ms) {
      pause();
      timer = clock.after(ms, () => abort(new ModelError('timed-out')));
    },
    dispose() {
      pause();
      caller.removeEventListener('abort', callerAborted);
    },
  };
}
