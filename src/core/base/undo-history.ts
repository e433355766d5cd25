/** What was done last, so that it can be taken back step by step. */
export interface UndoHistory<Step> {
  add(step: Step): void;
  last(): Step | undefined;
  /** Takes back the last step, which stays the last where that fails; rejects then. */
  undo(takeBack: (step: Step) => Promise<void>): Promise<void>;
}

/** Remembers the last `limit` steps. */
export function createUndoHistory<Step extends object>(limit: number): UndoHistory<Step> {
  let steps: readonly Step[] = [];
  return {
    add(step) {
      steps = [...steps, step].slice(-limit);
    },
    last: () => steps.at(-1),
    async undo(takeBack) {
      const step = steps.at(-1);
      if (step === undefined) return;
      await takeBack(step);
      // Others may have come meanwhile.
      steps = steps.filter((each) => each !== step);
    },
  };
}
