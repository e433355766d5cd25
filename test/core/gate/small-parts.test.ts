import { describe, expect, test } from 'vitest';
import { delayFor } from '../../../src/core/gate/delay.ts';
import { explainVerdict } from '../../../src/core/gate/explain-verdict.ts';
import { logProbabilitiesOf, tokensOfPiece } from '../../../src/core/gate/log-probabilities.ts';
import { decisionParameters } from '../../../src/core/gate/mode.ts';
import { createRhythmTracker } from '../../../src/core/gate/typing-rhythm.ts';
import { expectedSeconds, utilityBound } from '../../../src/core/gate/utility.ts';

describe('the delay', () => {
  test('holds back the question to a metered server, and the answer of one that costs nothing', () => {
    expect(delayFor(0.1, 'metered', 'auto')).toEqual({ askAfterMs: 300, showAfterMs: 0 });
    expect(delayFor(0.1, 'loopback', 'auto')).toEqual({ askAfterMs: 0, showAfterMs: 300 });
    expect(delayFor(0.1, 'engine', 'auto')).toEqual({ askAfterMs: 0, showAfterMs: 300 });
  });
  test('shrinks as acceptance grows likely, to none', () => {
    const delays = [0, 0.15, 0.25, 0.4, 0.5, 0.9].map((p) => delayFor(p, 'metered', 'auto').askAfterMs);
    expect(delays).toEqual([300, 300, 214, 86, 0, 0]);
  });
  test('is none for what the engine may show, in each mode', () => {
    for (const mode of ['eager', 'balanced', 'quiet'] as const) {
      const { showAfterMs } = delayFor(decisionParameters(mode).engineFloor, 'engine', 'auto');
      expect(showAfterMs).toBe(0);
    }
  });
  test('is none where the probability is no number', () =>
    expect(delayFor(Number.NaN, 'metered', 'auto')).toEqual({ askAfterMs: 0, showAfterMs: 0 }));
});

describe('utility', () => {
  test('asks less of a long suggestion than of a short one', () => {
    const bounds = [1, 5, 20, 80, 400].map((characters) => utilityBound(characters, 1));
    expect(bounds).toEqual(bounds.toSorted((a, b) => b - a));
    expect(bounds[0]).toBeGreaterThan(0.7);
    expect(bounds[4]).toBeLessThan(0.12);
  });
  test('is nought at the bound', () => expect(expectedSeconds(utilityBound(30, 1), 30, 1)).toBeCloseTo(0, 9));
  test('of an empty text is defined', () => expect(utilityBound(0, 1)).toBeLessThan(1));
});

describe('what the person chose', () => {
  test('overrules the mode, within what makes sense', () => {
    expect(decisionParameters('quiet', { hideAtMost: 0.01, explore: 0 })).toMatchObject({
      hideAtMost: 0.01,
      explore: 0,
    });
    expect(decisionParameters('quiet', { hideAtMost: 7, explore: 7 })).toMatchObject({ hideAtMost: 1, explore: 0.5 });
    expect(decisionParameters('quiet', { hideAtMost: Number.NaN })).toEqual(decisionParameters('quiet'));
  });
  test('may be to hide nothing: then nothing is left unasked for either', () => {
    expect(decisionParameters('balanced', { hideAtMost: 0 })).toMatchObject({ hideAtMost: 0, dropBelow: 0 });
    expect(decisionParameters('balanced', { hideAtMost: 0.01 }).dropBelow).toBeGreaterThan(0);
  });
  test('is 5 % and 5 % where nothing is', () =>
    expect(decisionParameters('balanced')).toMatchObject({ hideAtMost: 0.05, explore: 0.05 }));
});

