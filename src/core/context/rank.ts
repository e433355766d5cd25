import { evaluateNet, type SmallNet } from '../base/small-net.ts';
import type { Candidate } from './candidate.ts';
import { FEATURE_NAMES, outlookOf, writeFeatures } from './features.ts';
import { needFeatures } from './need-features.ts';
import type { Expected } from './place.ts';
import { type Question, RETRIEVER_NAMES } from './retriever.ts';

/** What `scripts/train-context.ts` fits, for places with a draft and for those without one; all take raw features. */
export interface RankerWeights {
  /** What speaks for a candidate: its inputs are in the order of `FEATURE_NAMES`. */
  readonly candidate: SmallNet;
  /** Whether a name from another file comes next at all, in the order of `NEED_FEATURE_NAMES`. */
  readonly need: readonly number[];
}

export interface Ranking {
  /** In no order. */
  readonly candidates: readonly Candidate[];
  /** The share of all candidates' chances that each of them has, in the same order. */
  readonly chances: Float64Array;
  /** How much likelier than not it is that one of them comes next. */
  readonly needOdds: number;
}

/**
 * How much it speaks for a definition that its name was just written in other files. Fitted apart, with the other weights as they
 * are: the tasks of `scripts/train-context.ts` have no history (`docs/context.md` says what it was fitted on).
 */
const RECENT_WEIGHTS: Readonly<Record<Expected, number>> = { member: 1.35, inside: 1.58, line: 1.62 };
const RECENT_EDITS = RETRIEVER_NAMES.indexOf('recent-edits');

/**
 * A choice among the candidates: each is scored by a net, and their chances sum up to 1, given that one of them is what is written
 * next. A weighted sum found 5 in 100 fewer at the same length (`docs/context.md`).
 */
export function rank(candidates: readonly Candidate[], question: Question, weights: RankerWeights): Ranking {
  const outlook = outlookOf(question);
  const { expects } = question.place;
  const scores = new Float64Array(candidates.length);
  const features = new Float32Array(FEATURE_NAMES.length);
  for (let at = 0; at < candidates.length; at++) {
    writeFeatures(candidates[at]!, outlook, features);
    scores[at] =
      evaluateNet(weights.candidate, features, 0) + RECENT_WEIGHTS[expects] * candidates[at]!.strengths[RECENT_EDITS]!;
  }
  const need = dot(needFeatures(question, scores), weights.need);
  return {
    candidates,
    chances: softmax(scores),
    needOdds: candidates.length === 0 ? 0 : Math.exp(need),
  };
}

export function softmax(scores: Float64Array): Float64Array {
  const best = scores.reduce((most, each) => Math.max(most, each), -Infinity);
  const parts = scores.map((score) => Math.exp(score - best));
  const sum = parts.reduce((total, each) => total + each, 0);
  return parts.map((part) => part / sum);
}

function dot(features: Float64Array, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < features.length; at++) sum += features[at]! * weights[at]!;
  return sum;
}
