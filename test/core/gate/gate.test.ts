import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeShowFeatures, type SuggestionInput } from '../../../src/core/gate/features.ts';
import { createGate } from '../../../src/core/gate/gate.ts';
import { shippedWeights } from '../../../src/core/gate/weights.ts';

const gate = createGate(shippedWeights);
const usual: SuggestionInput = {
  before: 'def area(width, height):\n    return ',
  inComment: false,
  documentLength: 400,
  offset: 60,
  sinceShown: 8_000,
  sinceAccepted: 20_000,
  outcomes: 'ARA',
  text: 'width * height',
  rejectedBefore: false,
};
const p = (changes: Partial<SuggestionInput> = {}) => gate.beforeShow({ ...usual, ...changes }).probability;

describe('the gate thinks a suggestion less likely to be taken', () => {
  test('when it is a few characters', () => expect(p({ text: 'wi' })).toBeLessThan(p()));
  test('when its text was turned down before', () => expect(p({ rejectedBefore: true })).toBeLessThan(p()));
  test('after a rejection than after an acceptance', () =>
    expect(p({ outcomes: 'AR' })).toBeLessThan(p({ outcomes: 'RA' })));
});

test('an ordinary suggestion passes both stages', () => {
  expect(gate.beforeRequest(usual).pass).toBe(true);
  expect(gate.beforeShow(usual).pass).toBe(true);
});

test('what was turned down again and again, and is tiny, is hidden', () =>
  expect(
    gate.beforeShow({ ...usual, text: ')', outcomes: 'RRRR', rejectedBefore: true, sinceAccepted: undefined }).pass,
  ).toBe(false));

test('every verdict is a probability, and names what moved it', () =>
  fc.assert(
    fc.property(
      fc.record<SuggestionInput>({
        before: fc.string(),
        inComment: fc.boolean(),
        documentLength: fc.nat(),
        offset: fc.nat(),
        sinceShown: fc.option(fc.nat(), { nil: undefined }),
        sinceAccepted: fc.option(fc.nat(), { nil: undefined }),
        outcomes: fc.string(),
        text: fc.string(),
        rejectedBefore: fc.boolean(),
      }),
      (input) => {
        const { probability, contributions } = gate.beforeShow(input);
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThan(1);
        expect(contributions).toHaveLength(beforeShowFeatures.length);
      },
    ),
  ));

test('a broken feature lets the suggestion through', () => {
  const broken = createGate({ ...shippedWeights, beforeShow: { bias: Number.NaN, features: {} } });
  expect(broken.beforeShow(usual).pass).toBe(true);
});

test('every shipped weight belongs to a feature, and every feature has one', () =>
  expect(Object.keys(shippedWeights.beforeShow.features).sort()).toEqual(
    beforeShowFeatures.map(({ name }) => name).sort(),
  ));
