import { ORDERS } from './candidate-table.ts';
import { confidenceWeights } from './confidence-weights.ts';
import type { CursorContext } from './cursor-context.ts';
import type { Continuation } from './decode.ts';
import type { Candidate } from './predictor.ts';
import { NUMBER, STRING } from './token-kind.ts';

/** What the confidence rests on, in the order of the weights. All are about 0 to 1 in size. */
export const FEATURE_NAMES = [
  'constant',
  'probability',
  'odds',
  'minProbability',
  'minOdds',
  'logChars',
  'lineEnd',
  'endsWithLiteral',
  'literalFromOnePlace',
  'partial',
  'atLineStart',
  'firstLocalOrder',
  'firstRepositoryOrder',
  'minOrder',
  'minPlaces',
  'minLongestPlaces',
  'minMargin',
  'oddsByLogChars',
  'oddsByPartial',
  'oddsByMinOrder',
  'oddsByMinPlaces',
  'oddsByMinLongestPlaces',
] as const;

/**
 * The features of a continuation cut after `count` tokens, `chars` UTF-16 units of text.
 *
 * Raw probabilities are far too sure of themselves (calibration error .26), above all where little was seen: so the
 * odds come a second time, multiplied by how much they rest on.
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
  const odds = logOdds(probability);
  const logChars = Math.log(chars) / 4;
  const isLiteral = last.kind === NUMBER || last.kind === STRING;
  const partial = flag(cursor.partial !== '');
  const minOrder = min((token) => Math.max(token.localOrder, token.repositoryOrder)) / ORDERS;
  const minPlaces = min((token) => logCount(token.places));
  const minLongestPlaces = min((token) => logCount(token.longestPlaces));
  return [
    1,
    probability,
    odds,
    minProbability,
    logOdds(minProbability),
    logChars,
    count === continuation.tokens.length ? continuation.lineEnd : 0,
    flag(isLiteral),
    flag(isLiteral && last.places === 1),
    partial,
    flag(cursor.linePrefix.trim() === ''),
    first.localOrder / ORDERS,
    first.repositoryOrder / ORDERS,
    minOrder,
    minPlaces,
    minLongestPlaces,
    min(margin),
    odds * logChars,
    odds * partial,
    odds * minOrder,
    odds * minPlaces,
    odds * minLongestPlaces,
  ];
}

/** Calibrated probability that a suggestion with these features is what will be written. */
export function confidenceOf(features: readonly number[], weights: readonly number[] = confidenceWeights): number {
  const sum = features.reduce((total, feature, index) => total + feature * (weights[index] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
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
