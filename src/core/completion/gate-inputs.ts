import { GATE_WINDOW, type PlaceInput, type SuggestionInput } from '../gate/gate-input.ts';
import { logProbabilitiesOf } from '../gate/log-probabilities.ts';
import { firstLine } from './first-line.ts';
import type { History } from './history.ts';
import { placeOf } from './place-of.ts';
import type { Answer } from './provide-completion.ts';
import { type CompletionRequest, linePrefix } from './request.ts';

/** What the gate looks at, out of the request and of what happened before it. */
export function placeInput(request: CompletionRequest, history: History): PlaceInput {
  const { time } = request;
  return {
    before: request.before.slice(-GATE_WINDOW),
    place: request.place,
    documentLength: request.documentLength,
    offset: request.offset,
    sinceShown: history.sinceShown(time),
    sinceAccepted: history.sinceAccepted(time),
    outcomes: history.outcomes(),
    rejectedHere: history.wasRejectedAt(linePrefix(request)),
    rhythm: history.rhythm(time),
  };
}

export function suggestionInput(request: CompletionRequest, answer: Answer, history: History): SuggestionInput {
  const { insertText, origin, confidence, tokens } = answer;
  return {
    ...placeInput(request, history),
    source: origin,
    text: insertText,
    firstLine: firstLineOf(answer),
    rejectedBefore: history.wasRejected(insertText),
    typedAgainst: history.typedAgainst(placeOf(request)),
    rejectedTexts: history.rejectedTexts(),
    logProbabilities: logProbabilitiesOf(tokens, insertText.length),
    confidence,
    engineText: undefined,
  };
}

function firstLineOf({ insertText, tokens }: Answer): SuggestionInput['firstLine'] {
  const text = firstLine(insertText);
  if (text.trim() === '' || insertText.slice(text.length).trim() === '') return undefined;
  const logProbabilities = logProbabilitiesOf(tokens, text.length);
  return logProbabilities && { text, logProbabilities };
}
