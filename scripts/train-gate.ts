// Fits the gate's two stages on bench/data/acceptance, reports them leaving one programmer out, and writes
// src/core/gate/weights.ts.   node scripts/train-gate.ts [--data FILE]
// The data is small (14 programmers, 728 outcomes): the ridge is strong, and the thresholds are cautious on purpose.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  beforeRequestFeatures,
  beforeShowFeatures,
  type PlaceInput,
  type SuggestionInput,
} from '../src/core/gate/features.ts';
import type { Feature } from '../src/core/gate/logistic.ts';
import { applyFit, fitLogistic } from './lib/fit-logistic.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({
  options: { data: { type: 'string', default: path.join(root, 'bench/data/acceptance/suggestions.jsonl') } },
});

/** Penalty per weight; of 3, 10, 30, 100 the middle two gave the best Brier score, 100 the worst. */
const RIDGE = 30;

/** Stage 1 is no hard gate: where it is least sure it may stop a request, but never above this (research on the data). */
const HIGHEST_STAGE_1_THRESHOLD = 0.1;

/** Stage 2 hides what lies below the bound at which this share of the hidden was really turned down. */
const REJECTED_AMONG_HIDDEN = 0.9;

interface Row {
  readonly programmer: string;
  readonly label: 0 | 1;
  readonly input: SuggestionInput;
}

function readRows(file: string): Row[] {
  const rows: Row[] = [];
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const { programmer, label, lang, before, sugg } = JSON.parse(line);
    if (label === null) continue;
    const lastLine = before.ctx.slice(before.ctx.lastIndexOf('\n') + 1);
    rows.push({
      programmer,
      label,
      input: {
        before: before.ctx,
        inComment: (lang === 'python' ? /^[^'"]*#/ : /^[^'"]*\/\//).test(lastLine),
        documentLength: before.doc_chars,
        offset: before.cursor_offset,
        sinceShown: before.ms_since_prev_shown ?? undefined,
        sinceAccepted: before.ms_since_prev_accept ?? undefined,
        outcomes: before.hist,
        text: sugg.text.slice(Math.max(0, sugg.text.length - sugg.chars_left)),
        rejectedBefore: sugg.seen_text_outcome === 'R',
      },
    });
  }
  return rows;
}

function matrix<Input>(features: readonly Feature<Input>[], inputs: readonly Input[]): number[][] {
  return inputs.map((input) => features.map((feature) => feature.of(input)));
}

/** Each row's prediction by a model that saw none of its programmer's rows. */
function crossValidate(values: readonly number[][], rows: readonly Row[]): number[] {
  const predictions: number[] = Array.from({ length: rows.length }, () => 0);
  for (const programmer of new Set(rows.map((row) => row.programmer))) {
    const train = rows.flatMap((row, i) => (row.programmer === programmer ? [] : [i]));
    const fit = fitLogistic(
      train.map((i) => values[i]!),
      train.map((i) => rows[i]!.label),
      RIDGE,
    );
    rows.forEach((row, i) => {
      if (row.programmer === programmer) predictions[i] = applyFit(fit, values[i]!);
    });
  }
  return predictions;
}

function auc(predictions: readonly number[], labels: readonly number[]): number {
  let wins = 0;
  let pairs = 0;
  predictions.forEach((p, i) => {
    if (labels[i] !== 1) return;
    predictions.forEach((q, j) => {
      if (labels[j] !== 0) return;
      pairs++;
      wins += p > q ? 1 : p === q ? 0.5 : 0;
    });
  });
  return wins / pairs;
}

/** The highest bound below which at least `share` of the rows were turned down, and how much it hides. */
function boundFor(predictions: readonly number[], labels: readonly number[], share: number) {
  const order = predictions.map((p, i) => ({ p, label: labels[i]! })).sort((a, b) => a.p - b.p);
  let rejected = 0;
  let best = { threshold: 0, hidden: 0 };
  order.forEach(({ label }, i) => {
    rejected += 1 - label;
    if (rejected / (i + 1) >= share) best = { threshold: order[i + 1]?.p ?? 1, hidden: (i + 1) / order.length };
  });
  return best;
}

function stage<Input>(
  name: string,
  features: readonly Feature<Input>[],
  inputs: readonly Input[],
  rows: readonly Row[],
) {
  const labels = rows.map((row) => row.label);
  const values = matrix(features, inputs);
  const predictions = crossValidate(values, rows);
  const brier = predictions.reduce((sum, p, i) => sum + (p - labels[i]!) ** 2, 0) / rows.length;
  const bound = boundFor(predictions, labels, REJECTED_AMONG_HIDDEN);
  console.log(
    `${name}: AUC ${auc(predictions, labels).toFixed(3)}, Brier ${brier.toFixed(3)}, ` +
      `bound for ${REJECTED_AMONG_HIDDEN * 100} % ${bound.threshold.toFixed(3)} hides ${(bound.hidden * 100).toFixed(1)} % ` +
      `(${rows.length} rows, leaving one programmer out)`,
  );
  return { fit: fitLogistic(values, labels, RIDGE), bound };
}

function render<Input>(features: readonly Feature<Input>[], fit: ReturnType<typeof fitLogistic>): string {
  const number = (value: number) => Number(value.toPrecision(5)).toString();
  const lines = features.map(
    ({ name }, j) =>
      `      '${name}': { weight: ${number(fit.weights[j]!)}, mean: ${number(fit.means[j]!)}, deviation: ${number(fit.deviations[j]!)} },`,
  );
  return `{\n    bias: ${number(fit.bias)},\n    features: {\n${lines.join('\n')}\n    },\n  }`;
}

const rows = readRows(options.data);
const inputs = rows.map((row) => row.input);
const first = stage<PlaceInput>('before the request', beforeRequestFeatures, inputs, rows);
const second = stage<SuggestionInput>('before showing', beforeShowFeatures, inputs, rows);
const thresholds = {
  beforeRequest: Math.min(HIGHEST_STAGE_1_THRESHOLD, first.bound.threshold),
  beforeShow: second.bound.threshold,
};
const file = path.join(root, 'src/core/gate/weights.ts');
fs.writeFileSync(
  file,
  `// Written by scripts/train-gate.ts from bench/data/acceptance (14 programmers, MIT licence beside the data). Do not edit.
import type { GateWeights } from './gate.ts';

export const shippedWeights: GateWeights = {
  beforeRequest: ${render(beforeRequestFeatures, first.fit)},
  beforeShow: ${render(beforeShowFeatures, second.fit)},
  threshold: { beforeRequest: ${thresholds.beforeRequest.toFixed(3)}, beforeShow: ${thresholds.beforeShow.toFixed(3)} },
};
`,
);
console.log(`wrote ${path.relative(root, file)}`);
