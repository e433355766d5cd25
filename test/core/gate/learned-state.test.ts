import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learn, type OutcomeEvent } from '../../../src/core/gate/learn.ts';
import {
  freshState,
  keyOf,
  LARGEST_GIFT,
  type LearnedState,
  MOST_REPOSITORIES,
} from '../../../src/core/gate/learned-state.ts';
import { mergeStates } from '../../../src/core/gate/merge-states.ts';
import { readState, writeState } from '../../../src/core/gate/state-codec.ts';

const START = 1_800_000_000_000;

function learned(
  outcomes: string,
  repository = 'r',
  from: LearnedState = freshState,
  { logit, time }: Pick<OutcomeEvent, 'logit' | 'time'> = { logit: -0.5, time: START },
): LearnedState {
  return outcomes.split('').reduce<LearnedState>((state, letter, i) => {
    const event: OutcomeEvent = {
      model: 'm',
      repository,
      logit,
      explored: false,
      propensity: 1,
      hideAtMost: 0.05,
      explore: 0.05,
      bounded: true,
      accepted: letter === 'A',
      certainty: 'full',
      time: time + i * 10_000,
    };
    return learn(state, event);
  }, from);
}

describe('a state that was written', () => {
  test('is read as it was', () => {
    const state = learned('ARRAA');
    expect(readState(writeState(state))).toEqual({ kind: 'read', state });
  });
  test('is refused whole if anything in it is not ours', () => {
    const state = learned('AR');
    const bad: readonly (readonly [string, unknown])[] = [
      ['no state', 'hello'],
      ['no object', []],
      ['a later version', { ...state, version: 2 }],
      ['a count below 0', { ...state, person: { count: -1, surplus: 0 } }],
      ['more surplus than outcomes', { ...state, person: { count: 1, surplus: 500 } }],
      ['text for a number', { ...state, person: { count: '1', surplus: 0 } }],
      ['a name for a key', { ...state, models: { 'gpt-x /home/me': { count: 1, surplus: 0 } } }],
      ['no control', { ...state, control: undefined }],
      ['null', null],
    ];
    for (const [name, json] of bad) expect([name, readState(JSON.stringify(json)).kind]).toEqual([name, 'unusable']);
    expect(readState('{"version":1,').kind).toBe('unusable');
  });
  test('never throws, whatever is in the file', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(['read', 'unusable']).toContain(readState(text).kind);
      }),
    ));
});

describe('two windows', () => {
  const totals = ({ person, control }: LearnedState) => [person.count, control.labelled, control.acceptedShown];

  test('lose no outcome of either', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[AR]{0,12}$/), fc.stringMatching(/^[AR]{0,12}$/), (first, second) => {
        const base = learned('ARA');
        const mine = learned(first, 'r', base);
        const theirs = learned(second, 's', base);
        const merged = mergeStates(base, mine, theirs);
        totals(merged).forEach((total, i) =>
          expect(total).toBeCloseTo(totals(mine)[i]! + totals(theirs)[i]! - totals(base)[i]!, 9),
        );
        expect(readState(writeState(merged)).kind).toBe('read');
      }),
    ));
  test('come to what one would have come to, if the other did nothing', () => {
    const base = learned('AR');
    const mine = learned('AAA', 'r', base);
    for (const merged of [mergeStates(base, mine, base), mergeStates(base, base, mine)]) {
      totals(merged).forEach((total, i) => expect(total).toBeCloseTo(totals(mine)[i]!, 9));
      expect(merged.person.surplus).toBeCloseTo(mine.person.surplus, 9);
      expect(merged.control.shift).toBeCloseTo(mine.control.shift, 9);
    }
  });
  test('start afresh with what was learned since, when the other one has reset', () => {
    const base = learned('ARARAR');
    const mine = learned('A', 'r', base);
    expect(mergeStates(base, mine, freshState).person.count).toBeCloseTo(1, 9);
  });
});

