// Fits what orders and stops the context, and writes src/core/context/ranker-weights.ts.
//   node bench/data/crossfile/fetch-corpora.mjs --cache DIR
//   node bench/data/crossfile/fetch-corpora.mjs --cache MORE --list scripts/data/context-packages.json
//   node --max-old-space-size=8000 scripts/train-context.ts --cache DIR --more MORE [--tasks FILE] [--dry-run] [--no-report]
// Twice, for places with the engine's draft and for those without one.
// A candidate is right when it is the definition of a name that was written next; that is learned from the public tasks and from
// cursors that are found in other packages. A place needs context when such a name comes from another file at all; that is
// learned from the public tasks alone. Recall and snippet tokens are reported with a quarter of the public repositories left out
// of the fit in turn, at several values of the stop. The same tasks give the same file.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type RankerWeights, softmax } from '../src/core/context/rank.ts';
import { selectSnippets } from '../src/core/context/select-snippets.ts';
import { type ContextPackage, type ContextSample, foundSamples, publicSamples } from './lib/context-samples.ts';
import { fitContext, type FittedSamples, scoresOf } from './lib/fit-context.ts';
import { netText } from './lib/net-text.ts';
import { ROOT } from './lib/root.ts';

const BUDGET_CHARS = 8192;
const FOLDS = 4;
const PER_PACKAGE = 96;
const PACKAGES = path.join(ROOT, 'scripts/data/context-packages.json');
const STOPS = [0, 0.00006, 0.00008, 0.0001, 0.00012, 0.00015, 0.0002, 0.00025, 0.0003, 0.0004, 0.0006, 0.001];

const { values: options } = parseArgs({
  options: {
    tasks: { type: 'string', default: path.join(ROOT, 'bench/data/crossfile/tasks/public.jsonl') },
    cache: { type: 'string' },
    more: { type: 'string' },
    'no-report': { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const { cache, more, tasks } = options;
  if (cache === undefined || more === undefined)
    throw new Error('--cache and --more are wanted: see the head of this file');
  const { public: packages } = JSON.parse(fs.readFileSync(PACKAGES, 'utf8')) as { readonly public: ContextPackage[] };
  const found = await foundSamples(packages, more, PER_PACKAGE, print);
  const samples = await publicSamples(tasks, cache, print);
  const plain = { tasks: samples.plain, more: found.plain };
  const drafted = { tasks: samples.drafted, more: found.drafted };
  if (!options['dry-run']) {
    const file = path.join(ROOT, 'src/core/context/ranker-weights.ts');
    fs.writeFileSync(file, render({ plain: fitContext(plain, print), drafted: fitContext(drafted, print) }));
    print(`wrote ${path.relative(ROOT, file)}`);
  }
  if (options['no-report']) return;
  print(
    `a part of the repositories (1 of ${FOLDS}) left out in turn: stop, recall of what comes next in %, tokens where it is needed and where not`,
  );
  for (const [kind, each] of Object.entries({ plain, drafted })) {
    const left = leaveOutInTurn(each);
    print(` ${kind}`);
    for (const stop of STOPS) print(`  ${report(left, stop)}`);
  }
}

function leaveOutInTurn({ tasks, more }: FittedSamples): readonly LeftOut[] {
  const repositories = [...new Set(tasks.map(({ group }) => group))];
  return Array.from({ length: FOLDS }, (_, fold) => {
    const out = new Set(repositories.filter((__, at) => at % FOLDS === fold));
    const weights = fitContext({ tasks: tasks.filter(({ group }) => !out.has(group)), more }, () => undefined);
    return tasks.filter(({ group }) => out.has(group)).map((sample) => ({ sample, weights }));
  }).flat();
}

interface LeftOut {
  readonly sample: ContextSample;
  readonly weights: RankerWeights;
}

function report(left: readonly LeftOut[], stopBelow: number): string {
  const seen = left.map(({ sample, weights }) => {
    const snippets = selectSnippets(ranked(sample, weights), {
      budgetChars: BUDGET_CHARS,
      roots: [sample.root],
      stopBelow,
    });
    const shown = new Set(snippets.flatMap(({ definitions }) => definitions.map(({ text }) => text)));
    const lengthOf = (file: string): number => path.posix.relative(sample.root, file).length + 4;
    const tokens = snippets.reduce((sum, { path: file, text }) => sum + (lengthOf(file) + text.length) / 4, 0);
    const wanted = sample.right.map((at) => sample.candidates[at]!);
    const found = wanted.some(({ definition }) => [...shown].some((text) => text.includes(definition.name)));
    return { tokens, found, isNeeded: sample.isNeeded };
  });
  const needed = seen.filter(({ isNeeded }) => isNeeded);
  const others = seen.filter(({ isNeeded }) => !isNeeded);
  const recall = needed.filter(({ found }) => found).length / needed.length;
  return `${stopBelow}  ${(100 * recall).toFixed(1)}  ${mean(needed)}  ${mean(others)}`;
}

function ranked(sample: ContextSample, weights: RankerWeights) {
  const scores = scoresOf(sample, weights.candidate);
  const chances = softmax(scores);
  const need = sample.needFeatures(scores).reduce((sum, each, at) => sum + each * weights.need[at]!, 0);
  return {
    candidates: sample.candidates,
    chances,
    needOdds: Math.exp(need),
  };
}

function mean(rows: readonly { readonly tokens: number }[]): string {
  return (rows.reduce((sum, { tokens }) => sum + tokens, 0) / rows.length).toFixed(0);
}

function render({ plain, drafted }: Record<'plain' | 'drafted', RankerWeights>): string {
  return `// Written by scripts/train-context.ts; do not edit.
import { netOf } from '../base/small-net.ts';
import type { RankerWeights } from './rank.ts';

/** For a question without a draft, and for one with it. */
export const rankerWeights: Readonly<Record<'plain' | 'drafted', RankerWeights>> = {
  plain: ${literal(plain)},
  drafted: ${literal(drafted)},
};
`;
}

function literal({ candidate, need }: RankerWeights): string {
  return `{
  candidate: ${netText(candidate)},
  need: ${JSON.stringify(need)},
}`;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

await main();
