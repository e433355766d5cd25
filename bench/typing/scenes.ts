import path from 'node:path';
import { BadInput } from '../lib/bad-input.ts';
import { drawCommits, editedFiles, filesAt, type Languages } from './commits.ts';
import { openGit } from './git.ts';
import { type EditedFile, type Place, samplePlaces } from './places.ts';
import { randomNumbers } from './random.ts';
import { holdOut, readFolder, type TypedFile } from './source-files.ts';

/** A state of a repository, and where somebody types in it. */
export interface Scene {
  /** The folder, where the files are on disk; `undefined` for a commit. */
  readonly root: string | undefined;
  readonly indexed: readonly TypedFile[];
  readonly held: readonly EditedFile[];
  readonly places: readonly Place[];
  /** Starts of lines that are typed key by key. */
  readonly replayed: readonly Place[];
  /** What follows the line is there at every cursor, or at every second: the others write from top to bottom. */
  readonly suffix: 'always' | 'every-second';
}

export interface SceneOptions {
  readonly languages: Languages;
  readonly seed: number;
  /** Cursors in all. */
  readonly count: number | undefined;
  readonly replayedLines: number;
}

const PLACES_IN_FOLDER = 600;
const PLACES_PER_COMMIT = 25;

/** A tenth of the files is written, the others are known. */
export function folderScene(root: string, options: SceneOptions): Scene {
  const random = randomNumbers(`seed${options.seed}`);
  const { held, rest } = holdOut(readFolder(root, options.languages), options.seed);
  const places = samplePlaces(held, options.count ?? PLACES_IN_FOLDER, random);
  if (places.length === 0) throw new BadInput(`${root} holds no line to put a cursor into`);
  const replayed = lineStarts(held, options.replayedLines, random);
  return { root: path.resolve(root), indexed: rest, held, places, replayed, suffix: 'every-second' };
}

/** Commit by commit, what it added is written into its parent's tree. */
export function* commitScenes(
  repository: string,
  commits: number,
  { languages, seed, count, replayedLines }: SceneOptions,
): Generator<Scene> {
  const random = randomNumbers(`seed${seed}`);
  const git = openGit(repository);
  const drawn = drawCommits(git, commits, languages, random);
  const perCommit = count === undefined ? PLACES_PER_COMMIT : Math.ceil(count / Math.max(1, drawn.length));
  let scenes = 0;
  for (const commit of drawn) {
    const held = editedFiles(git, commit, languages);
    if (held.length === 0) continue;
    const edited = new Set(held.map((file) => file.path));
    // What else the commit changed is left out, too: its old version would give the new one away.
    const indexed = filesAt(git, `${commit}^`, languages).filter((file) => !edited.has(file.path));
    const lines = held.reduce((sum, file) => sum + file.typedLines!.size, 0);
    const places = samplePlaces(held, Math.min(perCommit, lines * 2), random);
    const replayed = lineStarts(held, Math.ceil(replayedLines / drawn.length), random);
    scenes++;
    yield { root: undefined, indexed, held, places, replayed, suffix: 'always' };
  }
  if (scenes === 0) throw new BadInput(`${repository} has no commit that adds 5 to 400 lines of a known language`);
}

function lineStarts(files: readonly EditedFile[], count: number, random: () => number): Place[] {
  if (count === 0) return [];
  return samplePlaces(files, count * 6, random)
    .filter(({ kind }) => kind === 'bol')
    .slice(0, count);
}
