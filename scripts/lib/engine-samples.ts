// What the gate would have seen of the engine's suggestions in replayed code, and whether they were right.
import { bestCut } from '../../src/core/engine/choose.ts';
import { loadCorpus, TRAINING_CORPORA } from './engine-corpora.ts';
import { engineInput } from './engine-input.ts';
import { type Trial, trialsIn } from './engine-trials.ts';
import type { GateSample } from './fit-gate.ts';
import { isRight } from './sample-cursors.ts';

/** Other places than those that the engine's confidence was fitted at. */
const SEED = 2;

/** What is shorter and does not end the line is never offered. */
const LEAST_CHARACTERS = 6;

export async function engineSamples(cache: string, perCorpus: number): Promise<GateSample[]> {
  const samples: GateSample[] = [];
  for (const corpus of TRAINING_CORPORA) {
    const files = await loadCorpus(corpus, cache);
    samples.push(...trialsIn(corpus.name, files, perCorpus, SEED).flatMap(sampleOf));
    process.stderr.write(`${corpus.name}: ${samples.length} suggestions so far\n`);
  }
  return samples;
}

function sampleOf({ corpus, sample, truth, cuts }: Trial): GateSample[] {
  const best = bestCut(cuts);
  if (best === undefined || (!best.endsLine && best.text.trim().length < LEAST_CHARACTERS)) return [];
  const { file, offset, hasSuffix } = sample;
  const text = file.text.slice(0, offset) + (hasSuffix ? file.text.slice(offset + truth.length) : '');
  const label = isRight(best.text, truth) ? 1 : 0;
  return [{ group: corpus, label, input: engineInput({ text, offset }, best), time: 0 }];
}
