// How good the embedded engine is where somebody types, beside two simple methods that know the same files.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { shippedThreshold } from '../src/core/engine/threshold.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { writeJsonLines } from './lib/json-lines.ts';
import { share, wholeNumber } from './lib/options.ts';
import { ABLATIONS, ENGINES, type MeasuredEngine } from './typing/engines.ts';
import { figuresOf } from './typing/figures.ts';
import { median } from './lib/statistics.ts';
import { measure, type Measured, type Policy } from './typing/measure.ts';
import { type Harmful, measureNoise, noiseReport, type NoiseRow } from './typing/noise.ts';
import { PLACE_KINDS } from './typing/places.ts';
import { report, type Row } from './typing/report.ts';
import { commitScenes, folderScene, type Scene, type SceneOptions } from './typing/scenes.ts';
import { readFolder, type TypedFile } from './typing/source-files.ts';
import { checkScrambled } from './typing/scramble-check.ts';
import { SIMULATED_LANGUAGES, type SimulatedLanguage } from './typing/simulation-lexer.ts';
import { measureStatements, type StatementRow, statementsReport } from './typing/statements.ts';
import { measureStopping, stoppingReport, type StoppingRow } from './typing/stopping.ts';
import { today } from './lib/today.ts';

export async function runTypingBench(args: string[], baselines: readonly MeasuredEngine[] = ENGINES): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      root: { type: 'string', multiple: true, default: [] },
      git: { type: 'string', multiple: true, default: [] },
      commits: { type: 'string', default: '20' },
      lang: { type: 'string' },
      n: { type: 'string' },
      seed: { type: 'string', default: '1' },
      t: { type: 'string' },
      minchars: { type: 'string', default: '6' },
      replay: { type: 'string', default: '0' },
      noise: { type: 'string' },
      harmful: { type: 'string' },
      ablate: { type: 'boolean', default: false },
      known: { type: 'string' },
      out: { type: 'string' },
      docs: { type: 'boolean', default: false },
    },
  });
  const { root: roots, git: repositories } = values;
  if ((roots.length === 0) === (repositories.length === 0)) {
    throw new BadInput(
      'say what is typed: --root DIR (files held out) or --git GITDIR (commits), either several times',
    );
  }
  const options: SceneOptions = {
    languages: languagesOf(values.lang),
    seed: wholeNumber('seed', values.seed, 0),
    count: values.n === undefined ? undefined : wholeNumber('n', values.n),
    replayedLines: wholeNumber('replay', values.replay, 0),
  };
  const policy: Policy = {
    threshold: values.t === undefined ? shippedThreshold : share('t', values.t),
    minChars: wholeNumber('minchars', values.minchars, 0),
  };
  const engines = values.ablate ? ABLATIONS : baselines;
  const known = values.known === undefined ? undefined : knownFiles(values.known, options);
  const commits = wholeNumber('commits', values.commits);
  const noiseSeed = values.noise === undefined ? undefined : wholeNumber('noise', values.noise, 0);
  if (values.harmful !== undefined && noiseSeed === undefined) throw new BadInput('--harmful needs --noise');
  if (noiseSeed !== undefined && roots.length === 0) throw new BadInput('--noise needs a --root');
  if (known !== undefined && roots.length > 0) throw new BadInput('--known is for --git');

  const results: Result[] = [];
  const noise: NoiseRow[] = [];
  const harmful: Harmful[] = [];
  const stopping: StoppingRow[] = [];
  const statements: StatementRow[] = [];
  let checked = 0;
  for (const source of roots) {
    const scene = folderScene(source, options);
    checked += checkScrambled(engines[0]!, scene);
    results.push(...measureAll(engines, source, [scene], policy));
    if (noiseSeed !== undefined) {
      noise.push(...(await measureNoise(nameOf(source), scene, noiseSeed, (each) => harmful.push(each))));
      stopping.push(...(await measureStopping(nameOf(source), scene)));
      statements.push(...measureStatements(nameOf(source), scene));
    }
  }
  for (const source of repositories) {
    results.push(...measureAll(engines, source, knowing(known, commitScenes(source, commits, options)), policy));
  }

  const rows = rowsOf(results, policy);
  const noisy =
    noise.length > 0
      ? `${[noiseReport(noise), stoppingReport(stopping), statementsReport(statements)].join('\n\n')}\n\n`
      : '';
  const text = `${report(rows, policy)}\n\n${noisy}${sourceLine(results, engines)} ${checkLine(checked)}`;
  console.log(text);
  if (values.out !== undefined)
    writeJsonLines(values.out, [
      ...rows.map(({ engine, source, figures }) => ({ source, engine, ...figures })),
      ...noise,
      ...stopping,
      ...statements,
    ]);
  if (values.harmful !== undefined) writeJsonLines(values.harmful, harmful);
  if (values.docs) {
    const command = `npm run bench -- typing ${args.map(withoutFolder).join(' ')}`;
    const date = today();
    writeSection(roots.length > 0 ? 'typing-files' : 'typing-commits', `\`${command}\`, ${date}.\n\n${text}`);
  }
}

