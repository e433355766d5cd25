import { describe, expect, test } from 'vitest';
import { hiddenShareInWords, hiddenShareOf, holdBound } from '../../../src/core/gate/hold-bound.ts';
import { type Control, freshState } from '../../../src/core/gate/learned-state.ts';
import { seededRandom } from '../../../src/core/base/seeded-random.ts';

const fresh = freshState.control;
const base = { logit: 0, hideAtMost: 0.05, explore: 0.05, bounded: true } as const;
const byRight = { ...base, explored: false, propensity: 1 };
const explored = { ...base, explored: true, propensity: 0.05 };
const accepted = { accepted: true, worth: 1 };
const rejected = { accepted: false, worth: 1 };

function times(count: number, control: Control, step: (control: Control) => Control): Control {
  return Array.from({ length: count }).reduce<Control>((current) => step(current), control);
}

describe('the bound', () => {
  test('comes down when what would have been hidden is accepted, and creeps up when what is shown is', () => {
    const down = holdBound(fresh, explored, accepted).shift;
    const up = holdBound(fresh, byRight, accepted).shift;
    expect(down).toBeLessThan(0);
    expect(up).toBeGreaterThan(0);
    expect(-down).toBeGreaterThan(100 * up);
  });
  test('stays where it is when something is turned down', () => {
    expect(holdBound(fresh, explored, rejected).shift).toBe(0);
    expect(holdBound(fresh, byRight, rejected).shift).toBe(0);
  });
  test('stays where it is without exploration, and for the engine', () => {
    expect(holdBound(fresh, { ...byRight, explore: 0 }, accepted).shift).toBe(0);
    expect(holdBound(fresh, { ...explored, bounded: false }, accepted)).toBe(fresh);
  });
  test('comes down when what was hidden is asked for, with exploration and without, and estimates nothing from it', () => {
    for (const explore of [0, 0.05]) {
      const hidden = { ...base, explored: false, propensity: explore, explore };
      const after = holdBound(fresh, hidden, { ...accepted, askedFor: true });
      expect(after.shift).toBeCloseTo(-0.0095, 6);
      expect(after).toEqual({ ...fresh, shift: after.shift, labelled: 1 });
    }
  });
  test('moves by a fifth of a logit at the most, and never further than what shows all', () => {
    for (const explore of [0.001, 0.01, 0.05, 0.5]) {
      const step = holdBound(fresh, { ...explored, explore, propensity: explore }, accepted).shift;
      expect(Math.abs(step)).toBeLessThanOrEqual(0.2);
    }
    expect(times(1_000, fresh, (control) => holdBound(control, explored, accepted)).shift).toBe(-4);
    expect(times(50_000, fresh, (control) => holdBound(control, byRight, accepted)).shift).toBe(2);
  });
});

// Somebody whose acceptances lie anywhere: at each shift the share of them that is hidden is known.
for (const [hideAtMost, explore] of [
  [0.05, 0.05],
  [0.1, 0.05],
  [0.05, 0.2],
  [0.1, 0.02],
] as const) {
  test(`holds ${hideAtMost * 100} % in the long run, shown ${explore * 100} % of the hidden to learn from`, () => {
    const random = seededRandom(7);
    // At first a quarter of what this person would accept lies below the bound.
    const hiddenAt = (shift: number): number => 1 / (1 + 3 * Math.exp(-2 * shift));
    let control = fresh;
    let hidden = 0;
    const rounds = 40_000;
    for (let i = 0; i < rounds; i++) {
      const isHidden = random() < hiddenAt(control.shift);
      hidden += isHidden ? 1 : 0;
      if (!isHidden) control = holdBound(control, { ...byRight, hideAtMost, explore }, accepted);
      else if (random() < explore)
        control = holdBound(control, { ...explored, hideAtMost, explore, propensity: explore }, accepted);
    }
    expect(hidden / rounds).toBeGreaterThan(hideAtMost * 0.7);
    expect(hidden / rounds).toBeLessThan(hideAtMost * 1.3);
  });
}

describe('what is said of it', () => {
  test('is nothing before there is enough, with how much there is', () => {
    const control = times(59, fresh, (current) => holdBound(current, byRight, rejected));
    expect(hiddenShareInWords(hiddenShareOf(control))).toBe('not enough data yet (n = 59)');
  });
  test('counts two as two, though the first has begun to fade', () => {
    const control = { ...fresh, labelled: 1.999_999 };
    expect(hiddenShareInWords(hiddenShareOf(control))).toBe('not enough data yet (n = 2)');
  });
  test('is nothing while none of the hidden was shown', () => {
    const control = times(500, fresh, (current) => holdBound(current, byRight, accepted));
    expect(hiddenShareOf(control)).toEqual({ kind: 'too-little', labelled: 500 });
  });
  test('is an estimate with an interval around it, wide while little was explored', () => {
    let control = times(190, fresh, (current) => holdBound(current, byRight, accepted));
    control = holdBound(control, { ...explored, propensity: 0.1 }, accepted);
    control = times(9, control, (current) => holdBound(current, { ...explored, propensity: 0.1 }, rejected));
    const share = hiddenShareOf(control);
    expect(share).toMatchObject({ kind: 'estimate', labelled: 200, share: 0.05 });
    if (share.kind !== 'estimate') throw new Error('no estimate');
    expect(share.low).toBeLessThan(0.02);
    expect(share.high).toBeGreaterThan(0.15);
    expect(hiddenShareInWords(share)).toMatch(
      /^about 5 % of what you would have accepted was hidden \(\d+ to \d+ %, n = 200\)$/,
    );
  });
});
