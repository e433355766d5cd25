import { seededRandom } from '../../src/core/base/seeded-random.ts';

/** How a made-up person types: all that is drawn by chance, from one seed. */
export interface Person {
  /** Whole milliseconds before a key of that kind. */
  pauseMs(kind: PauseKind): number;
  /** True so often. */
  happens(probability: number): boolean;
  /** A whole number from 0, below `end`. */
  below(end: number): number;
}

export type PauseKind = keyof typeof PAUSES;

/**
 * Medians in milliseconds and spreads of log-normal distributions: most pauses are short, a few very long. The keystroke-level
 * model (Card, Moran, Newell 1980) has 120 ms a key for a good typist, 200 for a skilled one, 280 for others, and 1,350 to
 * think of the next step; our choice lies between. Measured on a trace of 96,000 keys: mean 268, p10 65, p50 148, p90 408 ms;
 * a sixth of the keys come before the editor has asked for the one before.
 */
const PAUSES = {
  'in-word': [125, 0.45],
  'before-word': [210, 0.6],
  'before-line': [700, 0.8],
  'noticing-a-slip': [260, 0.4],
  'reading-a-suggestion': [650, 0.5],
  'looking-for-a-place': [1_800, 0.8],
} as const satisfies Record<string, readonly [medianMs: number, spread: number]>;

/** People type in bursts: some strokes on end go faster, others slower. */
const BURST_FACTOR = 0.7;
const BETWEEN_FACTOR = 1.3;
const CHANGE_OF_PACE = 1 / 15;

export function createPerson(seed: number): Person {
  const random = seededRandom(seed);
  let isBurst = false;
  const person: Person = {
    pauseMs(kind) {
      if (person.happens(CHANGE_OF_PACE)) isBurst = !isBurst;
      const [median, spread] = PAUSES[kind];
      const pause = median * (isBurst ? BURST_FACTOR : BETWEEN_FACTOR) * Math.exp(spread * gaussian(random));
      return Math.max(1, Math.round(pause));
    },
    happens: (probability) => random() < probability,
    below: (end) => Math.floor(random() * end),
  };
  return person;
}

/** Box and Muller. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
