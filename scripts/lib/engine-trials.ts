// What the engine says at places in replayed commits, beside what was written there.
import type { Cut } from '../../src/core/engine/choose.ts';
import type { ReplayCorpus } from './replay-corpora.ts';
import { askedIn, type Asked } from './replay-scenes.ts';

/** All cuts found at one cursor. */
export interface Trial {
  readonly corpus: string;
  readonly text: string;
  readonly offset: number;
  readonly truth: string;
  readonly cuts: readonly Cut[];
}

export async function trialsIn(corpus: ReplayCorpus, options: Parameters<typeof askedIn>[1]): Promise<Trial[]> {
  const trials: Trial[] = [];
  for await (const asked of askedIn(corpus, options)) {
    const { prefix, suffix, place } = asked;
    trials.push({
      corpus: corpus.name,
      text: prefix + suffix,
      offset: prefix.length,
      truth: place.truth,
      cuts: cutsAt(asked),
    });
  }
  return trials;
}

function cutsAt({ engine, path, languageId, prefix, suffix }: Asked): readonly Cut[] {
  engine.openDocument({ uri: path, path, languageId, version: 1, text: prefix + suffix });
  const found = engine.find({ uri: path, version: 1, offset: prefix.length, nearPaths: [] });
  engine.closeDocument({ uri: path });
  return found?.cuts ?? [];
}
