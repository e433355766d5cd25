import { GATE_WINDOW, type SuggestionInput } from '../../src/core/gate/gate-input.ts';

/** A suggestion of the engine in a text, with nobody there: what is known of a person's minutes before it is unknown. */
export function engineInput(
  { text, offset }: { readonly text: string; readonly offset: number },
  suggestion: { readonly text: string; readonly confidence: number },
  typedAgainst = 0,
): SuggestionInput {
  return {
    before: text.slice(Math.max(0, offset - GATE_WINDOW), offset),
    // The places are ones where code is written.
    place: 'code',
    documentLength: text.length,
    offset,
    sinceShown: undefined,
    sinceAccepted: undefined,
    outcomes: '',
    rejectedHere: false,
    rhythm: undefined,
    source: 'engine',
    text: suggestion.text,
    firstLine: undefined,
    rejectedBefore: false,
    typedAgainst,
    rejectedTexts: [],
    logProbabilities: undefined,
    confidence: suggestion.confidence,
    engineText: undefined,
  };
}
