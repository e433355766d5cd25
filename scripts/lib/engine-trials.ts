// What the engine says at places in replayed commits, beside what was written there.
import type { Cut } from '../../src/core/engine/choose.ts';
import type { ReplayCorpus } from './replay-corpora.ts';
import { seeded } from './fit-net.ts';
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
  const random = seeded(options.seed);
  for await (const asked of askedIn(corpus, options)) {
    const { prefix, suffix, place } = asked;
    trials.push({
      corpus: corpus.name,
      text: prefix + suffix,
      offset: prefix.length,
      truth: place.truth,
      cuts: cutsAt(asked),
    });
    if (options.purpose === 'learning') trials.push(anyKey(asked, corpus.name, random));
  }
  return trials;
}

/** At another key of the same line: who types one is asked at each of them. */
function anyKey(asked: Asked, corpus: string, random: () => number): Trial {
  const { file, offset, truth } = asked.place;
  const start = file.text.lastIndexOf('\n', offset - 1) + 1;
  const line = file.text.slice(start, offset + truth.length);
  const indent = line.length - line.trimStart().length;
  const column = indent + Math.floor(random() * (line.length - indent));
  const prefix = file.text.slice(0, start + column);
  return {
    corpus,
    text: prefix + asked.suffix,
    offset: prefix.length,
    truth: line.slice(column),
    cuts: cutsAt({ ...asked, prefix }),
  };
}

function cutsAt({ engine, path, languageId, prefix, suffix }: Asked): readonly Cut[] {
  engine.openDocument({ uri: path, path, languageId, version: 1, text: prefix + suffix });
  const found = engine.find({ uri: path, version: 1, offset: prefix.length, nearPaths: [] });
  engine.closeDocument({ uri: path });
  return found?.cuts ?? [];
}
