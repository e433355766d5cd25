import fs from 'node:fs/promises';
import path from 'node:path';
import { languageIdForPath } from '../core/syntax/languages.ts';
import { isSkippedFolder, reasonToSkipName } from './file-rules.ts';
import { type IgnoreRules, ignoreRulesFor } from './ignore-rules.ts';
import { reasonOf } from './read-source.ts';

/** A file that is worth reading, by its place and name. */
export interface WalkedFile {
  /** Absolute, with `/`. */
  readonly file: string;
  readonly languageId: string;
}

/** What a walk met besides files; complete when the walk is. */
export interface WalkReport {
  /** Files of a known language that were left out by an ignore rule or for their name. */
  skipped: number;
  /** Folders that are there and cannot be read, absolute, with `/`. */
  readonly unreadable: string[];
  /** Roots that are not there. */
  readonly missing: string[];
}

/** Real trees are not deeper; a hostile one would only cost time. */
const MAX_DEPTH = 64;

export function emptyWalkReport(): WalkReport {
  return { skipped: 0, unreadable: [], missing: [] };
}

/**
 * The source files below the roots: what no ignore rule, name or folder speaks against, those near the roots first, and
 * within a folder by name. Symbolic links are not followed: what they lead to inside the root is met at its own place,
 * and nothing outside it is ours to read. Never throws for what is on the disk; ends early when the signal aborts.
 */
export async function* walk(
  roots: readonly string[],
  options: { readonly report?: WalkReport; readonly signal?: AbortSignal } = {},
): AsyncGenerator<WalkedFile> {
  const { report = emptyWalkReport(), signal } = options;
  let level: Folder[] = [];
  const seen = new Set<string>();
  for (const root of roots) {
    const folder = await openRoot(root, report);
    if (folder && !seen.has(folder.path)) level.push(folder);
    if (folder) seen.add(folder.path);
  }
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: Folder[] = [];
    for (const folder of level) {
      if (signal?.aborted) return;
      for (const entry of await entriesOf(folder, report)) {
        if (signal?.aborted) return;
        if (entry.isDirectory()) {
          if (isSkippedFolder(entry.name) || folder.rules.ignores(entry.name, true)) continue;
          const child = path.join(folder.path, entry.name);
          // A root inside another root is walked once.
          if (seen.has(child)) continue;
          next.push({ path: child, rules: await folder.rules.inFolder(entry.name) });
        } else if (entry.isFile()) {
          const languageId = languageIdForPath(entry.name);
          if (languageId === undefined) continue;
          if (reasonToSkipName(entry.name) !== undefined || folder.rules.ignores(entry.name, false)) report.skipped++;
          else yield { file: slashed(path.join(folder.path, entry.name)), languageId };
        }
      }
    }
    level = next;
  }
}

/** Whether a walk of the root would yield that file: for what is told to have changed, without walking again. */
export async function walksTo(root: string, file: string): Promise<WalkedFile | undefined> {
  const relative = path.relative(root, file);
  if (relative === '' || relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)) return undefined;
  const languageId = languageIdForPath(file);
  if (languageId === undefined) return undefined;
  const folders = relative.split(path.sep);
  const name = folders.pop()!;
  try {
    // A link on the way leads somewhere else: then the walk does not come this way.
    const real = path.join(await fs.realpath(root), ...folders, name);
    // Nor where the file system takes another name for this one, which differs in case: the walk knows it by its own.
    if ((await fs.realpath(file)) !== real || !(await fs.lstat(file)).isFile()) return undefined;
  } catch {
    return undefined;
  }
  let rules = await ignoreRulesFor(root);
  for (const folder of folders) {
    if (isSkippedFolder(folder) || rules.ignores(folder, true)) return undefined;
    rules = await rules.inFolder(folder);
  }
  if (reasonToSkipName(name) !== undefined || rules.ignores(name, false)) return undefined;
  return { file: slashed(file), languageId };
}

interface Folder {
  /** As the system writes it. */
  readonly path: string;
  readonly rules: IgnoreRules;
}

async function openRoot(root: string, report: WalkReport): Promise<Folder | undefined> {
  const folder = path.resolve(root);
  try {
    if (!(await fs.stat(folder)).isDirectory()) throw new Error('not a folder');
  } catch (error) {
    (reasonOf(error) === 'gone' ? report.missing : report.unreadable).push(slashed(folder));
    return undefined;
  }
  return { path: folder, rules: await ignoreRulesFor(folder) };
}

async function entriesOf(folder: Folder, report: WalkReport) {
  try {
    const entries = await fs.readdir(folder.path, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    // Gone since its parent was read: then there is nothing to say.
    if (reasonOf(error) === 'unreadable') report.unreadable.push(slashed(folder.path));
    return [];
  }
}

function slashed(file: string): string {
  return file.split(path.sep).join('/');
}
