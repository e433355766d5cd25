// Fits how sure the engine is of a suggestion, and says how well that works where it was not fitted.
import { bestCut, type Cut } from '../../src/core/engine/choose.ts';
import { type ConfidenceModel, confidenceOf, FEATURE_NAMES, rawLogOdds } from '../../src/core/engine/confidence.ts';
import { shippedThreshold } from '../../src/core/engine/threshold.ts';
import type { Trial } from './engine-trials.ts';
import { fitLogistic } from './fit-logistic.ts';
import { fitLists, type Lists } from './fit-net.ts';
import { isRight } from './is-right.ts';

const HIDDEN = 12;
const EPOCHS = 6;
const LEARNING_RATE = 3e-3;
const DECAY = 1e-5;
/** One in so many cursors tells when to stop. */
const HELD_SHARE = 8;

export function fitConfidence(trials: readonly Trial[], seed: number): ConfidenceModel {
  const net = fitLists(
    rowsOf(trials.filter((_, index) => index % HELD_SHARE > 0)),
    rowsOf(trials.filter((_, index) => index % HELD_SHARE === 0)),
    {
      inputs: FEATURE_NAMES.length,
      hidden: HIDDEN,
      epochs: EPOCHS,
      learningRate: LEARNING_RATE,
      decay: DECAY,
      seed,
      report: () => undefined,
    },
  );
  const uncorrected = { net, shift: 0, scale: 1 };
  const chosen = trials.flatMap((trial) => {
    const best = choose(trial, uncorrected);
    return best ? [{ logit: rawLogOdds(best.features, net), isRight: isRight(best.text, trial.truth) }] : [];
  });
  const { bias, weights, means, deviations } = fitLogistic(
    chosen.map(({ logit }) => [logit]),
    chosen.map((choice) => Number(choice.isRight)),
    1,
  );
  const scale = weights[0]! / deviations[0]!;
  return { net, shift: bias - scale * means[0]!, scale };
}

/** Each cut as a list of two: its features, which are right, or nothing at all. */
function rowsOf(trials: readonly Trial[]): Lists {
  const cuts = trials.flatMap(({ cuts: all, truth }) =>
    all.map(({ text, features }) => ({ features, right: [isRight(text, truth) ? 0 : 1] })),
  );
  const width = FEATURE_NAMES.length;
  const rows = new Float32Array(2 * width * cuts.length);
  for (const [index, { features }] of cuts.entries()) rows.set(features, 2 * width * index);
  return {
    rows,
    starts: Array.from({ length: cuts.length + 1 }, (_, index) => 2 * index),
    right: cuts.map(({ right }) => right),
  };
}

function choose({ cuts }: Trial, model: ConfidenceModel): Cut | undefined {
  return bestCut(cuts.map((cut) => ({ ...cut, confidence: confidenceOf(cut.features, model) })));
}

/** Corpora in four groups, each by weights fitted on the others. */
export function reportByCorpus(trials: readonly Trial[], seed: number, report: (line: string) => void): void {
  const names = [...new Set(trials.map((trial) => trial.corpus))];
  const all: Choice[] = [];
  for (let group = 0; group < 4; group++) {
    const held = new Set(names.filter((_, index) => index % 4 === group));
    const model = fitConfidence(
      trials.filter(({ corpus }) => !held.has(corpus)),
      seed,
    );
    for (const corpus of held) {
      const choices = trials.filter((trial) => trial.corpus === corpus).map((trial) => judge(trial, model));
      all.push(...choices);
      report(`${corpus.padEnd(16)} ${summary(choices, shippedThreshold)}`);
    }
  }
  for (const threshold of [0.55, 0.6, 0.65, 0.7]) report(`all at ${threshold}  ${summary(all, threshold)}`);
}

interface Choice {
  readonly confidence: number;
  readonly chars: number;
  readonly isRight: boolean;
}

/** What is too short to show and does not end the line counts as not shown. */
function judge(trial: Trial, model: ConfidenceModel): Choice {
  const best = choose(trial, model);
  if (!best) return { confidence: 0, chars: 0, isRight: false };
  const chars = best.text.trim().length;
  const isWorthIt = best.endsLine || chars >= 6;
  return { confidence: isWorthIt ? best.confidence : 0, chars, isRight: isRight(best.text, trial.truth) };
}

function summary(choices: readonly Choice[], threshold: number): string {
  const shown = choices.filter((choice) => choice.confidence >= threshold);
  const right = shown.filter((choice) => choice.isRight);
  const saved = right.reduce((sum, choice) => sum + choice.chars, 0);
  const per100 = (value: number): string => ((100 * value) / choices.length).toFixed(1).padStart(6);
  return [
    `shown ${per100(shown.length)} %`,
    `right ${((100 * right.length) / Math.max(1, shown.length)).toFixed(1)} %`,
    `saved ${per100(saved)}`,
    `wrong ${per100(shown.length - right.length)}`,
    `calibration error ${calibrationError(choices).toFixed(3)}`,
    `coverage at 80 % ${per100(coverageAtPrecision(choices, 0.8))} %`,
  ].join('  ');
}

/** How many could be shown, the surest first, with this share of them right. */
function coverageAtPrecision(choices: readonly Choice[], precision: number): number {
  const surestFirst = choices
    .filter(({ confidence }) => confidence > 0)
    .toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let coverage = 0;
  for (const [index, choice] of surestFirst.entries()) {
    if (choice.isRight) right++;
    if (right >= precision * (index + 1)) coverage = index + 1;
  }
  return coverage;
}

function calibrationError(choices: readonly Choice[]): number {
  const offered = choices.filter((choice) => choice.confidence > 0);
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inBin = offered.filter((choice) => Math.min(9, Math.floor(choice.confidence * 10)) === bin);
    error += Math.abs(inBin.reduce((sum, choice) => sum + choice.confidence - Number(choice.isRight), 0));
  }
  return error / Math.max(1, offered.length);
}
