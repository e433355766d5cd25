import { setImmediate } from 'node:timers/promises';

/** Work that a person may hold up: whoever does it awaits `turn` between its steps. */
export interface Pausable {
  pause(): void;
  resume(): void;
  /** A turn of the event loop; while paused, as long as that lasts. */
  turn(): Promise<void>;
}

export function createPausable(): Pausable {
  let paused: PromiseWithResolvers<void> | undefined;
  return {
    pause() {
      paused ??= Promise.withResolvers();
    },
    resume() {
      paused?.resolve();
      paused = undefined;
    },
    async turn() {
      await setImmediate();
      await paused?.promise;
    },
  };
}
