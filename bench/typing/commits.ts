// Commits as somebody typed them: the tree before, and the lines that were added.
import type { EditedFile } from './places.ts';
import { type Git, GitError } from './git.ts';
import { type SimulatedLanguage, simulatedLanguage } from './simulation-lexer.ts';
import { isTyped, MAX_FILE_BYTES, MIN_FILE_BYTES, type TypedFile, withoutCopies } from './source-files.ts';

const PATTERNS: Readonly<Record<SimulatedLanguage, readonly string[]>> = {
  ts: ['*.ts', '*.tsx'],
  js: ['*.js', '*.jsx', '*.mjs', '*.cjs'],
  py: ['*.py'],
  java: ['*.java'],
  go: ['*.go'],
  rs: ['*.rs'],
};

export type Languages = ReadonlySet<SimulatedLanguage>;

/** Fewer added lines tell nothing, more are a vendored library or a move. */
const MIN_ADDED = 5;
const MAX_ADDED = 400;
const MAX_EDITED_CHARS = 300_000;
/** From this share of common letter pairs on a line was edited or moved rather than written. */
const SAME_LINE = 0.6;

/** Hashes of `count` of the last 800 commits that are no merges, drawn by `random`. */
export function drawCommits(git: Git, count: number, languages: Languages, random: () => number): string[] {
  const format = ['--no-merges', '-n', '800', '--format=@%H', '--numstat', '--no-renames', '--'];
  const commits: { readonly hash: string; added: number }[] = [];
  for (const line of git.read('log', ...format, ...patterns(languages)).split('\n')) {
    if (line.startsWith('@')) commits.push({ hash: line.slice(1), added: 0 });
    const [, added, file] = /^(\d+)\t\d+\t(.*)$/.exec(line) ?? [];
    if (file !== undefined && isOf(file, languages)) commits.at(-1)!.added += Number(added);
  }
  const left = commits.filter(({ added }) => added >= MIN_ADDED && added <= MAX_ADDED);
  const drawn: string[] = [];
  while (drawn.length < count && left.length > 0) {
    drawn.push(left.splice(Math.floor(random() * left.length), 1)[0]!.hash);
  }
  return drawn;
}

/** The source files of that commit's tree. */
export function filesAt(git: Git, commit: string, languages: Languages): TypedFile[] {
  const entries = git
    .read('ls-tree', '-r', '-l', commit)
    .split('\n')
    .flatMap((line) => {
      const [, hash, size, path] = /^\d+ blob (\w+)\s+(\d+)\t(.*)$/.exec(line) ?? [];
      const isSized = Number(size) < MAX_FILE_BYTES && Number(size) > MIN_FILE_BYTES;
      return path !== undefined && isSized && isTyped(path, languages) ? [{ hash: hash!, path }] : [];
    });
  const texts = git.blobs(entries.map(({ hash }) => hash));
  const hashOf = new Map(entries.map(({ hash, path }) => [path, hash]));
  return withoutCopies(
    entries.map(({ hash, path }) => ({ path, text: texts.get(hash) ?? '', language: simulatedLanguage(path)! })),
    ({ path }) => hashOf.get(path)!,
  );
}

/** The files that the commit changed as they were after it; none for a commit without a parent. */
export function editedFiles(git: Git, commit: string, languages: Languages): EditedFile[] {
  let patch: string;
  try {
    const shape = ['-U0', '--no-renames', '--no-color', '--no-ext-diff', '--src-prefix=a/', '--dst-prefix=b/'];
    patch = git.read('diff', ...shape, `${commit}^`, commit, '--', ...patterns(languages));
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
  const { files, removed } = readPatch(patch, languages);
  return files.flatMap(({ path, added }) => {
    const text = git.read('show', `${commit}:${path}`).replaceAll('\r\n', '\n');
    if (text.length > MAX_EDITED_CHARS) return [];
    const written = added.filter(({ text: line }) => !resembles(line.trim(), removed));
    const file: EditedFile = {
      path,
      text,
      language: simulatedLanguage(path)!,
      addedLines: new Set(added.map(({ number }) => number)),
      typedLines: new Set(written.map(({ number }) => number)),
    };
    return written.length > 0 ? [file] : [];
  });
}

interface AddedLine {
  readonly number: number;
  readonly text: string;
}

interface Patch {
  readonly files: readonly { readonly path: string; readonly added: readonly AddedLine[] }[];
  /** Of all files, without blanks around them. */
  readonly removed: readonly string[];
}

/** Of a patch without context lines. A hunk's head says how long it is: its lines may look like anything. */
export function readPatch(patch: string, languages: Languages): Patch {
  const files: { path: string; added: AddedLine[] }[] = [];
  const removed: string[] = [];
  let added: AddedLine[] | undefined;
  let number = 0;
  let left = { removed: 0, added: 0 };
  for (const line of patch.split('\n')) {
    if (left.removed > 0 && line.startsWith('-')) {
      left.removed--;
      const text = line.slice(1).trim();
      if (text !== '') removed.push(text);
    } else if (left.added > 0 && line.startsWith('+')) {
      left.added--;
      added?.push({ number: number++, text: line.slice(1) });
    } else if (line.startsWith('+++ ')) {
      const path = line.slice('+++ '.length).replace(/^b\//, '');
      added = undefined;
      if (path === '/dev/null' || !isOf(path, languages)) continue;
      added = [];
      files.push({ path, added });
    } else {
      const [, removedCount = '1', first, addedCount = '1'] = HUNK.exec(line) ?? [];
      if (first === undefined) continue;
      number = Number(first) - 1;
      left = { removed: Number(removedCount), added: Number(addedCount) };
    }
  }
  return { files, removed };
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Whether the line is one that was removed, or one of the first 400 of those with a few changes. */
function resembles(line: string, removed: readonly string[]): boolean {
  if (removed.includes(line)) return true;
  return removed.slice(0, 400).some((other) => Math.abs(other.length - line.length) < 40 && alike(other, line));
}

/** Dice's coefficient over letter pairs. */
function alike(one: string, other: string): boolean {
  const pairs = new Map<string, number>();
  for (let i = 0; i < one.length - 1; i++) {
    const pair = one.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let common = 0;
  for (let i = 0; i < other.length - 1; i++) {
    const pair = other.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left === 0) continue;
    common++;
    pairs.set(pair, left - 1);
  }
  return (2 * common) / Math.max(1, one.length + other.length - 2) > SAME_LINE;
}

function isOf(path: string, languages: Languages): boolean {
  const language = simulatedLanguage(path);
  return language !== undefined && languages.has(language);
}

function patterns(languages: Languages): string[] {
  return [...languages].flatMap((language) => PATTERNS[language]);
}
