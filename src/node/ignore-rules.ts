import fs from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readSource } from './read-source.ts';

/** Rules that a user writes for Git hold for us; those for us alone can only leave out more. */
const RULE_FILES = ['.gitignore', '.sottoignore'] as const;

/** The rules of one folder and of those above it; asked about the folder's own entries. */
export interface IgnoreRules {
  /** Whether the entry of this folder is left out. */
  ignores(name: string, isFolder: boolean): boolean;
  /** The rules for a folder in this one. */
  inFolder(name: string): Promise<IgnoreRules>;
}

/**
 * The rules for a root folder: its own, and where it lies inside a Git repository those of the folders above it and
 * `.git/info/exclude`. The user's global ignore file is not read.
 */
export async function ignoreRulesFor(root: string): Promise<IgnoreRules> {
  const above = await foldersUpToRepository(root);
  const layers: Layer[] = [];
  for (const folder of above) layers.push(...(await readLayers(folder, path.relative(folder, root))));
  const repository = above[0] ?? root;
  const exclude = await readRules(path.join(repository, '.git', 'info', 'exclude'));
  if (exclude) layers.unshift({ file: '.gitignore', rules: exclude, below: slashed(path.relative(repository, root)) });
  layers.push(...(await readLayers(root, '')));
  return rulesOf(root, layers);
}

/** One rule file, and the way from its folder down to the one that is asked about (`''` or `a/b`). */
interface Layer {
  readonly file: (typeof RULE_FILES)[number];
  readonly rules: Ignore;
  readonly below: string;
}

function rulesOf(folder: string, layers: readonly Layer[]): IgnoreRules {
  return {
    ignores: (name, isFolder) => RULE_FILES.some((file) => ignoredBy(file, layers, isFolder ? `${name}/` : name)),
    async inFolder(name) {
      const child = path.join(folder, name);
      const passedDown = layers.map((layer) => ({
        ...layer,
        below: layer.below === '' ? name : `${layer.below}/${name}`,
      }));
      return rulesOf(child, [...passedDown, ...(await readLayers(child, ''))]);
    },
  };
}

/** The deepest file that says anything decides. */
function ignoredBy(file: Layer['file'], layers: readonly Layer[], name: string): boolean {
  for (const layer of layers.toReversed()) {
    if (layer.file !== file) continue;
    const { ignored, unignored } = layer.rules.test(layer.below === '' ? name : `${layer.below}/${name}`);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** From the folder that holds `.git` down to the root's parent; empty where there is none. */
async function foldersUpToRepository(root: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let folder = root; ; folder = path.dirname(folder)) {
    if (folder !== root) folders.unshift(folder);
    if (await exists(path.join(folder, '.git'))) return folders;
    if (path.dirname(folder) === folder) return [];
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.lstat(file).then(
    () => true,
    () => false,
  );
}

async function readLayers(folder: string, below: string): Promise<readonly Layer[]> {
  const layers: Layer[] = [];
  for (const file of RULE_FILES) {
    const rules = await readRules(path.join(folder, file));
    if (rules) layers.push({ file, rules, below: slashed(below) });
  }
  return layers;
}

/** Each name is compared with each rule; people write some tens of them. */
const MAX_RULES = 5000;

async function readRules(file: string): Promise<Ignore | undefined> {
  // With the same care as any file: what has this name may be a pipe, a link or a disk image.
  const source = await readSource(file, 'plaintext');
  if (source.kind === 'skipped') return undefined;
  const patterns = source.text.split(/\r?\n/).slice(0, MAX_RULES).map(withFewStars);
  // Git compares as the file system does; only Linux tells `Build` from `build`.
  return ignore({ ignorecase: process.platform !== 'linux' }).add(patterns);
}

/**
 * Patterns become regular expressions, and each `*` in a name multiplies the time of a mismatch: with ten, one hostile
 * line and a long file name stop the walk for hours. From the fourth on, the rest of the name counts as matched.
 */
function withFewStars(pattern: string): string {
  return pattern
    .split('/')
    .map((segment) => (segment === '**' ? segment : segment.replace(/^((?:[^*]*\*+){3}[^*]*\*).+$/, '$1')))
    .join('/');
}

function slashed(file: string): string {
  return file.split(path.sep).join('/');
}
