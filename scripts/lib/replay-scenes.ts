// Places in replayed commits where the engine is asked, and engines that know what was there before.
import { drawCommits, editedFiles, filesAt } from '../../bench/typing/commits.ts';
import { openGit } from '../../bench/typing/git.ts';
import { type Place, samplePlaces, textsAt } from '../../bench/typing/places.ts';
import { randomNumbers } from '../../bench/typing/random.ts';
import { SIMULATED_LANGUAGES } from '../../bench/typing/simulation-lexer.ts';
import { buildRepositoryModel } from '../../src/core/engine/build-repository-model.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import type { Ranker } from '../../src/core/engine/ranker.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { replayRepository } from './replay-repository.ts';
import type { ReplayCorpus } from './replay-corpora.ts';

const COMMITS = 60;
const LANGUAGES: ReadonlySet<(typeof SIMULATED_LANGUAGES)[number]> = new Set(SIMULATED_LANGUAGES);

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
 * `count` places in the corpus's commits, or fewer. For `learning` the engine does not know the repository at every sixth,
 * and at every fifth the file ends at the cursor: one set of weights has to serve all.
 *
 * What the engine knows is the tree before the first of these commits, for all of them: indexing each parent would take
 * most of the time and changes little. The edited file itself never counts.
 */
export async function* askedIn(
  corpus: ReplayCorpus,
  options: {
    readonly cache: string;
    readonly count: number;
    readonly seed: number;
    readonly ranker: Ranker;
    readonly purpose: 'learning' | 'measuring';
  },
): AsyncGenerator<Asked> {
  const { cache, count, seed, ranker } = options;
  const isLearning = options.purpose === 'learning';
  const git = openGit(await replayRepository(corpus, cache));
  const random = randomNumbers(`seed${seed}`);
  const commits = drawCommits(git, COMMITS, LANGUAGES, random);
  const order = git.read('rev-list', '--topo-order', 'main').split('\n');
  const first = commits.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0];
  if (first === undefined) return;
  const alone = new Engine({ ranker });
  const engine = new Engine({ ranker });
  const known = filesAt(git, `${first}^`, LANGUAGES);
  engine.setRepository(
    buildRepositoryModel(known.map(({ path, text }) => ({ path, text, languageId: languageOf(path) }))),
  );
  let index = 0;
  for (const commit of commits) {
    for (const place of samplePlaces(editedFiles(git, commit, LANGUAGES), Math.ceil(count / commits.length), random)) {
      const { prefix, suffix } = textsAt(place, !isLearning || index % 5 !== 1);
      const { path } = place.file;
      yield {
        engine: isLearning && index % 6 === 0 ? alone : engine,
        place,
        path,
        languageId: languageOf(path),
        prefix,
        suffix,
      };
      index++;
    }
  }
}

function languageOf(path: string): string {
  return languageIdForPath(path) ?? 'generic';
}
