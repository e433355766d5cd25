import type { PlaceInput, SuggestionInput } from './gate-input.ts';
import type { DecisionRecord } from './decision-record.ts';
import { keyOf, type LearnedState } from './learned-state.ts';
import { type Contribution, logitOf, type Prediction, predict, probabilityOf } from './logistic.ts';
import type { DecisionParameters } from './mode.ts';
import { type Circumstances, personalOffset } from './personal-offset.ts';
import { cautionFor, recalibrated } from './recalibration.ts';
import { expectedSeconds, utilityBound } from './utility.ts';
import {
  beforeRequestFeatures,
  beforeShowFeatures,
  type GateWeights,
  type StageTwoWeights,
  type WeightSet,
  weightSetFor,
} from './weight-set.ts';

/**
 * The acceptance predictor, after "When to Show a Suggestion?" (CDHF, AAAI 2024): two stages, the first before anything
 * is asked. It never waits for anything, and a fault of its own lets the suggestion through.
 */
export interface Gate {
  beforeRequest(input: PlaceInput, circumstances: Circumstances): Verdict;
  beforeShow(input: SuggestionInput, circumstances: Circumstances): ShowVerdict;
}

export interface Verdict {
  readonly pass: boolean;
  /** Of acceptance, 0 to 1. */
  readonly probability: number;
  /** It passes at or above it. */
  readonly bound: number;
  /** Strongest first. */
  readonly contributions: readonly Contribution[];
}

export interface ShowVerdict extends Verdict {
  /** How much of it is worth showing; says nothing where it does not pass. */
  readonly extent: 'all' | 'first-line';
  /** So near its bound that the person may want to be told of it where it is held back. */
  readonly nearBound: boolean;
  /** What to learn from, once there is an outcome; `undefined` where the gate did not judge. */
  readonly record: DecisionRecord | undefined;
}

export interface GateOptions {
  readonly weights: GateWeights;
  /** Asked at each decision: both may change while the gate stands. */
  parameters(): DecisionParameters;
  learned(): LearnedState;
  /** Numbers in [0, 1). */
  random(): number;
  /** Told the first time that something in here is at fault. */
  onFault(error: unknown): void;
}

export function createGate(options: GateOptions): Gate {
  let faulty = false;
  const guarded = <T>(judge: () => T, instead: T): T => {
    try {
      return judge();
    } catch (error) {
      if (!faulty) options.onFault(error);
      faulty = true;
      return instead;
    }
  };
  return {
    beforeRequest: (input, circumstances) =>
      guarded(() => judgeRequest(options, input, circumstances), openGate.beforeRequest()),
    beforeShow: (input, circumstances) =>
      guarded(() => judgeSuggestion(options, input, circumstances), openGate.beforeShow()),
  };
}

const letThrough: ShowVerdict = {
  pass: true,
  extent: 'all',
  nearBound: false,
  probability: 1,
  bound: 0,
  contributions: [],
  record: undefined,
};

/** Hides nothing: what a fault amounts to, and for tests of the other stages. */
export const openGate = {
  beforeRequest: (): Verdict => letThrough,
  beforeShow: (): ShowVerdict => letThrough,
} satisfies Gate;

function judgeRequest(
  { weights, parameters, learned }: GateOptions,
  input: PlaceInput,
  circumstances: Circumstances,
): Verdict {
  const { logit, contributions } = predict(weights.beforeRequest, beforeRequestFeatures, input);
  const probability = probabilityOf(logit + personalOffset(learned(), circumstances));
  const bound = parameters().dropBelow;
  return { pass: !(probability < bound), probability, bound, contributions };
}

function judgeSuggestion(options: GateOptions, input: SuggestionInput, circumstances: Circumstances): ShowVerdict {
  const parameters = options.parameters();
  const learned = options.learned();
  const personal = { parameters, learned, circumstances, offset: personalOffset(learned, circumstances) };
  const whole = judgeText(options.weights, input, personal);
  const first = firstLineOf(input);
  const part = first && judgeText(options.weights, first, personal);

  // The first line alone where the rest is in doubt: it is worth more without it, or the whole would not be shown.
  const pass = passes(whole) || (part !== undefined && passes(part));
  const firstLineAlone = part !== undefined && passes(part) && (!passes(whole) || part.seconds > whole.seconds);
  const judged = firstLineAlone ? part : whole;
  const { explore } = parameters;
  const explored = !pass && judged.explorable && explore > 0 && options.random() < explore;
  return {
    pass: pass || explored,
    extent: firstLineAlone ? 'first-line' : 'all',
    nearBound: isNear(judged.probability, judged.bound, judged.set === 'engine' ? 'engine' : 'model'),
    probability: judged.probability,
    bound: judged.bound,
    contributions: judged.prediction.contributions,
    record: {
      logit: judged.logit,
      ...(judged.set === 'engine' ? { shippedLogit: judged.prediction.logit } : {}),
      explored,
      propensity: pass ? 1 : explore,
      hideAtMost: parameters.hideAtMost,
      explore,
      bounded: judged.set !== 'engine',
    },
  };
}

