// Measures the acceptance predictor on suggestions with their outcomes, in the form of bench/data/acceptance.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decisionParameters } from '../src/core/gate/mode.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import type { GateWeights } from '../src/core/gate/weight-set.ts';
import { fitGateWeights, fitLogProbabilityAlone, type GateSample } from '../scripts/lib/fit-gate.ts';
import { ROOT } from '../scripts/lib/root.ts';
import { auc, brier, calibration, interval, type Scored, utilityGain } from '../scripts/lib/gate-metrics.ts';
import {
  type AcceptanceRow,
  acceptanceRows,
  type RawAcceptanceRow,
  readAcceptanceRows,
} from './lib/acceptance-rows.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { CheckFailed } from './lib/check-failed.ts';
import { writeJsonLines } from './lib/json-lines.ts';
import { mustBePublic } from './lib/public-data.ts';
import { type GatePrediction, replayGate } from './lib/replay-gate.ts';
import { table } from './lib/table.ts';
import { print } from './lib/print.ts';

/** What the shipped weights were fitted on, and what log-probability alone is fitted on where nothing is left out. */
const PUBLIC_ROWS = path.join(ROOT, 'bench/data/acceptance/suggestions.jsonl');

export function runGateBench(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      'cross-validate': { type: 'boolean', default: false },
      'no-logprob': { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined) throw new BadInput(`--data is missing: a file in the form of ${PUBLIC_DATA}`);
  if (values.docs) mustBePublic('data', values.data, PUBLIC_DATA);
  if (values.docs && (!values['cross-validate'] || values['no-logprob'])) {
    throw new BadInput('--docs is about --cross-validate, with log-probabilities');
  }
  const raws = readAcceptanceRows(values.data).map((raw) => (values['no-logprob'] ? withoutLogProbability(raw) : raw));
  const weightsFor = values['cross-validate'] ? leavingOneOut(raws) : () => shippedWeights;
  const rows = acceptanceRows(raws);
  const predictions = predictAll(rows, weightsFor);
  checkNothingLaterCounts(raws, predictions, weightsFor);
  if (values.out !== undefined) writeJsonLines(values.out, predictions);

  const labelled = rows.flatMap((row, i) => (row.label === undefined ? [] : [{ row, prediction: predictions[i]! }]));
  if (labelled.length === 0) throw new BadInput(`${values.data} holds no row with an outcome`);
  const alone = values['no-logprob'] ? [] : logProbabilityAlone(samplesOf(rows), values['cross-validate']);
  const text = [
    `${labelled.length} suggestions with an outcome, of ${new Set(rows.map((row) => row.programmer)).size} programmers; ` +
      (values['cross-validate'] ? 'weights fitted leaving one programmer out.' : 'the shipped weights.'),
    scoresTable(labelled, alone),
    shownTable(labelled),
  ].join('\n\n');
  print(text);
  if (values.docs) writeSection('gate', `${HOW}\n\n${text}`);
}

const PUBLIC_DATA = 'bench/data/acceptance/suggestions.jsonl';

/** What a reader of the page must know besides the figures. */
const HOW = `\`npm run bench -- gate --data ${PUBLIC_DATA} --cross-validate --docs\`.

What the gate says of suggestions that GitHub Copilot showed to people in a study, in order of time, from each one's first
day on; it learns from the outcomes of what it shows. The second table is what the default would do. [The model card](gate.md)
has what these rows cannot tell. Intervals are 95 % over programmers drawn anew, rather too narrow with so few of them.`;

type WeightsFor = (programmer: string) => GateWeights;

function leavingOneOut(raws: readonly RawAcceptanceRow[]): WeightsFor {
  const samples = samplesOf(acceptanceRows(raws));
  const groups = new Set(samples.map(({ group }) => group));
  if (groups.size < 3) throw new BadInput('--cross-validate needs rows of three programmers or more');
  const fitted = new Map<string, GateWeights>();
  return (programmer) => {
    const known = fitted.get(programmer);
    if (known !== undefined) return known;
    const others = samples.filter(({ group }) => group !== programmer);
    const weights = { ...shippedWeights, ...fitGateWeights(others, shippedWeights.beforeShow.engine) };
    fitted.set(programmer, weights);
    return weights;
  };
}

function predictAll(rows: readonly AcceptanceRow[], weightsFor: WeightsFor): GatePrediction[] {
  const byProgrammer = Map.groupBy(rows, ({ programmer }) => programmer);
  const predictions = new Map<string, GatePrediction>();
  for (const [programmer, own] of byProgrammer) {
    const replayed = replayGate(own, weightsFor(programmer), decisionParameters('balanced'));
    for (const prediction of replayed) predictions.set(prediction.id, prediction);
  }
  return rows.map(({ id }) => predictions.get(id)!);
}

