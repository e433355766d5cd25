import type { Control, LearnedState, Tally } from './learned-state.ts';
import { boundedTally, type EngineTally, freshEngineTally } from './recalibration.ts';
import { type BoundTally, freshBoundTally } from './token-bound.ts';
import { freshTally, LARGEST_GIFT, MOST_MODELS, MOST_REPOSITORIES } from './learned-state.ts';

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
    models: mergeTables(base.models, mine.models, theirs.models, MOST_MODELS, addTallies),
    repositories: mergeTables(
      base.repositories,
      mine.repositories,
      theirs.repositories,
      MOST_REPOSITORIES,
      (from, to, other) => ({
        ...addTallies(from, to, other),
        given: clampGift(plus(from?.given ?? 0, to.given, other?.given ?? 0)),
      }),
    ),
    engine: mergeTables(base.engine, mine.engine, theirs.engine, MOST_REPOSITORIES, addEngineTallies),
    tokenBounds: mergeTables(base.tokenBounds, mine.tokenBounds, theirs.tokenBounds, MOST_MODELS, addBoundTallies),
    control: mergeControls(base.control, mine.control, theirs.control),
  };
}

function addTallies(base: Tally = freshTally, mine: Tally = freshTally, theirs: Tally = freshTally): Tally {
  const count = Math.max(0, plus(base.count, mine.count, theirs.count));
  // What faded in one window and not in the other could leave more surplus than outcomes.
  return { count, surplus: Math.max(-count, Math.min(count, plus(base.surplus, mine.surplus, theirs.surplus))) };
}

function addEngineTallies(
  base: EngineTally = freshEngineTally,
  mine: EngineTally = freshEngineTally,
  theirs: EngineTally = freshEngineTally,
): EngineTally {
  const sum = (name: keyof EngineTally): number => plus(base[name], mine[name], theirs[name]);
  return boundedTally({
    count: sum('count'),
    surplus: sum('surplus'),
    tilt: sum('tilt'),
    information: sum('information'),
    leverage: sum('leverage'),
    spread: sum('spread'),
    sure: sum('sure'),
    sureRight: sum('sureRight'),
  });
}

function addBoundTallies(
  base: BoundTally = freshBoundTally,
  mine: BoundTally = freshBoundTally,
  theirs: BoundTally = freshBoundTally,
): BoundTally {
  return {
    count: Math.max(0, plus(base.count, mine.count, theirs.count)),
    seconds: mine.seconds.map((sum, index) => plus(base.seconds[index]!, sum, theirs.seconds[index]!)),
  };
}

/** Where both together hold more than `most`, those learned of here since stay, then those with the most outcomes. */
function mergeTables<T extends { readonly count: number }>(
  base: Readonly<Record<string, T>>,
  mine: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  most: number,
  merge: (base: T | undefined, mine: T, theirs: T | undefined) => T,
): Readonly<Record<string, T>> {
  const changed = Object.entries(mine).map(([key, value]) => [key, merge(base[key], value, theirs[key])] as const);
  const all = Object.entries<T>({ ...theirs, ...Object.fromEntries(changed) });
  // Nothing is left of one that the other window forgot.
  const counted = all.filter(([, { count }]) => count > 0);
  const isNew = (key: string): boolean => (mine[key]?.count ?? 0) > (base[key]?.count ?? 0);
  const first = counted.toSorted(([a, x], [b, y]) => Number(isNew(b)) - Number(isNew(a)) || y.count - x.count);
  return Object.fromEntries(counted.length > most ? first.slice(0, most) : counted);
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

/** Two windows may both have given all they may: beyond the bound, the next outcome would take back what they learned. */
const clampGift = (given: number): number => Math.max(-LARGEST_GIFT, Math.min(LARGEST_GIFT, given));

const plus = (base: number, mine: number, theirs: number): number => theirs + mine - base;
