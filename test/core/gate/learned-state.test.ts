import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learn, type OutcomeEvent } from '../../../src/core/gate/learn.ts';
import { freshState, keyOf, type LearnedState } from '../../../src/core/gate/learned-state.ts';
import { mergeStates } from '../../../src/core/gate/merge-states.ts';
import { readState, writeState } from '../../../src/core/gate/state-codec.ts';

const START = 1_800_000_000_000;

function learned(outcomes: string, repository = 'r', from: LearnedState = freshState): LearnedState {
  return outcomes.split('').reduce<LearnedState>((state, letter, i) => {
    const event: OutcomeEvent = {
      model: 'm',
      repository,
      logit: -0.5,
      explored: false,
      propensity: 1,
      hideAtMost: 0.05,
      explore: 0.05,
      bounded: true,
      accepted: letter === 'A',
      certainty: 'full',
      time: START + i * 10_000,
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

test('a key tells names apart and holds none of them', () => {
  const keys = new Set(Array.from({ length: 5_000 }, (_, i) => keyOf(`/home/me/project-${i}`)));
  expect(keys.size).toBe(5_000);
  for (const key of keys) expect(key).toMatch(/^[0-9a-z]{1,11}$/);
});
