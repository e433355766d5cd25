import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedThreshold } from '../../../src/core/engine/threshold.ts';
import type { SuggestionInput } from '../../../src/core/gate/gate-input.ts';
import { boundShift, createGate, type GateOptions } from '../../../src/core/gate/gate.ts';
import { freshState } from '../../../src/core/gate/learned-state.ts';
import { decisionParameters, type Mode } from '../../../src/core/gate/mode.ts';
import { shippedWeights } from '../../../src/core/gate/weights.ts';
import { beforeShowFeatures } from '../../../src/core/gate/weight-set.ts';
import { somewhere, usualInput } from '../../support/gate-input.ts';

const noFault = (error: unknown): never => {
  throw error;
};
const gateWith = (parts: Partial<GateOptions> = {}) =>
  createGate({
    weights: shippedWeights,
    parameters: () => decisionParameters('balanced'),
    learned: () => freshState,
    random: () => 0.999,
    onFault: noFault,
    ...parts,
  });
const gate = gateWith();
const judge = (changes: Partial<SuggestionInput> = {}) => gate.beforeShow({ ...usualInput, ...changes }, somewhere);
const p = (changes: Partial<SuggestionInput> = {}) => judge(changes).probability;
const logProbabilities = (mean: number) => ({ ...usualInput.logProbabilities!, mean, sum: 4 * mean });

const hopeless: Partial<SuggestionInput> = {
  text: ')',
  outcomes: 'RRRR',
  rejectedBefore: true,
  sinceAccepted: undefined,
  logProbabilities: logProbabilities(-4),
};

describe('the gate thinks a suggestion less likely to be taken', () => {
  const cases: readonly (readonly [string, Partial<SuggestionInput>, Partial<SuggestionInput>])[] = [
    ['when it is a few characters', { text: 'wi' }, {}],
    ['when its text was turned down before', { rejectedBefore: true }, {}],
    ['where one was turned down before', { rejectedHere: true }, {}],
    ['after a rejection than after an acceptance', { outcomes: 'AR' }, { outcomes: 'RA' }],
    ['in a comment', { place: 'comment' }, {}],
    ['when the model was not sure', { logProbabilities: logProbabilities(-2) }, {}],
    [
      'after deleting',
      { rhythm: { ...usualInput.rhythm!, typed: 0, deleted: 20 } },
      { rhythm: { ...usualInput.rhythm!, typed: 20, deleted: 0 } },
    ],
  ];
  for (const [name, less, more] of cases) test(name, () => expect(p(less)).toBeLessThan(p(more)));
});

describe('an answer of the engine', () => {
  const engine = (confidence: number) =>
    judge({ source: 'engine', confidence, logProbabilities: undefined, text: 'width * height' });

  test('is shown when the engine is sure, and hidden when it is not', () => {
    expect(engine(0.9).pass).toBe(true);
    expect(engine(0.4).pass).toBe(false);
  });
  test('is the likelier to be right the surer the engine is', () =>
    expect(engine(0.7).probability).toBeLessThan(engine(0.8).probability));
  test('is held to the threshold that the engine ships with', () =>
    expect(decisionParameters('balanced').engineFloor).toBe(shippedThreshold));
  test('far below the floor is never shown to learn from', () => {
    const exploring = gateWith({ random: () => 0 });
    const input: SuggestionInput = { ...usualInput, source: 'engine', confidence: 0.2, logProbabilities: undefined };
    expect(exploring.beforeShow(input, somewhere).pass).toBe(false);
  });
});

test('an ordinary suggestion passes both stages', () => {
  expect(gate.beforeRequest(usualInput, somewhere).pass).toBe(true);
  expect(judge()).toMatchObject({ pass: true, extent: 'all' });
});

test('what was turned down again and again, is tiny and unlikely, is hidden', () =>
  expect(judge(hopeless).pass).toBe(false));

test('of what would be hidden a share is shown to learn from, and the chance it had is kept', () => {
  const input = { ...usualInput, ...hopeless };
  const shown = gateWith({ random: () => 0.01 }).beforeShow(input, somewhere);
  expect(shown).toMatchObject({ pass: true, record: { explored: true, propensity: 0.05, explore: 0.05 } });
  const none = decisionParameters('balanced', { explore: 0 });
  expect(gateWith({ random: () => 0, parameters: () => none }).beforeShow(input, somewhere).pass).toBe(false);
});

test("of what is hidden, a model's as the engine's, only what is near its bound is worth a sign", () => {
  const unsure = { text: 'plank * 2;', logProbabilities: logProbabilities(-1.7) };
  expect(judge(unsure)).toMatchObject({ pass: false, nearBound: true });
  expect(judge(hopeless)).toMatchObject({ pass: false, nearBound: false });
  const engine = { source: 'engine', logProbabilities: undefined } as const;
  expect(judge({ ...engine, confidence: 0.2 })).toMatchObject({ pass: false, nearBound: false });
});

test('what passes by right had every chance', () =>
  expect(judge().record).toMatchObject({ explored: false, propensity: 1 }));

