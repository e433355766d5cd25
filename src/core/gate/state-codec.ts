import { boundedTally, type EngineTally } from './recalibration.ts';
import { type BoundTally, TOKEN_BOUNDS } from './token-bound.ts';
import {
  type Control,
  freshState,
  LARGEST_GIFT,
  LATEST_TIME,
  type LearnedState,
  MOST_MODELS,
  MOST_REPOSITORIES,
  type RepositoryTally,
  STATE_VERSION,
  type Tally,
} from './learned-state.ts';

/** What was read, or why it could not be used: then it begins afresh, and that is said once. */
export type ReadState =
  | { readonly kind: 'read'; readonly state: LearnedState }
  | { readonly kind: 'unusable'; readonly problem: string };

export function writeState(state: LearnedState): string {
  return JSON.stringify(state);
}

/** Takes any text. What is written is what we wrote, or it is not used: no half of a state is. */
export function readState(text: string): ReadState {
  try {
    const json: unknown = JSON.parse(text);
    return { kind: 'read', state: checkState(json) };
  } catch (error) {
    return { kind: 'unusable', problem: error instanceof Error ? error.message : String(error) };
  }
}

/** More of anything is not ours: sums fade. */
const LARGEST_NUMBER = 1e9;

function checkState(json: unknown): LearnedState {
  const state = recordOf(json, 'the state');
  if (state['version'] !== STATE_VERSION) throw new Error(`it has version ${JSON.stringify(state['version'])}`);
  return {
    version: STATE_VERSION,
    time: Math.max(0, numberOf(state, 'time', LATEST_TIME)),
    inSecond: Math.max(0, numberOf(state, 'inSecond')),
    person: tallyOf(state['person']),
    models: entriesOf(state['models'], MOST_MODELS, tallyOf),
    repositories: entriesOf(state['repositories'], MOST_REPOSITORIES, repositoryOf),
    // Written since the engine is recalibrated; what was learned before has none.
    engine: entriesOf(state['engine'] ?? {}, MOST_REPOSITORIES, engineTallyOf),
    // As the engine's: later than what was learned before.
    tokenBounds: entriesOf(state['tokenBounds'] ?? {}, MOST_MODELS, boundTallyOf),
    control: controlOf(state['control']),
  };
}

function tallyOf(json: unknown): Tally {
  const tally = recordOf(json, 'a tally');
  const count = numberOf(tally, 'count');
  const surplus = numberOf(tally, 'surplus');
  if (count < 0 || Math.abs(surplus) > count) throw new Error('a tally holds more surplus than outcomes');
  return { count, surplus };
}

function repositoryOf(json: unknown): RepositoryTally {
  return { ...tallyOf(json), given: numberOf(recordOf(json, 'a tally'), 'given', LARGEST_GIFT) };
}

function engineTallyOf(json: unknown): EngineTally {
  const tally = recordOf(json, 'a tally');
  const read = {
    count: numberOf(tally, 'count'),
    surplus: numberOf(tally, 'surplus'),
    tilt: numberOf(tally, 'tilt'),
    information: numberOf(tally, 'information'),
    leverage: numberOf(tally, 'leverage'),
    spread: numberOf(tally, 'spread'),
    sure: numberOf(tally, 'sure'),
    sureRight: numberOf(tally, 'sureRight'),
  };
  return boundedTally(read);
}

function boundTallyOf(json: unknown): BoundTally {
  const tally = recordOf(json, 'a tally');
  const sums: unknown = tally['seconds'];
  if (!Array.isArray(sums) || sums.length !== TOKEN_BOUNDS.length) throw new Error('a tally is of other bounds');
  const count = numberOf(tally, 'count');
  if (count < 0) throw new Error('a tally has a negative count');
  return { count, seconds: sums.map((sum: unknown) => numberOf({ sum }, 'sum')) };
}

function controlOf(json: unknown): Control {
  const control = recordOf(json, 'the control');
  const entries = Object.keys(freshState.control).map((name) => [name, numberOf(control, name)] as const);
  for (const [name, value] of entries) if (name !== 'shift' && value < 0) throw new Error(`${name} is negative`);
  // Every key of a fresh one, each a number.
  return Object.fromEntries(entries) as unknown as Control;
}

/** Of a table that outgrew its bound, those with the most outcomes. */
function entriesOf<T extends { readonly count: number }>(
  json: unknown,
  most: number,
  check: (value: unknown) => T,
): Readonly<Record<string, T>> {
  const entries = Object.entries(recordOf(json, 'a table')).map(([key, value]) => {
    if (!/^[0-9a-z]{1,12}$/.test(key)) throw new Error('a key is no hash');
    return [key, check(value)] as const;
  });
  if (entries.length <= most) return Object.fromEntries(entries);
  return Object.fromEntries(entries.toSorted(([, a], [, b]) => b.count - a.count).slice(0, most));
}

function recordOf(json: unknown, what: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error(`${what} is no object`);
  return json as Record<string, unknown>;
}

function numberOf(record: Record<string, unknown>, name: string, largest = LARGEST_NUMBER): number {
  const value = record[name];
  if (typeof value !== 'number' || !(Math.abs(value) <= largest)) throw new Error(`${name} is no number of ours`);
  return value;
}
