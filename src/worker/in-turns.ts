import { setImmediate } from 'node:timers/promises';

/** Runs the steps to the end; the event loop gets a turn after each. Rejects with the signal's reason. */
export async function inTurns<Result>(
  steps: Generator<void, Result>,
  options: { readonly turn?: () => Promise<void>; readonly signal?: AbortSignal } = {},
): Promise<Result> {
  const { turn = setImmediate, signal } = options;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await turn();
    signal?.throwIfAborted();
  }
}
