import type { DecisionRecord } from './decision-record.ts';
import type { Control } from './learned-state.ts';

/**
 * Keeps "hide at most so much of what I would have accepted", by online conformal control (Gibbs and Candès, NeurIPS
 * 2021; for risks of this kind Angelopoulos and others, "Conformal Risk Control", 2024): each acceptance of what was
 * shown by right makes room to hide a little more, each acceptance of what would have been hidden takes far more of it
 * away, so that both balance where the share that is lost is the share that was allowed. What is hidden has no outcome;
 * the explored stand for it, each by 1 / its propensity. What was hidden and then asked for is a loss that was seen: it
 * takes room away as one, and stands for no other, since nobody asks for what he would turn down.
 */
export function holdBound(
  control: Control,
  { explored, propensity, hideAtMost, explore, bounded }: DecisionRecord,
  { accepted, askedFor = false, worth }: Label,
): Control {
  if (!bounded) return control;
  if (askedFor) {
    const shift = Math.max(LOWEST_SHIFT, control.shift - STEP * worth * (1 - hideAtMost));
    return { ...control, shift, labelled: control.labelled + worth };
  }
  const stands = explored ? worth / propensity : 0;
  const won = accepted ? 1 : 0;
  // With little exploration each explored one stands for many. Its weight is capped, so that one outcome does not move too
  // much, and the steps the other way are as much smaller; without exploration there are none.
  const room = hideAtMost * Math.min(1, explore / FULL_EXPLORATION);
  const loss = (1 - hideAtMost) * Math.min(1 / propensity, 1 / FULL_EXPLORATION);
  const change = accepted ? STEP * worth * (explored ? -loss : room) : 0;
  return {
    shift: Math.max(LOWEST_SHIFT, Math.min(HIGHEST_SHIFT, control.shift + change)),
    labelled: control.labelled + worth,
    acceptedShown: control.acceptedShown + (explored ? 0 : worth * won),
    explored: control.explored + (explored ? worth : 0),
    exploredAccepted: control.exploredAccepted + (explored ? worth * won : 0),
    hiddenEstimate: control.hiddenEstimate + stands,
    hiddenAcceptedEstimate: control.hiddenAcceptedEstimate + stands * won,
  };
}

interface Label {
  readonly accepted: boolean;
  readonly askedFor?: boolean;
  /** 0 to 1. */
  readonly worth: number;
}

/** Logits. An explored acceptance at the shipped 5 % moves by a fifth, one of the others by 1 / 2,000. */
const STEP = 0.01;
const FULL_EXPLORATION = 0.05;

/** Beyond them all is shown, or the bound is the one that utility alone sets. */
const LOWEST_SHIFT = -4;
const HIGHEST_SHIFT = 2;

export type HiddenShare =
  | { readonly kind: 'too-little'; readonly labelled: number }
  | {
      readonly kind: 'estimate';
      readonly labelled: number;
      /** Of what would have been accepted, so much was hidden; with a 95 % interval. Shares, 0 to 1. */
      readonly share: number;
      readonly low: number;
      readonly high: number;
    };

/** Below it an estimate would be a guess. */
const ENOUGH = 60;

/**
 * What the bound holds, as far as the explored tell. The interval is Wilson's for the share accepted of the explored,
 * carried over to the hidden; with few explored it is wide, and that is how it is.
 */
export function hiddenShareOf(control: Control): HiddenShare {
  // They fade from the first second on: two would be called one.
  const labelled = Math.round(control.labelled);
  if (labelled < ENOUGH || control.explored < 1) return { kind: 'too-little', labelled };
  const [low, high] = wilson(control.exploredAccepted, control.explored);
  const lost = (rate: number): number => {
    const hidden = rate * control.hiddenEstimate;
    return hidden + control.acceptedShown === 0 ? 0 : hidden / (hidden + control.acceptedShown);
  };
  const rate = control.hiddenAcceptedEstimate / control.hiddenEstimate;
  // Weights may differ from one explored to the next: the estimate can then lie outside of the unweighted interval.
  return {
    kind: 'estimate',
    labelled,
    share: lost(rate),
    low: lost(Math.min(low, rate)),
    high: lost(Math.max(high, rate)),
  };
}

/** One sentence, for the menu and the model card. */
export function hiddenShareInWords(share: HiddenShare): string {
  if (share.kind === 'too-little') return `not enough data yet (n = ${share.labelled})`;
  const percent = (value: number): string => (value * 100).toFixed(0);
  return (
    `about ${percent(share.share)} % of what you would have accepted was hidden ` +
    `(${percent(share.low)} to ${percent(share.high)} %, n = ${share.labelled})`
  );
}

function wilson(successes: number, trials: number): readonly [low: number, high: number] {
  const z = 1.96;
  const share = successes / trials;
  const centre = (share + z ** 2 / (2 * trials)) / (1 + z ** 2 / trials);
  const half = (z / (1 + z ** 2 / trials)) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
