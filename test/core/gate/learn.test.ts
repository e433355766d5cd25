import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { age, learn, type OutcomeEvent } from '../../../src/core/gate/learn.ts';
import { freshState, type LearnedState } from '../../../src/core/gate/learned-state.ts';
import { personalOffset } from '../../../src/core/gate/personal-offset.ts';
import { readState, writeState } from '../../../src/core/gate/state-codec.ts';
import { somewhere } from '../../support/gate-input.ts';

const DAY = 86_400_000;
const START = 1_800_000_000_000;

const event = (changes: Partial<OutcomeEvent> = {}): OutcomeEvent => ({
  ...somewhere,
  logit: 0,
  explored: false,
  propensity: 1,
  hideAtMost: 0.05,
  explore: 0.05,
  bounded: true,
  accepted: true,
  certainty: 'full',
  time: START,
  ...changes,
});

/** `count` outcomes, ten seconds apart. */
function after(count: number, changes: Partial<OutcomeEvent> = {}, from: LearnedState = freshState): LearnedState {
  const first = from.time === 0 ? START : from.time + 10_000;
  return Array.from({ length: count }).reduce<LearnedState>(
    (state, _, i) => learn(state, event({ ...changes, time: first + i * 10_000 })),
    from,
  );
}

const elsewhere = { model: 'a-model', repository: '/home/me/other' };

describe('what is learned', () => {
  test('makes suggestions likelier for who takes them, and less likely for who does not', () => {
    expect(personalOffset(after(20), somewhere)).toBeGreaterThan(0.3);
    expect(personalOffset(after(20, { accepted: false }), somewhere)).toBeLessThan(-0.3);
  });
  test('is little after one outcome: n / (n + 20)', () => {
    const one = personalOffset(after(1), somewhere);
    expect(one).toBeGreaterThan(0);
    expect(one).toBeLessThan(0.15);
  });
  test('is nothing for who does what was predicted', () => {
    const alternating = Array.from({ length: 200 }).reduce<LearnedState>(
      (state, _, i) => after(1, { accepted: i % 2 === 0 }, state),
      freshState,
    );
    expect(Math.abs(personalOffset(alternating, somewhere))).toBeLessThan(0.05);
  });
  test('grows from what was hidden and then asked for, though it had no chance of being shown', () => {
    const askedFor = { propensity: 0, explore: 0, askedFor: true } as const;
    expect(after(1, askedFor).person).toEqual(after(1).person);
    expect(after(1, { ...askedFor, askedFor: false })).toBe(freshState);
  });
  test('counts half where the outcome is half certain, and not at all where nobody can tell', () => {
    const offset = (certainty: OutcomeEvent['certainty']) => personalOffset(after(1, { certainty }), somewhere);
    expect(offset('half')).toBeGreaterThan(0);
    expect(offset('half')).toBeLessThan(offset('full'));
    expect(offset('none')).toBe(0);
  });
  test('is of this model and this repository, and of others only in part', () => {
    const state = after(50);
    const here = personalOffset(state, somewhere);
    const otherRepository = personalOffset(state, elsewhere);
    const otherModel = personalOffset(state, { model: 'another', repository: '/home/me/other' });
    expect(here).toBeGreaterThan(otherRepository);
    expect(otherRepository).toBeGreaterThan(otherModel);
    expect(otherModel).toBeGreaterThan(0);
  });
  test('fades: half is left of it after a month', () => {
    const state = after(40);
    expect(age(state, state.time + 30 * DAY).person.count).toBeCloseTo(state.person.count / 2, 6);
  });
});

describe('bad input', () => {
  test('a thousand acceptances in one repository move another by half a logit at the most', () =>
    expect(Math.abs(personalOffset(after(1_000), elsewhere))).toBeLessThan(0.55));

  test('thousands of rejections in a second count as a few', () => {
    let state: LearnedState = freshState;
    for (let i = 0; i < 5_000; i++) state = learn(state, event({ accepted: false, time: START + (i % 900) }));
    expect(state.person.count).toBeLessThanOrEqual(5);
    expect(after(1, {}, state).person.count).toBeGreaterThan(state.person.count);
  });

  test('a clock that goes back, and a day asleep, wipe nothing out', () => {
    const state = after(40);
    const back = learn(state, event({ time: START - 400 * DAY }));
    expect(back.person.count).toBeGreaterThanOrEqual(state.person.count);
    const asleep = learn(state, event({ time: state.time + DAY }));
    expect(asleep.person.count).toBeGreaterThan(state.person.count * 0.97);
    const century = learn(state, event({ time: state.time + 36_500 * DAY }));
    expect(century.person.count).toBeGreaterThan(state.person.count * 0.49);
  });

  test('a clock at -0 is read as it was written', () => {
    const state = learn(freshState, event({ time: -0 }));
    expect(readState(writeState(state))).toEqual({ kind: 'read', state });
  });

  test('whatever happens, each offset stays bounded, and what is written can be read', () => {
    const number = fc.oneof(
      fc.double(),
      fc.double({ min: 0.001, max: 1 }),
      fc.constantFrom(Number.NaN, 0, 1, -1, 1e300),
    );
    const events = fc.array(
      fc.record<OutcomeEvent>({
        model: fc.string(),
        repository: fc.constantFrom('a', 'b', '__proto__', 'constructor'),
        logit: number,
        explored: fc.boolean(),
        propensity: number,
        hideAtMost: fc.double({ min: 0, max: 1, noNaN: true }),
        explore: fc.double({ min: 0, max: 0.5, noNaN: true }),
        bounded: fc.boolean(),
        accepted: fc.boolean(),
        certainty: fc.constantFrom('full', 'half', 'none'),
        time: fc.oneof(fc.integer({ min: 0, max: 4_000_000_000_000 }), number),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(events, (all) => {
        let state: LearnedState = freshState;
        for (const each of all) {
          const before = personalOffset(state, somewhere);
          state = learn(state, each);
          expect(Math.abs(personalOffset(state, each))).toBeLessThanOrEqual(1.5);
          expect(Math.abs(personalOffset(state, somewhere) - before)).toBeLessThan(0.8);
          expect(Math.abs(state.control.shift)).toBeLessThanOrEqual(4);
        }
        expect(readState(writeState(state))).toEqual({ kind: 'read', state });
      }),
    );
  });

  test('an outcome that tells nothing changes nothing', () => {
    const state = after(3);
    for (const changes of [
      { logit: Number.NaN },
      { propensity: 0 },
      { time: Number.NaN },
      { certainty: 'none' },
    ] as const)
      expect(learn(state, event(changes))).toBe(state);
  });
});

test('no text is kept: neither the model’s name, nor the folder’s', () => {
  const state = after(3, { model: 'secret-model-AKIAIOSFODNN7EXAMPLE', repository: '/home/alice/customer-x' });
  expect(writeState(state)).not.toMatch(/secret|AKIA|alice|customer/);
  expect(Object.keys(state.repositories)).toHaveLength(1);
});

test('the tables stay small, however many repositories there are', () => {
  let state: LearnedState = freshState;
  for (let i = 0; i < 500; i++) state = after(1, { repository: `/r/${i}`, model: `m${i}` }, state);
  expect(Object.keys(state.repositories)).toHaveLength(200);
  expect(Object.keys(state.models)).toHaveLength(50);
});