/** Turns round every outcome after a place, at a few places of each programmer: what was said up to it must stay. */
function checkNothingLaterCounts(
  raws: readonly RawAcceptanceRow[],
  predictions: readonly GatePrediction[],
  weightsFor: WeightsFor,
): void {
  const said = new Map(predictions.map((prediction) => [prediction.id, JSON.stringify(prediction)]));
  for (const own of Map.groupBy(raws, ({ programmer }) => programmer).values()) {
    for (const share of [0.1, 0.4, 0.7]) {
      const place = Math.floor(share * own.length);
      const turned = own.map((raw, i) => (i <= place || raw.label === null ? raw : { ...raw, label: turn(raw.label) }));
      const again = predictAll(acceptanceRows(turned), weightsFor).slice(0, place + 1);
      for (const prediction of again) {
        if (said.get(prediction.id) === JSON.stringify(prediction)) continue;
        throw new CheckFailed(`what was said of ${prediction.id} depends on a later outcome`);
      }
    }
  }
}

const turn = (label: 0 | 1): 0 | 1 => (label === 1 ? 0 : 1);

function withoutLogProbability(raw: RawAcceptanceRow): RawAcceptanceRow {
  return { ...raw, sugg: { ...raw.sugg, mean_logprob: null, mean_alt_logprob: null } };
}

function samplesOf(rows: readonly AcceptanceRow[]): GateSample[] {
  return rows.flatMap(({ programmer, label, input, time }) =>
    label === undefined ? [] : [{ group: programmer, label, input, time }],
  );
}

/** The baseline to beat: one weight and a constant. */
function logProbabilityAlone(samples: readonly GateSample[], crossValidated: boolean): Scored[] {
  if (!samples.some(({ input }) => input.logProbabilities !== undefined)) return [];
  const published = crossValidated ? [] : samplesOf(acceptanceRows(readAcceptanceRows(PUBLIC_ROWS)));
  return [...Map.groupBy(samples, ({ group }) => group)].flatMap(([group, own]) => {
    const predict = fitLogProbabilityAlone(
      crossValidated ? samples.filter((sample) => sample.group !== group) : published,
    );
    return own.map(({ label, input }) => ({ group, label, probability: predict(input) }));
  });
}

interface Labelled {
  readonly row: AcceptanceRow;
  readonly prediction: GatePrediction;
}

function scoresTable(labelled: readonly Labelled[], alone: readonly Scored[]): string {
  const scored = (stage: 'p1' | 'p2'): Scored[] =>
    labelled.map(({ row, prediction }) => ({
      group: row.programmer,
      label: row.label!,
      probability: prediction[stage],
    }));
  const head = ['', 'AUC', '95 %', 'Brier', 'utility gain', 'calibration slope', 'intercept'];
  const rows: (readonly [string, readonly Scored[]])[] = [
    ['stage 1, before the request', scored('p1')],
    ['stage 2, before showing', scored('p2')],
    ['log-probability alone', alone],
  ];
  return table(
    head,
    rows.filter(([, some]) => some.length > 0).map(([name, some]) => [name, ...figures(some)]),
  );
}

function figures(scored: readonly Scored[]): string[] {
  const [low, high] = interval(scored, auc);
  const { slope, intercept } = calibration(scored);
  return [
    auc(scored)?.toFixed(3) ?? 'n/a',
    `${low.toFixed(3)} to ${high.toFixed(3)}`,
    brier(scored).toFixed(4),
    utilityGain(scored).toFixed(3),
    slope.toFixed(2),
    intercept.toFixed(2),
  ];
}

function shownTable(labelled: readonly Labelled[]): string {
  const sum = (some: readonly Labelled[]): number => some.reduce((total, { row }) => total + row.input.text.length, 0);
  const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  const mean = (some: readonly Labelled[]): string => (sum(some) / Math.max(1, some.length)).toFixed(1);
  const isAccepted = ({ row }: Labelled): boolean => row.label === 1;
  const hidden = labelled.filter(({ prediction }) => !prediction.show);
  const shown = labelled.filter(({ prediction }) => prediction.show);
  const accepted = labelled.filter(isAccepted);
  const lost = hidden.filter(isAccepted);
  return table(
    ['what the default shows', ''],
    [
      ['hidden share', percent(hidden.length, labelled.length)],
      ['turned down, of the hidden', percent(hidden.length - lost.length, hidden.length)],
      ['lost accepts', `${percent(lost.length, accepted.length)} (${lost.length} of ${accepted.length})`],
      ['lost accepted characters', percent(sum(lost), sum(accepted))],
      ['accepted, of the shown', percent(accepted.length - lost.length, shown.length)],
      ['accepted, of all', percent(accepted.length, labelled.length)],
      ['mean length shown, characters', mean(shown)],
      ['mean length of all', mean(labelled)],
    ],
  );
}
