import fs from 'node:fs/promises';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import {
  type AnswerEvent,
  type GuessEvent,
  learn,
  learnAnswer,
  learnGuess,
  type OutcomeEvent,
} from '../core/gate/learn.ts';
import { freshState, type LearnedState } from '../core/gate/learned-state.ts';
import { mergeStates } from '../core/gate/merge-states.ts';
import { readState, writeState } from '../core/gate/state-codec.ts';
import { removeUnfinished, writeAtomically } from './write-atomically.ts';

/** Keeps what the gate learns in a file of the person's own. Learning never waits for the disk, nor does a decision. */
export interface GateStore extends Disposable {
  state(): LearnedState;
  learn(event: OutcomeEvent): void;
  /** These come with every few keys: they are written with the next outcome, or after a minute. */
  learnGuess(event: GuessEvent): void;
  learnAnswer(event: AnswerEvent): void;
  /** Forgets all of it, here and in the file; rejects if the file cannot be removed. Another window goes on with what it has learned since its last save alone. */
  reset(): Promise<void>;
  /** Writes what is not written yet; also done a while after each outcome. */
  save(): Promise<void>;
  /** Resolves when the file has been read. */
  readonly loaded: Promise<void>;
}

export interface GateStoreOptions {
  /** Without one nothing is kept. */
  readonly file: string | undefined;
  readonly log: Log;
  /** Milliseconds after an outcome at which it is written, with what came meanwhile. */
  readonly saveAfterMs?: number;
}

const GUESSES_SAVED_AFTER_MS = 60_000;

export function createGateStore({ file, log, saveAfterMs = 5_000 }: GateStoreOptions): GateStore {
  // What the file held when it was last read or written, and what became of it here since.
  let base = freshState;
  let mine = freshState;
  let timer: NodeJS.Timeout | undefined;
  let timerMs = 0;
  let warned = false;
  // What stands in the file is damaged, or of a later version.
  let isUnusable = false;

  /** What the file holds; `undefined` while it cannot be told: then it is left alone, and so is what is known of it. */
  async function read(): Promise<LearnedState | undefined> {
    if (file === undefined) return freshState;
    isUnusable = false;
    let text: string;
    try {
      text = await fs.readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return freshState;
      warn(error);
      return undefined;
    }
    const answer = readState(text);
    isUnusable = answer.kind === 'unusable';
    if (answer.kind === 'read') return answer.state;
    warn(answer.problem);
    return freshState;
  }

  /** Said once: it would be said at each save otherwise. */
  function warn(problem: unknown): void {
    if (!warned) log.warn('gate.state-unusable', { problem: String(problem) });
    warned = true;
  }

  /** Takes in what the file holds by now, and what came here while it was read. */
  async function merge(): Promise<LearnedState | undefined> {
    const theirs = await read();
    if (theirs === undefined) return undefined;
    const merged = mine === base ? theirs : mergeStates(base, mine, theirs);
    base = theirs;
    mine = merged;
    return merged;
  }

  async function write(): Promise<void> {
    if (file === undefined || mine === base) return;
    const merged = await merge();
    if (merged === undefined) return;
    // The person may want it back, or a later version of Sotto may.
    if (isUnusable) await fs.rename(file, setAside(file));
    await writeAtomically(file, new TextEncoder().encode(writeState(merged)));
    base = merged;
    await removeUnfinished(file);
  }

  // One after the other: two writes at once would each leave out what the other one adds.
  let last: Promise<void> = merge().then(() => undefined);
  const loaded = last;
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch(warn);
    return last;
  };
  const save = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    return inTurn(write);
  };

  const saveAfter = (ms: number): void => {
    const atMs = performance.now() + ms;
    if (timer !== undefined && timerMs <= atMs) return;
    clearTimeout(timer);
    timerMs = atMs;
    timer = setTimeout(() => void save(), ms).unref();
  };

  const saveGuesses = (): void => {
    if (timer === undefined) saveAfter(Math.max(saveAfterMs, GUESSES_SAVED_AFTER_MS));
  };

  return {
    loaded,
    state: () => mine,
    learn(event) {
      mine = learn(mine, event);
      saveAfter(saveAfterMs);
    },
    learnGuess(event) {
      mine = learnGuess(mine, event);
      saveGuesses();
    },
    learnAnswer(event) {
      mine = learnAnswer(mine, event);
      saveGuesses();
    },
    save,
    reset() {
      clearTimeout(timer);
      timer = undefined;
      base = freshState;
      mine = freshState;
      const reset = last.then(async () => {
        base = freshState;
        mine = freshState;
        if (file === undefined) return;
        await fs.rm(file, { force: true });
        await fs.rm(setAside(file), { force: true });
      });
      // Whoever asked hears of it; what is saved later does not.
      last = reset.catch(() => {});
      return reset;
    },
    dispose: () => void save(),
  };
}

/** Where a file goes that is not ours; the last one only. */
const setAside = (file: string): string => `${file}.unusable`;
