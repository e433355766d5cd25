import { wholeOrSurer } from '../../src/core/completion/whole-or-surer.ts';
import type { Measured, ReplayedLine, Trial } from './measure.ts';

export interface Figures {
  readonly n: number;
  /** Shares of all cursors. */
  readonly exact: number;
  readonly good: number;
  /** Where there is any suggestion. */
  readonly answered: number;
  /** Of the surest 5, 10, … 100 % of the cursors: the share whose text is good, and (by the line's own rank) exact. */
  readonly atCoverage: readonly { readonly coverage: number; readonly good: number; readonly exact: number }[];
  /** The largest share of the cursors that can be answered with at least that precision. */
  readonly coverageAt: readonly { readonly precision: number; readonly good: number; readonly exact: number }[];
  readonly byThreshold: readonly ThresholdFigures[];
  /** Of the confidence: mean distance between it and the share that is right, in ten bins. */
  readonly calibrationError: number;
  readonly nextToken: NextTokenFigures;
  readonly nextName: NextTokenFigures;
  readonly replay: ReplayFigures | undefined;
}

export interface ThresholdFigures {
  readonly threshold: number;
  readonly shown: number;
  readonly precision: number;
  readonly exact: number;
  /** Characters per 100 cursors. */
  readonly savedPer100: number;
  readonly charsPerGood: number;
  readonly wrongPer100: number;
  /** Saved characters less five for each wrong one that was shown. */
  readonly netPer100: number;
}

interface NextTokenFigures {
  readonly n: number;
  readonly top1: number;
  /** Mean of 1 / rank. */
  readonly reciprocalRank: number;
}

interface ReplayFigures {
  readonly lines: number;
  readonly chars: number;
  readonly keysSaved: number;
  readonly completedShare: number;
  readonly shown: number;
  readonly acceptRate: number;
  readonly wrongPerLine: number;
}

const COVERAGES = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const PRECISIONS = [0.5, 0.6, 0.7, 0.8, 0.9];
const THRESHOLDS = [0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
/** What reading and turning down a wrong suggestion is taken to cost, in characters. */
const COST_OF_WRONG = 5;

/** `threshold`: the policy's own, added to the usual ones. */
export function figuresOf({ trials, replays }: Pick<Measured, 'trials' | 'replays'>, threshold: number): Figures {
  const n = trials.length;
  const texts = trials.filter((trial) => trial.hasText).toSorted((a, b) => b.confidence - a.confidence);
  const lines = trials.filter((trial) => trial.hasLine).toSorted((a, b) => b.lineConfidence - a.lineConfidence);
  const good = (trial: Trial): boolean => trial.isGood;
  const exact = (trial: Trial): boolean => trial.isExact;
  const best = (ranked: readonly Trial[], coverage: number): readonly Trial[] =>
    ranked.slice(0, Math.round(n * coverage));
  const next = trials.flatMap((trial) => trial.next ?? []);
  return {
    n,
    exact: share(trials, exact),
    good: texts.filter(good).length / Math.max(1, n),
    answered: texts.length / Math.max(1, n),
    atCoverage: COVERAGES.map((coverage) => ({
      coverage,
      good: share(best(texts, coverage), good),
      exact: share(best(lines, coverage), exact),
    })),
    coverageAt: PRECISIONS.map((precision) => ({
      precision,
      good: longestPrecise(texts, precision, good) / Math.max(1, n),
      exact: longestPrecise(lines, precision, exact) / Math.max(1, n),
    })),
    byThreshold: [...new Set([...THRESHOLDS, threshold])]
      .toSorted((a, b) => a - b)
      .map((each) => atThreshold(texts, n, each)),
    calibrationError: calibrationError(texts),
    nextToken: nextTokenFigures(next),
    nextName: nextTokenFigures(next.filter(({ isName }) => isName)),
    replay: replays.length > 0 ? replayFigures(replays) : undefined,
  };
}

function atThreshold(texts: readonly Trial[], n: number, threshold: number): ThresholdFigures {
  const shown = texts.flatMap((trial) => {
    const { guess, verdict } = wholeOrSurer(trial, trial.surer, ({ confidence }) => ({
      pass: confidence >= threshold,
    }));
    return verdict.pass ? { ...guess, isExact: guess === trial && trial.isExact } : [];
  });
  const good = shown.filter(({ isGood }) => isGood);
  const saved = good.reduce((sum, { chars }) => sum + chars, 0);
  const wrong = shown.length - good.length;
  const per100 = (value: number): number => (100 * value) / Math.max(1, n);
  return {
    threshold,
    shown: shown.length / Math.max(1, n),
    precision: good.length / Math.max(1, shown.length),
    exact: shown.filter(({ isExact }) => isExact).length / Math.max(1, n),
    savedPer100: per100(saved),
    charsPerGood: saved / Math.max(1, good.length),
    wrongPer100: per100(wrong),
    netPer100: per100(saved - COST_OF_WRONG * wrong),
  };
}

/** How many of the surest can be taken so that at least that share of them is right. */
function longestPrecise(ranked: readonly Trial[], precision: number, isRight: (trial: Trial) => boolean): number {
  let right = 0;
  let longest = 0;
  for (const [index, trial] of ranked.entries()) {
    if (isRight(trial)) right++;
    if (right / (index + 1) >= precision) longest = index + 1;
  }
  return longest;
}

function calibrationError(texts: readonly Trial[]): number {
  const bins = Array.from({ length: 10 }, () => ({ sure: 0, good: 0 }));
  for (const { confidence, isGood } of texts) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
    bin.sure += confidence;
    if (isGood) bin.good++;
  }
  return bins.reduce((sum, { sure, good }) => sum + Math.abs(sure - good), 0) / Math.max(1, texts.length);
}

function nextTokenFigures(next: readonly { readonly rank: number }[]): NextTokenFigures {
  const n = next.length;
  const reciprocals = next.reduce((sum, { rank }) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0);
  return { n, top1: share(next, ({ rank }) => rank === 0), reciprocalRank: reciprocals / Math.max(1, n) };
}

function replayFigures(lines: readonly ReplayedLine[]): ReplayFigures {
  const sum = (key: keyof ReplayedLine): number => lines.reduce((total, line) => total + line[key], 0);
  return {
    lines: lines.length,
    chars: sum('chars'),
    keysSaved: 1 - sum('keys') / sum('chars'),
    completedShare: sum('acceptedChars') / sum('chars'),
    shown: sum('shown'),
    acceptRate: sum('accepted') / Math.max(1, sum('shown')),
    wrongPerLine: sum('wrong') / lines.length,
  };
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.filter(is).length / Math.max(1, items.length);
}