interface JudgedText {
  readonly set: WeightSet;
  readonly prediction: Prediction;
  /** What the personal offset is added to. */
  readonly logit: number;
  readonly probability: number;
  readonly bound: number;
  /** What showing it wins on average. */
  readonly seconds: number;
  /** May be shown all the same, to learn from: a share of whatever a model's set would hide, or the bound could not be held. */
  readonly explorable: boolean;
}

/**
 * How near, as a share of the bound, a held back suggestion must come to be told of. The engine guesses at every keystroke:
 * further down its guesses are much to be annoyed by, and nothing to learn from. Of 119 suggestions of a model that are held
 * back in the acceptance data, 43 come half as far as they would have to: those get the sign.
 */
const NEAR_BOUND: Readonly<Record<'engine' | 'model', number>> = { engine: 0.8, model: 0.5 };

const isNear = (probability: number, bound: number, of: 'engine' | 'model'): boolean =>
  probability >= bound * NEAR_BOUND[of];

/** A number that is no number comes from a broken weight or feature: then the suggestion is let through. */
const passes = ({ probability, bound }: JudgedText): boolean => !(probability < bound);

interface Personal {
  readonly parameters: DecisionParameters;
  readonly learned: LearnedState;
  readonly circumstances: Circumstances;
  /** Logits. */
  readonly offset: number;
}

function judgeText(
  weights: GateWeights,
  input: SuggestionInput,
  { parameters, learned, circumstances, offset }: Personal,
): JudgedText {
  const set = weightSetFor(input);
  const prediction = predict(weights.beforeShow[set], beforeShowFeatures, input);
  const tally = set === 'engine' ? learned.engine[keyOf(circumstances.repository)] : undefined;
  const logit = recalibrated(prediction.logit, tally);
  const probability = probabilityOf(logit + offset);
  const characters = input.text.length;
  const utility = utilityBound(characters, parameters.costFactor);
  const seconds = expectedSeconds(probability, characters, parameters.costFactor);
  if (set === 'engine') {
    const usual = Math.max(utility, parameters.engineFloor);
    const caution = cautionFor(tally);
    const bound = caution === 0 ? usual : probabilityOf(logitOf(usual) + caution);
    return {
      set,
      prediction,
      logit,
      probability,
      bound,
      seconds,
      explorable: isNear(probability, bound, 'engine'),
    };
  }
  const shift = boundShift(weights.beforeShow[set], parameters.hideAtMost) + learned.control.shift;
  const bound = shift < 0 ? probabilityOf(logitOf(utility) + shift) : utility;
  return { set, prediction, logit, probability, bound, seconds, explorable: true };
}

/**
 * Logits by which the bound of utility must come down so that no more than `share` of the accepted fall below it, by the
 * programmers that the weights were fitted on. Between the shares that were written down it is drawn straight.
 */
export function boundShift({ acceptedMargins }: StageTwoWeights, share: number): number {
  if (share <= 0) return Number.NEGATIVE_INFINITY;
  if (share >= 1) return 0;
  const above = acceptedMargins.findIndex((point) => point.share >= share);
  if (acceptedMargins.length === 0 || above < 0) return acceptedMargins.at(-1)?.margin ?? 0;
  const high = acceptedMargins[above]!;
  const low = acceptedMargins[above - 1];
  if (high.share === share) return high.margin;
  // Rarer than anything that was written down: hide nothing.
  if (low === undefined) return Number.NEGATIVE_INFINITY;
  return low.margin + ((high.margin - low.margin) * (share - low.share)) / (high.share - low.share);
}

/** Only where the probabilities of the tokens tell its lines apart. */
function firstLineOf(input: SuggestionInput): SuggestionInput | undefined {
  const { firstLine } = input;
  if (firstLine === undefined || firstLine.text.trim() === '') return undefined;
  return { ...input, ...firstLine, firstLine: undefined };
}
