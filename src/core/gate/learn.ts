import type { Certainty } from './certainty.ts';
import type { DecisionRecord } from './decision-record.ts';
import { holdBound } from './hold-bound.ts';
import {
  freshTally,
  keyOf,
  LARGEST_GIFT,
  LATEST_TIME,
  type LearnedState,
  MOST_MODELS,
  MOST_REPOSITORIES,
  type RepositoryTally,
  type Tally,
} from './learned-state.ts';
import { probabilityOf } from './logistic.ts';
import type { Circumstances } from './personal-offset.ts';
import { type EngineTally, freshEngineTally, withLabel } from './recalibration.ts';
import { freshBoundTally, withAgreed } from './token-bound.ts';

export interface OutcomeEvent extends DecisionRecord, Circumstances {
  readonly accepted: boolean;
  /** It was held back, and the person asked to see it: accepted, and no sample of anything but itself. */
  readonly askedFor?: boolean;
  /** What the outcome is worth as a label: 1, 0.5 or nothing. */
  readonly certainty: Certainty;
  /** Wall clock, milliseconds. */
  readonly time: number;
}

const WORTH: Readonly<Record<Certainty, number>> = { full: 1, half: 0.5, none: 0 };

/** A rare one stands for those that were hidden; more weight than this, and a single outcome would move too much. */
const LARGEST_WEIGHT = 2;

const MOST_IN_A_SECOND = 5;
const HALF_LIFE_MS = 30 * 24 * 3_600_000;

/** The state after an outcome. Whatever the event holds, the change is bounded, and nothing is thrown. */
export function learn(state: LearnedState, event: OutcomeEvent): LearnedState {
  const worth = WORTH[event.certainty] ?? 0;
  if (!(worth > 0) || !isSane(event)) return state;
  const aged = age(state, event.time);
  if (aged.inSecond > MOST_IN_A_SECOND) return { ...state, inSecond: aged.inSecond, time: aged.time };

  const weight = worth * (event.askedFor === true ? 1 : Math.min(LARGEST_WEIGHT, 1 / event.propensity));
  const modelKey = keyOf(event.model);
  const repositoryKey = keyOf(event.repository);
  const model = aged.models[modelKey] ?? freshTally;
  const repository = aged.repositories[repositoryKey] ?? { ...freshTally, given: 0 };

  // All three against what the shipped weights said: sums that do not depend on their order, and can be added up.
  const surplus = weight * (Number(event.accepted) - probabilityOf(event.logit));
  const given = clamp(repository.given + surplus, LARGEST_GIFT);
  const gift = given - repository.given;
  // A surplus far smaller than `given` is rounded in `gift`: neither a weight above its own, nor more surplus than weight.
  const weightOfGift = weight * Math.max(0, Math.min(1, gift / surplus || 0));
  const shared = { surplus: gift, weight: Math.max(Math.abs(gift), weightOfGift) };
  return {
    ...aged,
    person: add(aged.person, shared.weight, shared.surplus),
    models: withEntry(aged.models, modelKey, add(model, shared.weight, shared.surplus), MOST_MODELS),
    repositories: withEntry<RepositoryTally>(
      aged.repositories,
      repositoryKey,
      { ...add(repository, weight, surplus), given },
      MOST_REPOSITORIES,
    ),
    control: holdBound(aged.control, event, { accepted: event.accepted, askedFor: event.askedFor === true, worth }),
  };
}

/** What was typed where the engine had a guess, shown or not. */
export interface GuessEvent extends Pick<Circumstances, 'repository'> {
  /** As in `DecisionRecord`. */
  readonly shippedLogit: number;
  /** All of it was typed or taken; else something else was. */
  readonly isRight: boolean;
  /** Wall clock, milliseconds. */
  readonly time: number;
}

/** The state after such an event: the change is bounded, and nothing is thrown. */
export function learnGuess(state: LearnedState, { repository, shippedLogit, isRight, time }: GuessEvent): LearnedState {
  if (!Number.isFinite(shippedLogit) || !(time >= 0 && time <= LATEST_TIME)) return state;
  // Of outcomes there may be so many in a second, and these are none.
  const aged = { ...age(state, time), inSecond: state.inSecond };
  const key = keyOf(repository);
  const tally = withLabel(aged.engine[key] ?? freshEngineTally, shippedLogit, isRight);
  return { ...aged, engine: withEntry(aged.engine, key, tally, MOST_REPOSITORIES) };
}

