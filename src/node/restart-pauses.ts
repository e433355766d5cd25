/** Pauses before the restarts of a child that ends again and again, in milliseconds. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 30_000;

/** How long to wait before a child is started again. A run was good when the child had become what its owner needs. */
export function createRestartPauses(): { nextMs(wasGoodRun: boolean): number } {
  let next = FIRST_PAUSE_MS;
  return {
    nextMs(wasGoodRun) {
      if (wasGoodRun) {
        next = FIRST_PAUSE_MS;
        return 0;
      }
      const pause = next;
      next = Math.min(next * 2, LONGEST_PAUSE_MS);
      return pause;
    },
  };
}
