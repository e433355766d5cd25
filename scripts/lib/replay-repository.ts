// Makes a git repository of a package's versions: the first as one commit, each step after it as a chain of small ones.
// Of a package with one version alone, paragraphs are left out of many files at first and written one after the other.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { ReplayCorpus } from './replay-corpora.ts';
import { mustRun, npmCommand, QUIET_NPM } from './run-command.ts';

/** A step between versions is cut where this many new lines are together, about as many as a commit has. */
const LINES_PER_COMMIT = 120;
const MAX_BYTES = 200_000;
const EXCLUDED = /(^|\/)(node_modules|dist|build|vendor|third_party|debian|target)\/|\.d\.ts$|\.min\.|\.pb\.go$/;

/** The folder of the bare repository; made in `cache` where it is not there yet. */
export async function replayRepository(corpus: ReplayCorpus, cache: string): Promise<string> {
  const folder = path.join(cache, 'replay', `${corpus.name}.git`);
  if (!fs.existsSync(folder)) {
    const unfinished = `${folder}.unfinished`;
    fs.rmSync(unfinished, { recursive: true, force: true });
    await mustRun('git', ['init', '--quiet', '--bare', '--initial-branch=main', unfinished]);
    const versions: ReadonlyMap<string, string>[] = [];
    for (const version of corpus.versions) versions.push(await sourcesOf(corpus, version, cache));
    if (versions.length === 1) versions.unshift(withoutParagraphs(versions[0]!));
    const imported = spawnSync('git', ['-C', unfinished, 'fast-import', '--quiet'], {
      input: [...commitsOf(corpus, versions)].join(''),
      maxBuffer: 2 ** 30,
    });
    if (imported.status !== 0) throw new Error(imported.stderr.toString());
    fs.renameSync(unfinished, folder);
  }
  const head = (await mustRun('git', ['-C', folder, 'rev-parse', 'main'])).trim();
  if (corpus.head !== head) throw new Error(`${corpus.name} is not what it was: ${head} and not ${corpus.head}`);
  return folder;
}

async function sourcesOf(corpus: ReplayCorpus, version: string, cache: string): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(cache, 'versions', `${corpus.name}-${version.replaceAll(/[^\w.+-]/g, '_')}`);
  if (!fs.existsSync(folder)) {
    const unfinished = `${folder}.unfinished`;
    fs.rmSync(unfinished, { recursive: true, force: true });
    fs.mkdirSync(unfinished, { recursive: true });
    await FETCHERS[corpus.registry](corpus.package, version, unfinished);
    fs.renameSync(unfinished, folder);
  }
  const texts = new Map<string, string>();
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const relative = path.relative(folder, file).replaceAll('\\', '/');
    if (!entry.isFile() || !corpus.sources.test(relative) || EXCLUDED.test(relative)) continue;
    if (fs.statSync(file).size > MAX_BYTES) continue;
    texts.set(relative, fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
  }
  if (texts.size === 0) throw new Error(`${corpus.name} ${version} has no source`);
  return texts;
}

/** What `git fast-import` reads. Files of one folder are changed together, as they mostly are. */
function* commitsOf(corpus: ReplayCorpus, versions: readonly ReadonlyMap<string, string>[]): Generator<string> {
  let before: ReadonlyMap<string, string> = new Map();
  for (const [index, after] of versions.entries()) {
    const name = `${corpus.name} ${corpus.versions[index] ?? corpus.versions[0]}`;
    const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
    let changes: string[] = [];
    let lines = 0;
    for (const file of paths) {
      const text = after.get(file);
      if (text === before.get(file)) continue;
      const added = text === undefined ? 0 : newLines(before.get(file) ?? '', text);
      if (index > 0 && changes.length > 0 && lines + added > LINES_PER_COMMIT) {
        yield commit(name, index, changes);
        changes = [];
        lines = 0;
      }
      changes.push(text === undefined ? `D ${file}\n` : `M 100644 inline ${file}\n${data(text)}\n`);
      lines += added;
    }
    if (changes.length > 0) yield commit(name, index, changes);
    before = after;
  }
}

const MAX_SHORTENED_FILES = 240;
const MIN_PARAGRAPH = 5;

/** Every so many files without their longest paragraph: lines of up to 60 without a blank one in between. */
function withoutParagraphs(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const step = Math.max(2, Math.ceil(files.size / MAX_SHORTENED_FILES));
  return new Map(
    [...files].map(([file, text], index) => {
      if (index % step !== 0) return [file, text];
      const paragraphs = text.split(/\n{2,}/);
      const lengths = paragraphs.map((paragraph) => paragraph.split('\n').length);
      const longest = Math.max(...lengths.filter((length) => length <= 60));
      if (longest < MIN_PARAGRAPH || paragraphs.length < 3) return [file, text];
      return [file, paragraphs.filter((_, place) => place !== lengths.indexOf(longest)).join('\n\n')];
    }),
  );
}

function commit(message: string, day: number, changes: readonly string[]): string {
  // The same moment for everybody, so that the hashes are the same.
  const moment = `replay <replay@localhost> ${1_700_000_000 + 86_400 * day} +0000`;
  return `commit refs/heads/main\ncommitter ${moment}\n${data(message)}\n${changes.join('')}\n`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function newLines(before: string, after: string): number {
  const known = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !known.has(line)).length;
}

async function fetchFromNpm(name: string, version: string, folder: string): Promise<void> {
  const [command, first] = npmCommand();
  const args = [...first, 'pack', `${name}@${version}`, '--silent', '--pack-destination', folder];
  await mustRun(command, args, { env: QUIET_NPM });
  const archive = fs.readdirSync(folder).find((file) => file.endsWith('.tgz'))!;
  await mustRun('tar', ['-xzf', archive, '--strip-components=1'], { cwd: folder });
  fs.rmSync(path.join(folder, archive));
}

/** Needs `deb-src` lines for the releases from bullseye to sid; `APT_CONFIG` may name a configuration of one's own. */
async function fetchFromDebian(name: string, version: string, folder: string): Promise<void> {
  const options = ['-o', 'APT::Sandbox::User=root', '--download-only', '--only-source', '-qq'];
  await mustRun('apt-get', ['source', ...options, `${name}=${version}`], { cwd: folder });
  const archives = fs.readdirSync(folder);
  const original = archives.filter(
    (file) => /\.orig(-\w+)?\.tar\.\w+$/.test(file) || /^[^_]+_[^-]+\.tar\.\w+$/.test(file),
  );
  for (const archive of original) await mustRun('tar', ['-xf', archive, '--strip-components=1'], { cwd: folder });
  for (const archive of archives) fs.rmSync(path.join(folder, archive), { recursive: true });
}

async function fetchFromPypi(name: string, version: string, folder: string): Promise<void> {
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '-d', folder];
  await mustRun('pip', ['download', ...options, `${name}==${version}`]);
  const wheel = fs.readdirSync(folder).find((file) => file.endsWith('.whl'))!;
  await mustRun('python3', ['-m', 'zipfile', '-e', wheel, '.'], { cwd: folder });
  fs.rmSync(path.join(folder, wheel));
}

const FETCHERS: Readonly<
  Record<ReplayCorpus['registry'], (name: string, version: string, folder: string) => Promise<void>>
> = { npm: fetchFromNpm, pypi: fetchFromPypi, debian: fetchFromDebian };
