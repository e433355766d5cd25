import fs from 'node:fs';
import path from 'node:path';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { mustRun, npmCommand, QUIET_NPM } from './run-command.ts';
import type { SourceText } from './sample-cursors.ts';

/** Code that the engine's weights are fitted on: packages that ship their sources, pinned. */
interface Corpus {
  readonly registry: 'npm' | 'pypi';
  readonly name: string;
  readonly version: string;
  /** Which of the package's files are its source. */
  readonly sources: RegExp;
}

/** None of these is among what we report on. */
export const TRAINING_CORPORA: readonly Corpus[] = [
  { registry: 'npm', name: 'zod', version: '4.6.7', sources: /^src\/.*\.ts$/ },
  { registry: 'npm', name: 'mongodb', version: '7.8.0', sources: /^src\/.*\.ts$/ },
  { registry: 'npm', name: 'rxjs', version: '7.8.2', sources: /^src\/.*\.ts$/ },
  { registry: 'npm', name: 'ajv', version: '8.20.0', sources: /^lib\/.*\.ts$/ },
  { registry: 'npm', name: 'msw', version: '2.15.0', sources: /^src\/.*\.ts$/ },
  { registry: 'npm', name: '@trpc/server', version: '11.25.2', sources: /^src\/.*\.ts$/ },
  { registry: 'npm', name: 'ethers', version: '6.17.0', sources: /^src\.ts\/.*\.ts$/ },
  { registry: 'npm', name: 'undici', version: '7.30.2', sources: /^lib\/.*\.js$/ },
  { registry: 'npm', name: 'eslint', version: '10.15.0', sources: /^lib\/.*\.js$/ },
  { registry: 'npm', name: 'fastify', version: '5.12.8', sources: /^(lib|test)\/.*\.js$/ },
  { registry: 'pypi', name: 'rich', version: '15.0.0', sources: /\.py$/ },
  { registry: 'pypi', name: 'pytest', version: '9.1.1', sources: /\.py$/ },
  { registry: 'pypi', name: 'httpx', version: '0.28.1', sources: /\.py$/ },
  { registry: 'pypi', name: 'flask', version: '3.1.3', sources: /\.py$/ },
];

/** The corpus's source files; downloads it into `cache` where it is not there yet. */
export async function loadCorpus(corpus: Corpus, cache: string): Promise<SourceText[]> {
  const folder = path.join(cache, `${corpus.registry}-${corpus.name.replace('/', '-')}-${corpus.version}`);
  if (!fs.existsSync(folder)) {
    const unfinished = `${folder}.unfinished`;
    fs.rmSync(unfinished, { recursive: true, force: true });
    fs.mkdirSync(unfinished, { recursive: true });
    await (corpus.registry === 'npm' ? fetchFromNpm(corpus, unfinished) : fetchFromPypi(corpus, unfinished));
    fs.renameSync(unfinished, folder);
  }
  return readSources(folder, corpus.sources);
}

/** Files under 200 KB whose lines are no longer than people write them, in the order of their paths. */
export function readSources(folder: string, sources: RegExp): SourceText[] {
  const files: SourceText[] = [];
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const relative = path.relative(folder, file).replaceAll('\\', '/');
    const languageId = languageIdForPath(relative);
    const isSource = sources.test(relative) && !/\.d\.ts$|(^|\/)(node_modules|dist|vendor)\//.test(relative);
    if (!entry.isFile() || !isSource || !languageId || fs.statSync(file).size > 200_000) continue;
    const text = fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    if (text.length / text.split('\n').length < 200) files.push({ path: relative, text, languageId });
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function fetchFromNpm({ name, version }: Corpus, folder: string): Promise<void> {
  const [command, first] = npmCommand();
  const args = [...first, 'pack', `${name}@${version}`, '--silent', '--pack-destination', folder];
  await mustRun(command, args, { env: QUIET_NPM });
  const archive = fs.readdirSync(folder).find((file) => file.endsWith('.tgz'))!;
  await mustRun('tar', ['-xzf', archive, '--strip-components=1'], { cwd: folder });
  fs.rmSync(path.join(folder, archive));
}

async function fetchFromPypi({ name, version }: Corpus, folder: string): Promise<void> {
  await mustRun('pip', [
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '-d',
    folder,
    `${name}==${version}`,
  ]);
  const wheel = fs.readdirSync(folder).find((file) => file.endsWith('.whl'))!;
  await mustRun('python3', ['-m', 'zipfile', '-e', wheel, '.'], { cwd: folder });
  fs.rmSync(path.join(folder, wheel));
}