describe('the explanation', () => {
  const contribution = (name: string, logit: number, high: boolean) => ({ name, logit, high, value: 1 });
  const verdict = (...contributions: ReturnType<typeof contribution>[]) =>
    explainVerdict({ pass: false, probability: 0.123, bound: 0.2, contributions });
  test('names the probability, the bound and the three that moved it most, both ways', () => {
    const contributions = [
      contribution('tiny', -0.9, true),
      contribution('confidence', 0.5, true),
      contribution('in-comment', 0.3, false),
      contribution('length', 0.2, true),
    ];
    expect(verdict(...contributions)).toEqual({
      summary: '12 % likely to be taken, 20 % needed',
      reasons: [
        'Less likely, because it is a few characters.',
        'More likely, because the engine is sure of it.',
        'More likely, because it is in code.',
      ],
    });
  });
  test('says nothing twice, though two features come to the same for a person', () => {
    const contributions = [
      contribution('mean-log-probability', -2, false),
      contribution('log-probability', -0.5, false),
      contribution('in-comment', -0.3, true),
    ];
    expect(verdict(...contributions).reasons).toEqual([
      'Less likely, because the model is not sure of it.',
      'Less likely, because it is in a comment.',
    ]);
  });
  test('leaves out what hardly moved it', () => expect(verdict(contribution('tiny', 0.01, true)).reasons).toEqual([]));
});

describe('of the tokens', () => {
  const tokens = [
    { characters: 3, logProbability: -0.1, beginsPiece: true },
    { characters: 2, logProbability: -0.9, beginsPiece: true },
    { characters: 4, logProbability: -2, beginsPiece: true },
  ];
  test('mean, sum, first and least are read', () =>
    expect(logProbabilitiesOf(tokens)).toMatchObject({ mean: -1, sum: -3, first: -0.1, minimum: -2 }));
  test('those count that begin within the text that is left', () =>
    expect(logProbabilitiesOf(tokens, 4)).toMatchObject({ mean: -0.5, minimum: -0.9 }));
  test('nothing is known where none came, or none that is a number', () => {
    expect(logProbabilitiesOf([])).toBeUndefined();
    expect(logProbabilitiesOf([{ characters: 3, logProbability: Number.NaN, beginsPiece: true }])).toBeUndefined();
  });
  test('alternatives give entropy and lead', () => {
    const half = Math.log(0.5);
    const found = logProbabilitiesOf([
      { characters: 1, logProbability: half, beginsPiece: true, alternatives: [half] },
    ]);
    expect(found?.entropy).toBeCloseTo(Math.LN2, 9);
    expect(found?.topTwoGap).toBe(0);
  });
  test('a piece of several tokens is shared out', () =>
    expect(tokensOfPiece('abcd', [-1, -2])).toEqual([
      { characters: 2, logProbability: -1, beginsPiece: true },
      { characters: 2, logProbability: -2, beginsPiece: false },
    ]));
});

describe('the rhythm of typing', () => {
  const type = (tracker: ReturnType<typeof createRhythmTracker>, times: readonly number[]) => {
    for (const time of times) tracker.edited({ time, insertLength: 1, deleteCount: 0, cause: 'typed' });
  };
  test('counts what is typed and deleted since the last show', () => {
    const tracker = createRhythmTracker();
    type(tracker, [0, 200]);
    tracker.shown();
    type(tracker, [400, 600]);
    tracker.edited({ time: 700, insertLength: 0, deleteCount: 5, cause: 'typed' });
    expect(tracker.read(1_000)).toMatchObject({ typed: 2, deleted: 5, undone: false, sinceEdit: 300 });
  });
  test('reads the speed of the last burst, not of the pause before it', () => {
    const tracker = createRhythmTracker();
    type(tracker, [0, 100, 60_000, 60_250, 60_500, 60_750, 61_000]);
    expect(tracker.read(61_000).charactersPerSecond).toBe(4);
  });
  test('takes what is accepted, pasted or undone for no typing', () => {
    const tracker = createRhythmTracker();
    tracker.edited({ time: 0, insertLength: 40, deleteCount: 0, cause: 'typed' });
    tracker.edited({ time: 1, insertLength: 3, deleteCount: 0, cause: 'accepted' });
    tracker.edited({ time: 2, insertLength: 0, deleteCount: 3, cause: 'undone' });
    expect(tracker.read(2)).toMatchObject({ typed: 0, deleted: 0, undone: true });
  });
  test('takes a clock that goes back for one that stood still', () => {
    const tracker = createRhythmTracker();
    type(tracker, [10_000, 5_000, 4_000]);
    const { charactersPerSecond, sinceEdit } = tracker.read(0);
    expect(charactersPerSecond).toBeUndefined();
    expect(sinceEdit).toBe(0);
  });
});