test('the quieter the mode, the less is shown', () => {
  const shownIn = (mode: Mode): number => {
    const inMode = gateWith({ parameters: () => decisionParameters(mode) });
    const means = Array.from({ length: 60 }, (_, i) => -i / 10);
    return means.filter(
      (mean) =>
        inMode.beforeShow({ ...usualInput, text: 'width', logProbabilities: logProbabilities(mean) }, somewhere).pass,
    ).length;
  };
  expect(shownIn('eager')).toBeGreaterThan(shownIn('balanced'));
  expect(shownIn('balanced')).toBeGreaterThan(shownIn('quiet'));
});

test('the less may be hidden of what would be accepted, the lower the bound; none at all hides nothing', () => {
  const bound = (hideAtMost: number) =>
    gateWith({ parameters: () => decisionParameters('balanced', { hideAtMost }) }).beforeShow(usualInput, somewhere)
      .bound;
  const bounds = [0, 0.01, 0.03, 0.05, 0.2, 0.5, 1].map(bound);
  expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
  expect(bounds[0]).toBe(0);
  expect(bounds[2]).toBeGreaterThan(bounds[1]!);
});

test('between the shares that were measured the bound is drawn straight', () => {
  const acceptedMargins = [
    { share: 0.01, margin: -3 },
    { share: 0.05, margin: -1 },
  ];
  const shift = (share: number) => boundShift({ bias: 0, features: {}, acceptedMargins }, share);
  expect([shift(0.01), shift(0.03), shift(0.05), shift(0.4)]).toEqual([-3, -2, -1, -1]);
  expect(shift(0.005)).toBe(Number.NEGATIVE_INFINITY);
});

describe('of several lines', () => {
  const several = { text: 'width * height\n\ndef perimeter(width, height):', logProbabilities: logProbabilities(-6) };
  test('the first alone is shown where the rest is in doubt', () => {
    const firstLine = { text: 'width * height', logProbabilities: logProbabilities(-0.1) };
    expect(judge({ ...several, firstLine })).toMatchObject({ pass: true, extent: 'first-line' });
  });
  test('all are shown where the rest is as sure', () => {
    const firstLine = { text: 'width * height', logProbabilities: logProbabilities(-0.1) };
    expect(judge({ ...several, logProbabilities: logProbabilities(-0.1), firstLine })).toMatchObject({ extent: 'all' });
  });
});

test('every verdict is a probability, and names what moved it, whatever comes in', () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -1, 0, 1e300));
  const optional = fc.option(number, { nil: undefined });
  fc.assert(
    fc.property(
      fc.record<SuggestionInput>({
        before: fc.string(),
        place: fc.constantFrom('code', 'comment', 'string', 'prose'),
        documentLength: number,
        offset: number,
        sinceShown: optional,
        sinceAccepted: optional,
        outcomes: fc.string(),
        rejectedHere: fc.boolean(),
        rhythm: fc.option(
          fc.record({
            typed: number,
            deleted: number,
            undone: fc.boolean(),
            charactersPerSecond: optional,
            sinceEdit: optional,
          }),
          { nil: undefined },
        ),
        source: fc.constantFrom('engine', 'model'),
        text: fc.string(),
        firstLine: fc.constant(undefined),
        rejectedBefore: fc.boolean(),
        typedAgainst: optional,
        rejectedTexts: fc.array(fc.string()),
        logProbabilities: fc.option(
          fc.record({
            mean: number,
            sum: number,
            first: optional,
            minimum: optional,
            entropy: optional,
            topTwoGap: optional,
          }),
          { nil: undefined },
        ),
        confidence: optional,
        engineText: fc.option(fc.string(), { nil: undefined }),
      }),
      (input) => {
        for (const { probability, bound, contributions } of [
          gate.beforeShow(input, somewhere),
          gate.beforeRequest(input, somewhere),
        ]) {
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThan(1);
          expect(bound).toBeGreaterThanOrEqual(0);
          expect(contributions.every(({ logit }) => Number.isFinite(logit))).toBe(true);
        }
      },
    ),
  );
});

describe('never in the way:', () => {
  test('a weight that is no number lets the suggestion through', () => {
    const beforeShow = { ...shippedWeights.beforeShow };
    beforeShow['model-with-log-probabilities'] = { bias: Number.NaN, features: {}, acceptedMargins: [] };
    const broken = gateWith({ weights: { ...shippedWeights, beforeShow } });
    expect(broken.beforeShow({ ...usualInput, ...hopeless }, somewhere).pass).toBe(true);
  });
  test('a fault in it lets all suggestions through, and is told once', () => {
    const faults: unknown[] = [];
    const broken = gateWith({
      learned() {
        throw new Error('no state');
      },
      onFault: (error) => faults.push(error),
    });
    for (let i = 0; i < 3; i++) {
      expect(broken.beforeRequest(usualInput, somewhere).pass).toBe(true);
      expect(broken.beforeShow({ ...usualInput, ...hopeless }, somewhere).pass).toBe(true);
    }
    expect(faults).toHaveLength(1);
  });
});

test('every shipped weight belongs to a feature', () => {
  const names = beforeShowFeatures.map(({ name }) => name);
  for (const weights of [shippedWeights.beforeRequest, ...Object.values(shippedWeights.beforeShow)]) {
    expect(names).toEqual(expect.arrayContaining(Object.keys(weights.features)));
    expect(Object.keys(weights.features).length).toBeGreaterThan(5);
  }
});

test('no two features have one name', () => {
  const names = beforeShowFeatures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
