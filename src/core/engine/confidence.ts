import { ORDERS } from './candidate-table.ts';
import { confidenceModel } from './confidence-weights.ts';
import type { CursorContext } from './cursor-context.ts';
import type { Continuation } from './decode.ts';
import type { Candidate } from './predictor.ts';
import { evaluateNet, type SmallNet } from '../base/small-net.ts';
import { CLOSE, IDENTIFIER, NUMBER, OPEN, OPERATOR, STRING } from './token-kind.ts';

/** What the confidence rests on, in the order of the weights. All are about -1 to 1 in size. */
export const FEATURE_NAMES = [
  'probability',
  'odds',
  'minProbability',
  'minOdds',
  'firstOdds',
  'lastOdds',
  'logChars',
  'tokens',
  'lineEnd',
  'endsWithName',
  'endsWithLiteral',
  'endsWithOpener',
  'endsWithCloser',
  'endsWithOperator',
  'literalFromOnePlace',
  'holdsLiteral',
  'partial',
  'atLineStart',
  'firstLocalOrder',
  'firstRepositoryOrder',
  'minOrder',
  'minPlaces',
  'minLongestPlaces',
  'minMargin',
  'minBlended',
  'maxNone',
  'minRenamedLength',
  'isAlternative',
  'partialLength',
  'isTyped',
  'firstMargin',
  'firstNone',
] as const;

/** A net whose output, less that for nothing at all, is a log-odds; and what corrects it for having been chosen. */
export interface ConfidenceModel {
  readonly net: SmallNet;
  readonly shift: number;
  readonly scale: number;
}

/**
 * The features of a continuation cut after `count` tokens, `chars` UTF-16 units of text.
 *
 * The product of the probabilities alone is too sure of itself, above all where little was seen: so what it rests on
 * comes beside it.
 */
export function confidenceFeatures(
  continuation: Continuation,
  count: number,
  chars: number,
  cursor: CursorContext,
): readonly number[] {
  const tokens = continuation.tokens.slice(0, count);
  const min = (measure: (token: Candidate) => number): number => Math.min(...tokens.map(measure));
  const first = tokens[0]!;
  const last = tokens.at(-1)!;
  const probability = tokens.reduce((product, token) => product * token.probability, 1);
  const minProbability = min((token) => token.probability);
  return [
    probability,
    logOdds(probability),
    minProbability,
    logOdds(minProbability),
    logOdds(first.probability),
    logOdds(last.probability),
    Math.log(chars) / 4,
    count / 10,
    count === continuation.tokens.length ? continuation.lineEnd : 0,
    flag(last.kind === IDENTIFIER),
    flag(isLiteral(last)),
    flag(last.kind === OPEN),
    flag(last.kind === CLOSE),
    flag(last.kind === OPERATOR),
    flag(tokens.some((token) => isLiteral(token) && token.longestPlaces <= 1)),
    flag(tokens.some(isLiteral)),
    flag(cursor.partial !== ''),
    flag(cursor.linePrefix.trim() === ''),
    first.localOrder / ORDERS,
    first.repositoryOrder / ORDERS,
    min((token) => Math.max(token.localOrder, token.repositoryOrder)) / ORDERS,
    min((token) => logCount(token.places)),
    min((token) => logCount(token.longestPlaces)),
    min(margin),
    logOdds(min((token) => token.blended)),
    Math.max(...tokens.map((token) => token.none)),
    min((token) => token.renamedLength) / ORDERS,
    flag(continuation.isAlternative),
    Math.min(1, cursor.partial.length / 8),
    flag(first.isTyped),
    margin(first),
    first.none,
  ];
}

/** Calibrated probability that a suggestion with these features is what will be written. */
export function confidenceOf(features: readonly number[], model: ConfidenceModel = confidenceModel): number {
  return sigmoid(model.shift + model.scale * rawLogOdds(features, model.net));
}

/** Before the correction for the choice. */
export function rawLogOdds(features: readonly number[], net: SmallNet): number {
  return evaluateNet(net, Float32Array.from(features), 0) - evaluateNet(net, NOTHING, 0);
}

const NOTHING = new Float32Array(FEATURE_NAMES.length);

function isLiteral({ kind }: Candidate): boolean {
  return kind === NUMBER || kind === STRING;
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function logOdds(probability: number): number {
  const p = Math.min(0.999, probability);
  return Math.log(p / (1 - p) + 1e-6) / 5;
}

/** How far ahead of the next best it is. */
function margin({ probability, runnerUp }: Candidate): number {
  return Math.log((probability + 1e-6) / (runnerUp + 1e-6)) / 5;
}

function logCount(count: number): number {
  return Math.log1p(count) / 5;
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}
