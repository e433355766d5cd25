import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { BadInput } from '../lib/bad-input.ts';

/** Reads a repository by the `git` command alone; nothing is checked out, nothing written. */
export interface Git {
  /** What the command prints; throws with its first line of complaint. */
  read(...args: readonly string[]): string;
  /** The texts of those blobs, by their hash, each read once for all calls. */
  blobs(hashes: readonly string[]): ReadonlyMap<string, string>;
}

export function openGit(folder: string): Git {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new BadInput(`${folder} is no folder`);
  const runIn = (directory: string, args: readonly string[], input?: string): Buffer => {
    const done = spawnSync('git', ['-C', directory, '-c', 'core.quotepath=off', ...args], {
      maxBuffer: 2 ** 31 - 1,
      ...(input === undefined ? {} : { input }),
    });
    if (done.error) throw new BadInput(`git could not be run: ${done.error.message}`);
    if (done.status !== 0) throw new GitError(done.stderr.toString().split('\n')[0]);
    return done.stdout;
  };
  let root = folder;
  try {
    runIn(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    // From a folder inside, some of git's paths would be relative to it and others to the repository.
    root = path.resolve(folder, runIn(folder, ['rev-parse', '--show-cdup']).toString().trim());
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new BadInput(`${folder} is no git repository with commits${error.message ? ` (${error.message})` : ''}`);
  }
  const run = (args: readonly string[], input?: string): Buffer => runIn(root, args, input);

  const known = new Map<string, string>();
  return {
    read: (...args) => run(args).toString(),
    blobs(hashes) {
      const missing = [...new Set(hashes)].filter((hash) => !known.has(hash));
      if (missing.length > 0) {
        for (const [hash, text] of parseBatch(run(['cat-file', '--batch'], `${missing.join('\n')}\n`))) {
          known.set(hash, text);
        }
      }
      return known;
    },
  };
}

/** The command was run and refused: a commit without parent, a path that is not there. */
export class GitError extends Error {}

/** `<hash> blob <bytes>\n<content>\n`, one after the other. */
function* parseBatch(output: Buffer): Generator<readonly [hash: string, text: string]> {
  for (let at = 0; at < output.length;) {
    const headEnd = output.indexOf(10, at);
    const [hash, type, size] = output.toString('latin1', at, headEnd).split(' ');
    at = headEnd + 1;
    if (type === 'missing') continue;
    const end = at + Number(size);
    yield [hash!, output.toString('utf8', at, end).replaceAll('\r\n', '\n')];
    at = end + 1;
  }
}
