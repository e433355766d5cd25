import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepBest } from '../../../src/core/base/keep-best.ts';

test('keeps what sorting all would put first, equal ones as they came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.integer({ min: 1, max: 5 }), (numbers, most) => {
      const items = numbers.map((value, at) => ({ value, at }));
      const best: typeof items = [];
      for (const item of items) keepBest(best, item, most, (a, b) => a.value - b.value);
      expect(best).toEqual(items.toSorted((a, b) => a.value - b.value).slice(0, most));
    }),
  );
});
