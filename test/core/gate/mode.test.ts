import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundIn, weightsIn } from '../../../src/core/gate/mode.ts';
import { shippedWeights } from '../../../src/core/gate/weights.ts';

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('a mode', () => {
  test('quiet shows less than balanced, eager more, whatever the bound', () =>
    fc.assert(
      fc.property(probability, (bound) => {
        expect(boundIn('eager', bound)).toBeLessThan(bound);
        expect(boundIn('quiet', bound)).toBeGreaterThan(bound);
        expect(boundIn('quiet', bound)).toBeLessThan(1);
        expect(boundIn('balanced', bound)).toBeCloseTo(bound);
      }),
    ));
  test('says what a needless suggestion costs: half as much, twice as much', () => {
    expect(boundIn('eager', 0.5)).toBeCloseTo(1 / 3);
    expect(boundIn('quiet', 0.5)).toBeCloseTo(2 / 3);
  });
  test('that is quiet asks as much as before, and shows less of it', () => {
    const { threshold } = weightsIn('quiet', shippedWeights);
    expect(threshold.beforeRequest).toBe(shippedWeights.threshold.beforeRequest);
    expect(threshold.beforeShow).toBeGreaterThan(shippedWeights.threshold.beforeShow);
  });
  test('leaves the extremes alone', () => {
    expect(boundIn('quiet', 0)).toBe(0);
    expect(boundIn('eager', 1)).toBe(1);
  });
});
