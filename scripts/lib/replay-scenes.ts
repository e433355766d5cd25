// Places in replayed commits where the engine is asked, and engines that know what was there before.
import { textsAt, type Place } from '../../bench/typing/places.ts';
import { commitScenes, type Scene } from '../../bench/typing/scenes.ts';
import { SIMULATED_LANGUAGES } from '../../bench/typing/simulation-lexer.ts';
import { buildRepositoryModel } from '../../src/core/engine/build-repository-model.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import type { Ranker } from '../../src/core/engine/ranker.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { replayRepository } from './replay-repository.ts';
import type { ReplayCorpus } from './replay-corpora.ts';

const COMMITS = 24;

/** What is asked of the engine at one place. */
export interface Asked {
  readonly engine: Engine;
  readonly place: Place;
  readonly path: string;
  readonly languageId: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * `count` places in the corpus's commits, or fewer. At every sixth the engine does not know the repository, and at every
 * fifth the file ends at the cursor: one set of weights has to serve all.
 */
export async function* askedIn(
  corpus: ReplayCorpus,
  options: { readonly cache: string; readonly count: number; readonly seed: number; readonly ranker: Ranker },
): AsyncGenerator<Asked> {
  const { cache, count, seed, ranker } = options;
  const repository = await replayRepository(corpus, cache);
  const languages = new Set(SIMULATED_LANGUAGES);
  let index = 0;
  for (const scene of commitScenes(repository, COMMITS, { languages, seed, count, replayedLines: 0 })) {
    const alone = new Engine(ranker);
    const engine = new Engine(ranker);
    engine.setRepository(buildRepositoryModel(filesOf(scene)));
    for (const place of scene.places) {
      const { prefix, suffix } = textsAt(place, index % 5 !== 1);
      const { path } = place.file;
      yield { engine: index % 6 === 0 ? alone : engine, place, path, languageId: languageOf(path), prefix, suffix };
      index++;
    }
  }
}

function* filesOf({ indexed }: Scene) {
  for (const { path, text } of indexed) yield { path, text, languageId: languageOf(path) };
}

function languageOf(path: string): string {
  return languageIdForPath(path) ?? 'generic';
}