/** `none`, or a folder that is known in place of what else is in the repository: what somebody has who begins. */
function knownFiles(folder: string, { languages }: SceneOptions): readonly TypedFile[] {
  return folder === 'none' ? [] : readFolder(folder, languages);
}

function* knowing(known: readonly TypedFile[] | undefined, scenes: Iterable<Scene>): Generator<Scene> {
  for (const scene of scenes) yield known === undefined ? scene : { ...scene, indexed: known };
}

interface Result {
  readonly engine: string;
  readonly source: string;
  readonly parts: readonly Measured[];
}

/** Every engine on the same cursors. */
function measureAll(
  engines: readonly MeasuredEngine[],
  source: string,
  scenes: Iterable<Scene>,
  policy: Policy,
): Result[] {
  const parts = engines.map((): Measured[] => []);
  for (const scene of scenes) {
    for (const [index, engine] of engines.entries()) parts[index]!.push(measure(engine, scene, policy));
    process.stderr.write(`${nameOf(source)}: ${scene.places.length} cursors, ${scene.indexed.length} files known\n`);
  }
  return engines.map(({ name }, index) => ({ engine: name, source, parts: parts[index]! }));
}

/** For all sources together, then one by one. */
function rowsOf(results: readonly Result[], policy: Policy): Row[] {
  const engines = [...new Set(results.map(({ engine }) => engine))];
  const row = (engine: string, source: string, parts: readonly Measured[]): Row => {
    const trials = parts.flatMap((part) => part.trials);
    const replays = parts.flatMap((part) => part.replays);
    const byKind = PLACE_KINDS.map((kind) => ({
      kind,
      figures: figuresOf({ trials: trials.filter((trial) => trial.kind === kind), replays: [] }, policy.threshold),
    }));
    return { engine, source, figures: figuresOf({ trials, replays }, policy.threshold), byKind };
  };
  return [
    ...engines.map((engine) =>
      row(
        engine,
        'all',
        results.filter((result) => result.engine === engine).flatMap(({ parts }) => parts),
      ),
    ),
    ...results.map(({ engine, source, parts }) => row(engine, nameOf(source), parts)),
  ];
}

/** How long indexing and asking took, as multiples of the first baseline's: bare times say more about the machine. */
function sourceLine(results: readonly Result[], engines: readonly MeasuredEngine[]): string {
  const of = (engine: string): readonly Measured[] =>
    results.filter((result) => result.engine === engine).flatMap(({ parts }) => parts);
  const sum = (engine: string, value: (part: Measured) => number): number =>
    of(engine).reduce((total, part) => total + value(part), 0);
  const own = engines[0]!.name;
  const cursors = sum(own, (part) => part.trials.length);
  const megabytes = sum(own, (part) => part.indexedChars) / 1e6;
  const times = engines.slice(1).map(({ name }) => {
    const index = sum(own, (part) => part.indexMs) / sum(name, (part) => part.indexMs);
    return `indexing ${index.toFixed(1)} × and a query ${(medianMs(of(own)) / medianMs(of(name))).toFixed(1)} × of ${name}`;
  });
  const against = times.length > 0 ? `; the ${own} takes, ${times.join(', ')}` : '';
  return `${cursors} cursors, ${megabytes.toFixed(1)} million characters indexed${against}.`;
}

function medianMs(parts: readonly Measured[]): number {
  return median(parts.flatMap((part) => part.queryMs));
}

function checkLine(compared: number): string {
  if (compared === 0) return 'In commits there is no held-out text on disk that could be scrambled.';
  return `${compared} answers stayed the same when the held-out files were scrambled on disk.`;
}

function languagesOf(list: string | undefined): ReadonlySet<SimulatedLanguage> {
  const names = list === undefined ? SIMULATED_LANGUAGES : list.split(',');
  const known = SIMULATED_LANGUAGES.filter((language) => names.includes(language));
  if (known.length !== names.length) throw new BadInput(`--lang knows ${SIMULATED_LANGUAGES.join(', ')}, not ${list}`);
  return new Set(known);
}

function nameOf(source: string): string {
  return path.basename(fs.realpathSync(source).replace(/\/\.git$/, ''));
}

/** Where somebody keeps a folder is nobody else's business. */
function withoutFolder(argument: string): string {
  return path.isAbsolute(argument) ? path.basename(argument) : argument;
}