describe('what one repository gives to the others', () => {
  /** Two windows in turns: four acceptances, then what the file holds is taken in and written. */
  function inTurns(turns: number): readonly LearnedState[] {
    const files = [freshState];
    const windows = [freshState, freshState].map((state) => ({ base: state, mine: state }));
    for (let turn = 0; turn < turns; turn++) {
      const window = windows[turn % 2]!;
      const merged = mergeStates(window.base, learned('AAAA', 'r', window.mine), files.at(-1)!);
      window.base = merged;
      window.mine = merged;
      files.push(merged);
    }
    return files;
  }

  test('is bounded over two windows too, and none of them unlearns what the other one learned', () => {
    const counts = inTurns(8).map(({ person }) => person.count);
    // Less by what fades in a minute.
    for (const [i, count] of counts.entries()) expect(count).toBeGreaterThan((counts[i - 1] ?? 0) - 0.001);
    for (const { repositories } of inTurns(8))
      for (const { given } of Object.values(repositories)) expect(given).toBeLessThanOrEqual(LARGEST_GIFT);
  });

  test('whatever two windows learned, what they come to can be written, read and learned on', () => {
    const steps = fc.array(
      fc.record({
        window: fc.nat({ max: 2 }),
        letters: fc.stringMatching(/^[AR]{0,12}$/),
        repository: fc.constantFrom('r', 's'),
        logit: fc.double({ min: -40, max: 40, noNaN: true }),
        time: fc.integer({ min: START, max: 2 * START }),
        saves: fc.boolean(),
      }),
      { maxLength: 24 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let file = freshState;
        const windows = Array.from({ length: 3 }, () => ({ base: freshState, mine: freshState }));
        for (const { window: i, letters, repository, saves, ...when } of all) {
          const window = windows[i]!;
          window.mine = learned(letters, repository, window.mine, when);
          expect(readState(writeState(window.mine))).toEqual({ kind: 'read', state: window.mine });
          if (!saves) continue;
          file = mergeStates(window.base, window.mine, file);
          expect(readState(writeState(file)).kind).toBe('read');
          windows[i] = { base: file, mine: file };
        }
      }),
    );
  });
});

describe('tables', () => {
  const many = (prefix: string, count: number, from: LearnedState = freshState): LearnedState =>
    Array.from({ length: count }).reduce<LearnedState>((state, _, i) => learned('AA', `${prefix}${i}`, state), from);
  const size = ({ repositories }: LearnedState): number => Object.keys(repositories).length;

  test('stay small when two windows put them together', () => {
    const merged = mergeStates(freshState, many('a', 150), many('b', 150));
    expect(size(merged)).toBe(MOST_REPOSITORIES);
  });
  test('have room for a new repository, though it has the fewest outcomes', () => {
    const full = many('a', MOST_REPOSITORIES);
    const merged = mergeStates(full, learned('R', 'new', full), full);
    expect(size(merged)).toBe(MOST_REPOSITORIES);
    expect(merged.repositories).toHaveProperty(keyOf('new'));
  });
  test('hold nothing of what another window has forgotten', () => {
    const base = many('a', 3);
    expect(Object.keys(mergeStates(base, learned('A', 'a0', base), freshState).repositories)).toEqual([keyOf('a0')]);
  });
  test('that grew too large are cut to those with the most outcomes, not refused', () => {
    const state = learned('AAAA', 'often', many('a', 1));
    const [entry] = Object.values(many('a', 1).repositories);
    const more = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`k${i}`, entry]));
    const answer = readState(JSON.stringify({ ...state, repositories: { ...more, ...state.repositories } }));
    expect(answer.kind === 'read' && size(answer.state)).toBe(MOST_REPOSITORIES);
    expect(answer.kind === 'read' && answer.state.repositories).toHaveProperty(keyOf('often'));
  });
});

test('a key tells names apart and holds none of them', () => {
  const keys = new Set(Array.from({ length: 5_000 }, (_, i) => keyOf(`/home/me/project-${i}`)));
  expect(keys.size).toBe(5_000);
  for (const key of keys) expect(key).toMatch(/^[0-9a-z]{1,11}$/);
});
