/** How much is to be shown, in one word. That nothing is, "off", is no mode of the gate: then nobody asks it. */
export type Mode = 'eager' | 'balanced' | 'quiet';

/** What the person chose besides; what is `undefined` follows from the mode. Shares are 0 to 1. */
export interface GateChoices {
  /** "Hide at most so much of what I would have accepted." */
  readonly hideAtMost?: number | undefined;
  /** Of what would be hidden, so much is shown all the same, to learn from; 0: never. */
  readonly explore?: number | undefined;
}

/** All that a decision depends on, apart from the suggestion and from what was learned. */
export interface DecisionParameters {
  /** How many times its reading time a wrong suggestion costs. */
  readonly costFactor: number;
  /** Share of what would have been accepted that may be hidden, 0 to 1. */
  readonly hideAtMost: number;
  /** Share of the would-be-hidden that is shown, 0 to 0.5. */
  readonly explore: number;
  /** The embedded engine guesses at every keystroke: below this probability its guess is no suggestion. */
  readonly engineFloor: number;
  /** Stage 1 asks for nothing at all where acceptance is less likely than this. */
  readonly dropBelow: number;
}

/**
 * `engineFloor` of `balanced` is the threshold that the engine ships with (`core/engine/threshold.ts`). On replayed code of
 * 17 packages, each by weights fitted on the others, 76 % of what is shown at .5 is right, 84 % at .65 and 92 % at .8.
 * `dropBelow`: none of the acceptances of the 14 programmers lay below .1, some did between .1 and .12.
 */
const MODES: Readonly<Record<Mode, DecisionParameters>> = {
  eager: { costFactor: 0.5, hideAtMost: 0.02, explore: 0.05, engineFloor: 0.5, dropBelow: 0.05 },
  balanced: { costFactor: 1, hideAtMost: 0.05, explore: 0.05, engineFloor: 0.67, dropBelow: 0.1 },
  quiet: { costFactor: 2, hideAtMost: 0.15, explore: 0.05, engineFloor: 0.8, dropBelow: 0.1 },
};

export function decisionParameters(mode: Mode, { hideAtMost, explore }: GateChoices = {}): DecisionParameters {
  const parameters = MODES[mode];
  const most = within(hideAtMost, 1) ?? parameters.hideAtMost;
  return {
    ...parameters,
    hideAtMost: most,
    // What is never asked for is hidden, too.
    dropBelow: most === 0 ? 0 : parameters.dropBelow,
    explore: within(explore, 0.5) ?? parameters.explore,
  };
}

function within(value: number | undefined, most: number): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Math.max(0, Math.min(most, value));
}
