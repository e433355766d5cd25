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
}

export const freshEngineTally: EngineTally = {
  count: 0,
  surplus: 0,
  tilt: 0,
  information: 0,
  leverage: 0,
  spread: 0,
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

/** Adds one label. `logit`: what the shipped weights said. Bounded, whatever it is. */
export function withLabel(tally: EngineTally, logit: number, isRight: boolean): EngineTally {
  if (!(logit >= LEAST_LOGIT)) return tally;
  const distance = distanceOf(logit);
  const probability = 1 / (1 + Math.exp(-logit));
  const surprise = Number(isRight) - probability;
  const information = probability * (1 - probability);
  return {
    count: tally.count + 1,
    surplus: tally.surplus + surprise,
    tilt: tally.tilt + surprise * distance,
    information: tally.information + information,
    leverage: tally.leverage + information * distance,
    spread: tally.spread + information * distance ** 2,
  };
}

/** The nearest sums that some labels may have left: what faded in one window and not in the other may be none. */
export function boundedTally(tally: EngineTally): EngineTally {
  const count = Math.max(0, tally.count);
  const information = Math.max(0, Math.min(count / 4, tally.information));
  const spread = Math.max(0, Math.min(information * LARGEST_DISTANCE ** 2, tally.spread));
  return {
    count,
    information,
    spread,
    surplus: clamp(tally.surplus, count),
    tilt: clamp(tally.tilt, count * LARGEST_DISTANCE),
    leverage: clamp(tally.leverage, Math.sqrt(information * spread)),
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

function distanceOf(logit: number): number {
  return clamp(logit - CENTRE, LARGEST_DISTANCE);
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
