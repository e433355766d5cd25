// Fits how sure the engine is of a suggestion and writes src/core/engine/confidence-weights.ts.
//   node scripts/train-engine.ts [--seed 1] [--samples 600] [--cache DIR] [--dry-run]
// For each corpus a tenth of the files is held out, the engine learns the others, and cursors are put into the held-out
// files. Every cut of every continuation found there is a row, labelled by whether it is how the line goes on. First all
// cuts are fitted; then only the ones chosen, because a choice of the best of many is too sure of itself.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bestCut, type Cut } from '../src/core/engine/choose.ts';
import { confidenceOf, FEATURE_NAMES } from '../src/core/engine/confidence.ts';
import { shippedThreshold } from '../src/core/engine/threshold.ts';
import { loadCorpus, TRAINING_CORPORA } from './lib/engine-corpora.ts';
import { type Trial, trialsIn } from './lib/engine-trials.ts';
import { fitLogistic } from './lib/fit-logistic.ts';
import { ROOT } from './lib/root.ts';
import { isRight } from './lib/sample-cursors.ts';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    samples: { type: 'string', default: '600' },
    cache: { type: 'string', default: path.join(os.tmpdir(), 'sotto-engine-corpora') },
    'dry-run': { type: 'boolean', default: false },
  },
});

const RIDGE = 1;

async function main(): Promise<void> {
  const trials: Trial[] = [];
  for (const corpus of TRAINING_CORPORA) {
    const files = await loadCorpus(corpus, options.cache);
    trials.push(...trialsIn(corpus.name, files, Number(options.samples), Number(options.seed)));
    process.stderr.write(`${corpus.name}: ${files.length} files, ${trials.length} cursors so far\n`);
  }
  reportByCorpus(trials);
  const weights = fit(trials);
  if (options['dry-run']) return;
  fs.writeFileSync(path.join(ROOT, 'src/core/engine/confidence-weights.ts'), weightsFile(weights));
}

/** Weights in the order of the features, the first of which is the constant. */
function fit(trials: readonly Trial[]): readonly number[] {
  const rows = trials.flatMap(({ truth, cuts }) =>
    cuts.map(({ text, features }) => ({ features, isRight: isRight(text, truth) })),
  );
  const onAll = logistic(
    rows.map(({ features }) => features.slice(1)),
    rows.map((row) => row.isRight),
  );

  const chosen = trials.flatMap((trial) => {
    const best = choose(trial, onAll);
    return best ? { logit: logit(best.confidence), isRight: isRight(best.text, trial.truth) } : [];
  });
  const [shift, scale] = logistic(
    chosen.map((choice) => [choice.logit]),
    chosen.map((choice) => choice.isRight),
  );
  return onAll.map((weight, index) => weight * scale! + (index === 0 ? shift! : 0));
}

function choose({ cuts }: Trial, weights: readonly number[]): Cut | undefined {
  return bestCut(cuts.map((cut) => ({ ...cut, confidence: confidenceOf(cut.features, weights) })));
}

/** Bias first, in the features' own units. */
function logistic(rows: readonly (readonly number[])[], labels: readonly boolean[]): number[] {
  const { bias, weights, means, deviations } = fitLogistic(rows, labels.map(Number), RIDGE);
  const scaled = weights.map((weight, index) => weight / deviations[index]!);
  return [bias - scaled.reduce((sum, weight, index) => sum + weight * means[index]!, 0), ...scaled];
}

/** Each corpus by weights fitted on the others. */
function reportByCorpus(trials: readonly Trial[]): void {
  const all: Choice[] = [];
  for (const corpus of new Set(trials.map((trial) => trial.corpus))) {
    const weights = fit(trials.filter((trial) => trial.corpus !== corpus));
    const choices = trials.filter((trial) => trial.corpus === corpus).map((trial) => judge(trial, weights));
    all.push(...choices);
    process.stdout.write(`${corpus.padEnd(16)} ${summary(choices)}\n`);
  }
  process.stdout.write(`${'all'.padEnd(16)} ${summary(all)}\n`);
}

interface Choice {
  readonly confidence: number;
  readonly chars: number;
  readonly isRight: boolean;
}

/** What is too short to show and does not end the line counts as not shown. */
function judge(trial: Trial, weights: readonly number[]): Choice {
  const best = choose(trial, weights);
  if (!best) return { confidence: 0, chars: 0, isRight: false };
  const chars = best.text.trim().length;
  const isWorthIt = best.endsLine || chars >= 6;
  return { confidence: isWorthIt ? best.confidence : 0, chars, isRight: isRight(best.text, trial.truth) };
}

function summary(choices: readonly Choice[]): string {
  const shown = choices.filter((choice) => choice.confidence >= shippedThreshold);
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

function weightsFile(weights: readonly number[]): string {
  const lines = weights.map((weight, index) => `  ${weight.toFixed(3)}, // ${FEATURE_NAMES[index]}`);
  return [
    '// Written by scripts/train-engine.ts; in the order of FEATURE_NAMES.',
    'export const confidenceWeights: readonly number[] = [',
    ...lines,
    '];',
    '',
  ].join('\n');
}

function logit(probability: number): number {
  return Math.log((probability + 1e-9) / (1 - probability + 1e-9));
}

await main();
