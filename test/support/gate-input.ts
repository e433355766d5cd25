import type { SuggestionInput } from '../../src/core/gate/gate-input.ts';

/** An ordinary suggestion of a model at an ordinary place, some minutes into a session. */
export const usualInput: SuggestionInput = {
  before: 'def area(width, height):\n    return ',
  place: 'code',
  documentLength: 400,
  offset: 60,
  sinceShown: 8_000,
  sinceAccepted: 20_000,
  outcomes: 'ARA',
  rejectedHere: false,
  rhythm: { typed: 6, deleted: 0, undone: false, charactersPerSecond: 3, sinceEdit: 200 },
  source: 'model',
  text: 'width * height',
  firstLine: undefined,
  rejectedBefore: false,
  typedAgainst: 0,
  rejectedTexts: [],
  logProbabilities: { mean: -0.3, sum: -1.2, first: -0.3, minimum: -0.6, entropy: undefined, topTwoGap: undefined },
  confidence: undefined,
  engineText: undefined,
};

export const somewhere = { model: 'a-model', repository: '/home/me/project' };
