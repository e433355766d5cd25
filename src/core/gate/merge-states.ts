import type { Control, LearnedState, Tally } from './learned-state.ts';
import { freshTally } from './learned-state.ts';

/**
 * Two windows learn at once. `base` is what this window had read, `mine` what it made of it, `theirs` what the file holds
 * by now: the outcomes that came to `mine` are added to `theirs`. All that is stored are sums, so none is counted twice.
 */
export function mergeStates(base: LearnedState, mine: LearnedState, theirs: LearnedState): LearnedState {
  return {
    version: mine.version,
    time: Math.max(mine.time, theirs.time),
    inSecond: mine.inSecond,
    person: addTallies(base.person, mine.person, theirs.person),
    models: mergeTables(base.models, mine.models, theirs.models, (...three) => addTallies(...three)),
    repositories: mergeTables(base.repositories, mine.repositories, theirs.repositories, (from, to, other) => ({
      ...addTallies(from, to, other),
      given: plus(from?.given ?? 0, to.given, other?.given ?? 0),
    })),
    control: mergeControls(base.control, mine.control, theirs.control),
  };
}

function addTallies(base: Tally = freshTally, mine: Tally = freshTally, theirs: Tally = freshTally): Tally {
  const count = Math.max(0, plus(base.count, mine.count, theirs.count));
  // What faded in one window and not in the other could leave more surplus than outcomes.
  return { count, surplus: Math.max(-count, Math.min(count, plus(base.surplus, mine.surplus, theirs.surplus))) };
}

function mergeTables<T>(
  base: Readonly<Record<string, T>>,
  mine: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  merge: (base: T | undefined, mine: T, theirs: T | undefined) => T,
): Readonly<Record<string, T>> {
  const changed = Object.entries(mine).map(([key, value]) => [key, merge(base[key], value, theirs[key])] as const);
  return { ...theirs, ...Object.fromEntries(changed) };
}

function mergeControls(base: Control, mine: Control, theirs: Control): Control {
  const merged = Object.entries(theirs).map(([name, value]: [string, number]) => {
    // The keys of one are the keys of each.
    const key = name as keyof Control;
    const sum = plus(base[key], mine[key], value);
    return [key, key === 'shift' ? sum : Math.max(0, sum)] as const;
  });
  return Object.fromEntries(merged) as unknown as Control;
}

const plus = (base: number, mine: number, theirs: number): number => theirs + mine - base;
