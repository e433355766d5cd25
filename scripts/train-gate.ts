// Fits the gate's weights and writes src/core/gate/weights.ts.
//   node scripts/train-gate.ts [--data FILE] [--cache DIR] [--samples 160] [--lines 25] [--dry-run] [--keep-engine]
// Stage 1 and the two sets for models come from bench/data/acceptance, by what 14 programmers did with 728 suggestions;
// the engine's set from replayed code, where a suggestion counts as taken if it is what stands there. Each is reported
// leaving one programmer, or one repository, out. The same data gives the same file. docs/gate.md is the model card.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { acceptanceRows, readAcceptanceRows } from '../bench/lib/acceptance-rows.ts';
import type { Feature } from '../src/core/gate/feature.ts';
import { type LogisticWeights, predict, probabilityOf } from '../src/core/gate/logistic.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import {
  beforeRequestFeatures,
  beforeShowFeatures,
  type GateWeights,
  type StageTwoWeights,
} from '../src/core/gate/weight-set.ts';
import { engineSamples } from './lib/engine-samples.ts';
import {
  crossValidate,
  type Fit,
  fitBeforeRequest,
  fitEngine,
  fitGateWeights,
  fitTypedAgainst,
  fitWithLogProbabilities,
  fitWithoutLogProbabilities,
  type GateSample,
} from './lib/fit-gate.ts';
import { auc, brier, calibration, interval, type Scored } from './lib/gate-metrics.ts';
import { ROOT } from './lib/root.ts';
import { typedLineSamples } from './lib/typed-lines.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: path.join(ROOT, 'bench/data/acceptance/suggestions.jsonl') },
    cache: { type: 'string', default: path.join(os.tmpdir(), 'sotto-engine-corpora') },
    samples: { type: 'string', default: '160' },
    lines: { type: 'string', default: '25' },
    'dry-run': { type: 'boolean', default: false },
    'keep-engine': { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const samples = acceptanceRows(readAcceptanceRows(options.data)).flatMap(({ programmer, label, input, time }) =>
    label === undefined ? [] : [{ group: programmer, label, input, time }],
  );
  const known = samples.filter(({ input }) => input.logProbabilities !== undefined);
  report('stage 1', fitBeforeRequest, samples, beforeRequestFeatures);
  report('model with log-probabilities', fitWithLogProbabilities, known);
  report('model without', fitWithoutLogProbabilities, samples);

  const engine = options['keep-engine'] ? shippedWeights.beforeShow.engine : await trainEngine(samples);
  if (options['dry-run']) return;
  const file = path.join(ROOT, 'src/core/gate/weights.ts');
  fs.writeFileSync(file, render(fitGateWeights(samples, engine)));
  print(`wrote ${path.relative(ROOT, file)}`);
}

async function trainEngine(people: readonly GateSample[]): Promise<StageTwoWeights> {
  const samples = await engineSamples(options.cache, Number(options.samples));
  report('engine', fitEngine, samples);
  print(`  its confidence alone: ${summary(samples.map(confidenceOf))}`);
  // What replayed code cannot tell, for nobody turns anything down in it, is taken over from what people did.
  const taught = fitWithoutLogProbabilities(people).features['rejected-before'];
  const fitted = fitEngine(samples);
  const borrowed = taught === undefined ? {} : { 'rejected-before': { ...taught, mean: 0 } };
  const typed = await typedLineSamples(options.cache, Number(options.lines));
  const against = fitTypedAgainst(fitted, typed);
  reportTyped(fitted, against, typed);
  return { ...fitted, features: { ...fitted.features, ...against, ...borrowed }, acceptedMargins: [] };
}

function reportTyped(
  fitted: LogisticWeights,
  against: LogisticWeights['features'],
  typed: readonly GateSample[],
): void {
  const scored = (weights: LogisticWeights): Scored[] =>
    typed.map(({ group, label, input }) => {
      const { logit } = predict(weights, beforeShowFeatures, input);
      return { group, label, probability: probabilityOf(logit) };
    });
  print(`lines typed key by key: ${summary(scored(fitted))}`);
  print(
    `  with what was typed against: ${summary(scored({ ...fitted, features: { ...fitted.features, ...against } }))}`,
  );
  for (const count of [0, 1, 2, 3]) {
    const some = typed.map(({ input }) => input.typedAgainst === count);
    print(
      `  ${count} typed against: ${shownAt(
        scored(fitted).filter((_, index) => some[index]),
        0.65,
      )} at 0.65`,
    );
  }
}

function confidenceOf({ group, label, input }: GateSample): Scored {
  return { group, label, probability: input.confidence ?? 0 };
}

function report(name: string, fit: Fit, samples: readonly GateSample[], features?: readonly Feature<never>[]): void {
  print(`${name}: ${summary(crossValidate(fit, samples, features))}`);
}

function summary(scored: readonly Scored[]): string {
  const between = (measure: (sample: readonly Scored[]) => number | undefined): string =>
    interval(scored, measure)
      .map((value) => value.toFixed(3))
      .join(', ');
  const { slope, intercept } = calibration(scored);
  return [
    `${scored.length} rows`,
    `AUC ${auc(scored)!.toFixed(3)} [${between(auc)}]`,
    `Brier ${brier(scored).toFixed(4)} [${between(brier)}]`,
    `slope ${slope.toFixed(2)} intercept ${intercept.toFixed(2)}`,
    ...[0.5, 0.65, 0.8].map((bound) => `at ${bound} ${shownAt(scored, bound)}`),
  ].join('  ');
}

function shownAt(scored: readonly Scored[], bound: number): string {
  const shown = scored.filter(({ probability }) => probability >= bound);
  const taken = shown.filter(({ label }) => label === 1).length;
  const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  return `${percent(shown.length, scored.length)} shown, ${percent(taken, shown.length)} right`;
}

function render({ beforeRequest, beforeShow }: GateWeights): string {
  return [
    '// Written by scripts/train-gate.ts; docs/gate.md says from what. The acceptance data is under the MIT licence beside it.',
    "import type { GateWeights } from './weight-set.ts';",
    '',
    'export const shippedWeights: GateWeights = {',
    `  beforeRequest: ${renderWeights(beforeRequest)},`,
    '  beforeShow: {',
    ...Object.entries(beforeShow).map(([name, weights]) => `    '${name}': ${renderWeights(weights)},`),
    '  },',
    '};',
    '',
  ].join('\n');
}

function renderWeights(weights: LogisticWeights & Partial<StageTwoWeights>): string {
  const number = (value: number): string => Number(value.toPrecision(4)).toString();
  const order = beforeShowFeatures.map(({ name }) => name);
  const features = Object.entries(weights.features)
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(
      ([name, { weight, mean, deviation }]) =>
        `      '${name}': { weight: ${number(weight)}, mean: ${number(mean)}, deviation: ${number(deviation)} },`,
    );
  const margins = weights.acceptedMargins?.map(({ share, margin }) => `{ share: ${share}, margin: ${margin} }`);
  return [
    `{ bias: ${number(weights.bias)}, features: {`,
    ...features,
    `}, ${margins === undefined ? '' : `acceptedMargins: [${margins.join(', ')}]`} }`,
  ].join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
