import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learnGuess } from '../../../src/core/gate/learn.ts';
import { freshState, keyOf, type LearnedState } from '../../../src/core/gate/learned-state.ts';
import { logitOf, probabilityOf } from '../../../src/core/gate/logistic.ts';
import { mergeStates } from '../../../src/core/gate/merge-states.ts';
import { cautionFor, recalibrated } from '../../../src/core/gate/recalibration.ts';
import { readState, writeState } from '../../../src/core/gate/state-codec.ts';

const HERE = { repository: '/r' };

/** The probability that becomes of a shipped one, where of so many guesses with it that share was right. */
function learnedFrom(shipped: number, rightShare: number, labels: number, state = freshState): LearnedState {
  let learned = state;
  for (let i = 0; i < labels; i++) {
    const isRight = Math.floor((i + 1) * rightShare) > Math.floor(i * rightShare);
    learned = learnGuess(learned, { ...HERE, shippedLogit: logitOf(shipped), isRight, time: 1_000 });
  }
  return learned;
}

const becomes = (state: LearnedState, shipped: number): number =>
  probabilityOf(recalibrated(logitOf(shipped), state.engine[keyOf(HERE.repository)]));

describe('what was typed after guesses', () => {
  test('changes nothing before there is any', () => {
    expect(becomes(freshState, 0.65)).toBeCloseTo(0.65);
  });

  test('draws the probability to what is right in this repository, the more of it there is', () => {
    const few = becomes(learnedFrom(0.7, 0.5, 20), 0.7);
    const many = becomes(learnedFrom(0.7, 0.5, 200), 0.7);
    expect(few).toBeLessThan(0.68);
    expect(few).toBeGreaterThan(0.57);
    expect(many).toBeCloseTo(0.5, 1);
    expect(becomes(learnedFrom(0.7, 0.9, 200), 0.7)).toBeGreaterThan(0.8);
  });

  test('tells the sure from the unsure: a slope of its own', () => {
    const state = learnedFrom(0.5, 0.5, 300, learnedFrom(0.9, 0.7, 300));
    expect(becomes(state, 0.9)).toBeLessThan(0.82);
    // One Newton step, and a bound on the slope: near enough.
    expect(Math.abs(becomes(state, 0.5) - 0.5)).toBeLessThan(0.1);
  });

  test('asks for more where too much of what was sure was wrong, and never for less', () => {
    const caution = (rightShare: number): number =>
      cautionFor(learnedFrom(0.9, rightShare, 60).engine[keyOf(HERE.repository)]);
    expect(cautionFor(undefined)).toBe(0);
    expect(caution(0.95)).toBe(0);
    expect(caution(0.75)).toBeGreaterThan(0);
    expect(caution(0.6)).toBeGreaterThan(caution(0.75));
    expect(caution(0)).toBeLessThanOrEqual(1.5);
  });

  test('counts for its repository alone', () => {
    const state = learnedFrom(0.7, 0.2, 200);
    expect(recalibrated(1, state.engine[keyOf('/other')])).toBe(1);
  });

  test('moves nothing by more than it may, whatever the labels say', () => {
    const label = fc.record({ shippedLogit: fc.double(), isRight: fc.boolean(), time: fc.double({ noNaN: false }) });
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 60 }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (labels, logit) => {
          let state = freshState;
          for (const each of labels) {
            const before = recalibrated(logit, state.engine[keyOf(HERE.repository)]);
            state = learnGuess(state, { ...HERE, ...each, time: Number.isFinite(each.time) ? 1_000 : each.time });
            const after = recalibrated(logit, state.engine[keyOf(HERE.repository)]);
            expect(Math.abs(after - before)).toBeLessThan(1.1);
            expect(Math.abs(after - logit)).toBeLessThanOrEqual(3);
          }
          const read = readState(writeState(state));
          expect(read).toEqual({ kind: 'read', state });
        },
      ),
    );
  });

  test('of two windows is added up', () => {
    const base = learnedFrom(0.7, 0.5, 30);
    const [mine, theirs] = [learnedFrom(0.6, 0.2, 10, base), learnedFrom(0.8, 0.9, 20, base)];
    const both = learnedFrom(0.8, 0.9, 20, mine);
    const merged = mergeStates(base, mine, theirs);
    for (const shipped of [0.5, 0.7, 0.9]) expect(becomes(merged, shipped)).toBeCloseTo(becomes(both, shipped), 6);
  });

  test('fades, and was not there in what an earlier version wrote', () => {
    const state = learnedFrom(0.7, 0.2, 200);
    const later = learnGuess(state, { ...HERE, shippedLogit: -9, isRight: true, time: 31 * 24 * 3_600_000 });
    expect(later.engine[keyOf(HERE.repository)]!.count).toBeCloseTo(100, -1);
    const { engine: _, ...earlier } = freshState;
    expect(readState(JSON.stringify(earlier))).toEqual({ kind: 'read', state: freshState });
  });
});
