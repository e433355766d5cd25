// Fits what ranks the engine's candidates and how sure it is of a suggestion; writes src/core/engine/rank-weights.ts and
// src/core/engine/confidence-weights.ts.
//   node scripts/train-engine.ts [--seed 1] [--rank-places 330] [--places 240] [--cache DIR] [--only rank|confidence] [--report] [--dry-run]
// The places are in replayed commits of the training corpora (scripts/lib/replay-corpora.ts). The ranking learns from every
// token of what was written there, and from its words half typed. The confidence learns, with that ranking and at other
// places, from every cut of every continuation; then its log-odds are corrected on the cuts that get chosen, because the best of many is chosen.
// docs/engine.md is the model card. Debian's packages need deb-src lines: see scripts/lib/replay-repository.ts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ConfidenceModel } from '../src/core/engine/confidence.ts';
import { RANK_FEATURES, RANK_WIDTH } from '../src/core/engine/rank-features.ts';
import { rankNet } from '../src/core/engine/rank-weights.ts';
import { Ranker } from '../src/core/engine/ranker.ts';
import type { SmallNet } from '../src/core/base/small-net.ts';
import { type Trial, trialsIn } from './lib/engine-trials.ts';
import { fitConfidence, reportByCorpus } from './lib/fit-confidence.ts';
import { fitLists } from './lib/fit-net.ts';
import { asWritten, netText } from './lib/net-text.ts';
import { RankListBuilder, type RankLists } from './lib/rank-lists.ts';
import { REPLAY_CORPORA } from './lib/replay-corpora.ts';
import { askedIn } from './lib/replay-scenes.ts';
import { ROOT } from './lib/root.ts';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    'rank-places': { type: 'string', default: '330' },
    places: { type: 'string', default: '240' },
    cache: { type: 'string', default: path.join(os.tmpdir(), 'sotto-engine-corpora') },
    only: { type: 'string' },
    report: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  },
});

const CORPORA = REPLAY_CORPORA.filter(({ use }) => use === 'training');
const HIDDEN = 32;
/** After four of them what five held packages lost stayed within a hundredth: no need to keep any from the training. */
const EPOCHS = 6;
const LEARNING_RATE = 3e-3;
const DECAY = 1e-5;

async function main(): Promise<void> {
  const net = options.only === 'confidence' ? rankNet : await trainRanking();
  if (options.only !== 'rank') await trainConfidence(new Ranker(net));
}

async function trainRanking(): Promise<SmallNet> {
  const net = fitLists(await collectLists(), undefined, {
    inputs: RANK_WIDTH,
    hidden: HIDDEN,
    epochs: EPOCHS,
    learningRate: LEARNING_RATE,
    decay: DECAY,
    seed: Number(options.seed),
    report: print,
  });
  write('rank-weights.ts', [
    "import { netOf } from '../base/small-net.ts';",
    '',
    `/** For ${RANK_FEATURES.length} features, in the order of RANK_FEATURES. */`,
    `export const rankNet = ${netText(net)};`,
  ]);
  return asWritten(net);
}

async function collectLists(): Promise<RankLists> {
  const builder = new RankListBuilder();
  const blend = new Ranker(undefined);
  const count = Number(options['rank-places']);
  for (const corpus of CORPORA) {
    const settings = { cache: options.cache, count, seed: Number(options.seed), ranker: blend };
    const asked = askedIn(corpus, { ...settings, purpose: 'learning' });
    for await (const each of asked) builder.add(each);
    print(`${corpus.name}: ${builder.count} tokens so far`);
  }
  return builder.finish();
}

async function trainConfidence(ranker: Ranker): Promise<void> {
  const trials: Trial[] = [];
  for (const corpus of CORPORA) {
    const settings = { cache: options.cache, count: Number(options.places), seed: Number(options.seed) + 1, ranker };
    trials.push(...(await trialsIn(corpus, { ...settings, purpose: 'learning' })));
    print(`${corpus.name}: ${trials.length} cursors so far`);
  }
  if (options.report) reportByCorpus(trials, Number(options.seed), print);
  const model = fitConfidence(trials, Number(options.seed));
  write('confidence-weights.ts', [
    "import type { ConfidenceModel } from './confidence.ts';",
    "import { netOf } from '../base/small-net.ts';",
    '',
    '/** In the order of FEATURE_NAMES. */',
    `export const confidenceModel: ConfidenceModel = ${modelText(model)};`,
  ]);
}

function modelText({ net, shift, scale }: ConfidenceModel): string {
  return `{\n  net: ${netText(net)},\n  shift: ${shift.toFixed(4)},\n  scale: ${scale.toFixed(4)},\n}`;
}

function write(name: string, lines: readonly string[]): void {
  if (options['dry-run']) return;
  const text = ['// Written by scripts/train-engine.ts; docs/engine.md says from what.', ...lines, ''].join('\n');
  fs.writeFileSync(path.join(ROOT, 'src/core/engine', name), text);
  print(`wrote ${name}`);
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
