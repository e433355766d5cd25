import fs from 'node:fs/promises';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import { learn, type OutcomeEvent } from '../core/gate/learn.ts';
import { freshState, type LearnedState } from '../core/gate/learned-state.ts';
import { mergeStates } from '../core/gate/merge-states.ts';
import { readState, writeState } from '../core/gate/state-codec.ts';
import { writeAtomically } from './write-atomically.ts';

/** Keeps what the gate learns in a file of the person's own. Learning never waits for the disk, nor does a decision. */
export interface GateStore extends Disposable {
  state(): LearnedState;
  learn(event: OutcomeEvent): void;
  /** Forgets all of it, here and in the file. Another window goes on with what it has learned since its last save alone. */
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

export function createGateStore({ file, log, saveAfterMs = 5_000 }: GateStoreOptions): GateStore {
  // What the file held when it was last read or written, and what became of it here since.
  let base = freshState;
  let mine = freshState;
  let timer: NodeJS.Timeout | undefined;
  let warned = false;

  async function read(): Promise<LearnedState> {
    if (file === undefined) return freshState;
    let text: string;
    try {
      text = await fs.readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') warn(error);
      return freshState;
    }
    const answer = readState(text);
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
  async function merge(): Promise<LearnedState> {
    const theirs = await read();
    const merged = mine === base ? theirs : mergeStates(base, mine, theirs);
    base = theirs;
    mine = merged;
    return merged;
  }

  async function write(): Promise<void> {
    if (file === undefined || mine === base) return;
    const merged = await merge();
    await writeAtomically(file, new TextEncoder().encode(writeState(merged)));
    base = merged;
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

  return {
    loaded,
    state: () => mine,
    learn(event) {
      mine = learn(mine, event);
      timer ??= setTimeout(() => void save(), saveAfterMs).unref();
    },
    save,
    reset() {
      clearTimeout(timer);
      timer = undefined;
      base = freshState;
      mine = freshState;
      return inTurn(async () => {
        base = freshState;
        mine = freshState;
        if (file !== undefined) await fs.rm(file, { force: true });
      });
    },
    dispose: () => void save(),
  };
}
