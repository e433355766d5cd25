// What the engine says at places in files that it has not seen, beside what stands there.
import { buildRepositoryModel } from '../../src/core/engine/build-repository-model.ts';
import type { Cut } from '../../src/core/engine/choose.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import { type CursorSample, sampleCursors, type SourceText } from './sample-cursors.ts';

/** All cuts found at one cursor. */
export interface Trial {
  readonly corpus: string;
  readonly sample: CursorSample;
  readonly truth: string;
  readonly cuts: readonly Cut[];
}

/** A tenth of the files is held out, the engine learns the others, and `count` cursors are put into the held-out ones. */
export function trialsIn(corpus: string, files: readonly SourceText[], count: number, seed: number): Trial[] {
  const random = randomNumbers(`${seed} ${corpus}`);
  const heldOut = new Set(shuffled(files, random).slice(0, Math.max(4, Math.round(files.length / 10))));
  const engine = new Engine();
  engine.setRepository(buildRepositoryModel(files.filter((file) => !heldOut.has(file))));
  return sampleCursors([...heldOut], count, random).map((sample) => ({
    corpus,
    sample,
    truth: sample.truth,
    cuts: cutsAt(engine, sample),
  }));
}

function cutsAt(engine: Engine, { file, offset, truth, hasSuffix }: CursorSample): readonly Cut[] {
  const text = file.text.slice(0, offset) + (hasSuffix ? file.text.slice(offset + truth.length) : '');
  engine.openDocument({ ...file, uri: file.path, version: 1, text });
  const found = engine.find({ uri: file.path, version: 1, offset, nearPaths: [] });
  engine.closeDocument({ uri: file.path });
  return found?.cuts ?? [];
}

/** A linear congruential generator with a mixed output (SplitMix32), seeded by a text. */
function randomNumbers(seed: string): () => number {
  let state = 0;
  for (const character of seed) state = (Math.imul(state, 31) + character.codePointAt(0)!) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
