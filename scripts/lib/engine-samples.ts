// What the gate would have seen of the engine's suggestions in replayed commits, and whether they were right.
import { bestCut, type Cut } from '../../src/core/engine/choose.ts';
import { rankNet } from '../../src/core/engine/rank-weights.ts';
import { Ranker } from '../../src/core/engine/ranker.ts';
import { engineInput } from './engine-input.ts';
import { type Trial, trialsIn } from './engine-trials.ts';
import type { GateSample } from './fit-gate.ts';
import { REPLAY_CORPORA } from './replay-corpora.ts';
import { isRight } from './is-right.ts';

/** Other places than those that the engine's ranking and confidence were fitted at. */
const SEED = 3;

/** What is shorter and does not end the line is never offered. */
const LEAST_CHARACTERS = 6;

export async function engineSamples(cache: string, perCorpus: number): Promise<GateSample[]> {
  const samples: GateSample[] = [];
  const ranker = new Ranker(rankNet);
  for (const corpus of REPLAY_CORPORA) {
    if (corpus.use !== 'training') continue;
    const trials = await trialsIn(corpus, { cache, count: perCorpus, seed: SEED, ranker, purpose: 'measuring' });
    samples.push(...trials.flatMap(sampleOf));
    process.stderr.write(`${corpus.name}: ${samples.length} suggestions so far\n`);
  }
  return samples;
}

function sampleOf({ corpus, text, offset, truth, cuts }: Trial): GateSample[] {
  const best = bestCut(cuts);
  if (best === undefined || !isWorthShowing(best)) return [];
  const label = isRight(best.text, truth) ? 1 : 0;
  return [{ group: corpus, label, input: engineInput({ text, offset }, best), time: 0 }];
}

export function isWorthShowing({ text, endsLine }: Cut): boolean {
  return endsLine || text.trim().length >= LEAST_CHARACTERS;
}
