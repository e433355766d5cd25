/**
 * What the embedded engine's probabilities are worth in one repository, by what was typed after each of its guesses,
 * shown or not: nobody has to judge anything for it. Sums, so that two windows' are added up, and nothing of the texts.
 */
export interface EngineTally {
  /** Labels. */
  readonly count: number;
  /** Σ (right − probability), and the same times the logit above `CENTRE`. */
  readonly surplus: number;
  readonly tilt: number;
  /** Σ p (1 − p), and the same times the logit above `CENTRE`, once and squared. */
  readonly information: number;
  readonly leverage: number;
  readonly spread: number;
  /** Guesses that the default mode would have shown, and those of them that were right. */
  readonly sure: number;
  readonly sureRight: number;
}

export const freshEngineTally: EngineTally = {
  count: 0,
  surplus: 0,
  tilt: 0,
  information: 0,
  leverage: 0,
  spread: 0,
  sure: 0,
  sureRight: 0,
};

/** Logit of .65, near which it is decided what to show: the correction there is the surest. */
const CENTRE = 0.62;
/** One label counts as far from it at the most. */
const LARGEST_DISTANCE = 3;
/** Guesses below are not shown in any mode, and there are many: they would decide the slope. */
const LEAST_LOGIT = -1.1;

/**
 * With so many labels what was typed counts as much as what was shipped, n / (n + 20): in information, of which a label
 * has about a fifth. The slope needs more of them than the level.
 */
const LEVEL_SHRINKAGE = 20 * 0.2;
const SLOPE_SHRINKAGE = 60 * 0.2;
const LARGEST_LEVEL = 1.5;
const LARGEST_SLOPE = 0.5;

/**
 * A line through all labels may miss where it matters: of what is shown so much should be right, which begins as if ten
 * had been shown. Chosen on eight repositories (`bench recalibration`): the worst one's share of right ones rose from .68
 * to .72, that of all from .82 to .83, for one in twenty fewer shown. On ten, two of them the same, with the line: .82 to .83 of all, for
 * one in eight fewer shown, .64 to .65 in the worst, where 23 were left.
 */
const WANTED_RIGHT = 0.8;
const ASSUMED = 10;
const CAUTION = 8;
const LARGEST_CAUTION = 1.5;

/** Adds one label. `logit`: what the shipped weights said. Bounded, whatever it is. */
export function withLabel(tally: EngineTally, logit: number, isRight: boolean): EngineTally {
  if (!(logit >= LEAST_LOGIT)) return tally;
  const distance = distanceOf(logit);
  const probability = 1 / (1 + Math.exp(-logit));
  const surprise = Number(isRight) - probability;
  const information = probability * (1 - probability);
  const isSure = recalibrated(logit, tally) >= CENTRE ? 1 : 0;
  return {
    count: tally.count + 1,
    surplus: tally.surplus + surprise,
    tilt: tally.tilt + surprise * distance,
    information: tally.information + information,
    leverage: tally.leverage + information * distance,
    spread: tally.spread + information * distance ** 2,
    sure: tally.sure + isSure,
    sureRight: tally.sureRight + (isRight ? isSure : 0),
  };
}

/** The nearest sums that some labels may have left: what faded in one window and not in the other may be none. */
export function boundedTally(tally: EngineTally): EngineTally {
  const count = Math.max(0, tally.count);
  const information = Math.max(0, Math.min(count / 4, tally.information));
  const spread = Math.max(0, Math.min(information * LARGEST_DISTANCE ** 2, tally.spread));
  const sure = Math.max(0, Math.min(count, tally.sure));
  return {
    count,
    information,
    sure,
    sureRight: Math.max(0, Math.min(sure, tally.sureRight)),
    spread,
    surplus: clamp(tally.surplus, count),
    tilt: clamp(tally.tilt, count * LARGEST_DISTANCE),
    // Of one label both are equal, but for rounding.
    leverage: clamp(tally.leverage, 1.000_001 * Math.sqrt(information * spread)),
  };
}

/**
 * The logit as this repository has it: Platt's line through the shipped logits (level and slope), one Newton step from
 * the shipped ones, drawn to them while there are few labels.
 */
export function recalibrated(logit: number, tally: EngineTally | undefined): number {
  if (tally === undefined || tally.count === 0) return logit;
  const { surplus, tilt, leverage } = tally;
  const information = tally.information + LEVEL_SHRINKAGE;
  const spread = tally.spread + SLOPE_SHRINKAGE;
  // Above 0, for leverage² ≤ information · spread of any sums (Cauchy and Schwarz), and both were made larger.
  const determinant = information * spread - leverage ** 2;
  const level = (spread * surplus - leverage * tilt) / determinant;
  const slope = (information * tilt - leverage * surplus) / determinant;
  return logit + clamp(level, LARGEST_LEVEL) + clamp(slope, LARGEST_SLOPE) * distanceOf(logit);
}

/** Logits by which a guess must be surer than elsewhere, because here too much of what was sure was wrong; at least 0. */
export function cautionFor(tally: EngineTally | undefined): number {
  const { sure, sureRight } = tally ?? freshEngineTally;
  const share = (sureRight + ASSUMED * WANTED_RIGHT) / (sure + ASSUMED);
  return Math.max(0, Math.min(LARGEST_CAUTION, CAUTION * (WANTED_RIGHT - share)));
}

function distanceOf(logit: number): number {
  return clamp(logit - CENTRE, LARGEST_DISTANCE);
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