/** What was typed where a model had an answer whose tokens' probabilities are known, shown or not. */
export interface AnswerEvent extends Pick<Circumstances, 'model'> {
  /** As `beginnings` gives them. */
  readonly lengths: readonly number[];
  /** Characters of the answer's first line that were typed or taken. */
  readonly agreed: number;
  /** Wall clock, milliseconds. */
  readonly time: number;
}

/** The state after such an event: the change is bounded, and nothing is thrown. */
export function learnAnswer(state: LearnedState, { model, lengths, agreed, time }: AnswerEvent): LearnedState {
  if (!(time >= 0 && time <= LATEST_TIME)) return state;
  const aged = { ...age(state, time), inSecond: state.inSecond };
  const key = keyOf(model);
  const tally = withAgreed(aged.tokenBounds[key] ?? freshBoundTally, lengths, agreed);
  return { ...aged, tokenBounds: withEntry(aged.tokenBounds, key, tally, MOST_MODELS) };
}

/** What no gate of ours has decided at no time teaches nothing. */
function isSane({ logit, propensity, askedFor, time }: OutcomeEvent): boolean {
  // What is asked for had no chance of being shown where nothing is explored.
  const least = askedFor === true ? 0 : LEAST_PROPENSITY;
  return Number.isFinite(logit) && propensity >= least && propensity <= 1 && time >= 0 && time <= LATEST_TIME;
}

/** Nobody sets a smaller share than a thousandth to explore. */
const LEAST_PROPENSITY = 0.001;

/**
 * What is older counts less. A clock that goes back counts as one that stood still, and a jump forward as no more than a
 * half-life: neither wipes out what was learned.
 */
export function age(state: LearnedState, time: number): LearnedState {
  const elapsed = state.time === 0 ? 0 : Math.max(0, Math.min(HALF_LIFE_MS, time - state.time));
  const inSecond = state.time !== 0 && Math.abs(time - state.time) < 1_000 ? state.inSecond + 1 : 1;
  const left = 0.5 ** (elapsed / HALF_LIFE_MS);
  // The second runs from its first outcome, or a steady stream would never begin a new one.
  // A file of JSON knows no -0.
  const start = (inSecond > 1 ? state.time : time) + 0;
  if (left === 1) return { ...state, time: start, inSecond };
  const { shift, ...sums } = state.control;
  return {
    ...state,
    time: start,
    inSecond,
    person: fade(state.person, left),
    models: mapValues(state.models, (tally) => fade(tally, left)),
    repositories: mapValues(state.repositories, (tally) => ({ ...fade(tally, left), given: tally.given * left })),
    engine: mapValues(state.engine, (tally) => mapValues(tally as EngineSums, (sum) => sum * left)),
    tokenBounds: mapValues(state.tokenBounds, ({ count, seconds }) => ({
      count: count * left,
      seconds: seconds.map((sum) => sum * left),
    })),
    control: { shift, ...mapValues(sums, (sum) => sum * left) },
  };
}

/** All of it are sums. */
type EngineSums = Readonly<Record<keyof EngineTally, number>>;

function fade(tally: Tally, left: number): Tally {
  return { count: tally.count * left, surplus: tally.surplus * left };
}

function add(tally: Tally, weight: number, surplus: number): Tally {
  return { count: tally.count + weight, surplus: tally.surplus + surplus };
}

/** Those with the fewest outcomes make room. */
function withEntry<T extends { readonly count: number }>(
  entries: Readonly<Record<string, T>>,
  key: string,
  entry: T,
  most: number,
): Readonly<Record<string, T>> {
  const others = Object.entries(entries).filter(([other]) => other !== key);
  const kept = others.length < most ? others : others.toSorted(([, a], [, b]) => b.count - a.count).slice(0, most - 1);
  return Object.fromEntries([...kept, [key, entry]]);
}

function mapValues<K extends string, A, B>(values: Readonly<Record<K, A>>, map: (value: A) => B): Record<K, B> {
  // Of the same keys, by construction.
  return Object.fromEntries(Object.entries<A>(values).map(([key, value]) => [key, map(value)])) as Record<K, B>;
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
