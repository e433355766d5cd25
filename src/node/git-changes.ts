import { execFile } from 'node:child_process';

/** What changed in one file since the last commit. */
export interface FileChange {
  /** Within the repository, with `/`. */
  readonly path: string;
  readonly diff: string;
}

/** More than anyone reads at once; a model reads less. */
const MAX_BYTES = 4_000_000;
const TIMEOUT_MS = 15_000;

/** `staged`: what the next commit would hold. Rejects where there is no repository, or no git. */
export async function changedFiles(
  folder: string,
  which: 'staged' | 'all',
  signal: AbortSignal,
): Promise<readonly FileChange[]> {
  const diff = await git(folder, ['diff', ...(which === 'staged' ? ['--cached'] : ['HEAD'])], signal);
  return splitDiff(diff);
}

/** The first lines of the last commits, the newest first; none in a repository without any. */
export async function recentMessages(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const log = await git(folder, ['log', '-8', '--no-merges', '--format=%s'], signal).catch(() => '');
  return log.split('\n').filter((line) => line !== '');
}

/** One entry a file, as `git diff` parts them. */
export function splitDiff(diff: string): readonly FileChange[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith('diff --git '))
    .map((part) => ({ path: pathOf(part), diff: part }));
}

function pathOf(part: string): string {
  const found =
    /^\+\+\+ b\/(.*)$/m.exec(part) ?? /^--- a\/(.*)$/m.exec(part) ?? /^diff --git a\/.* b\/(.*)$/m.exec(part);
  return (found?.[1] ?? '').replace(/\t$/, '');
}

/** Only reads. What a repository's own configuration would have run with it is turned off. */
function git(folder: string, command: readonly string[], signal: AbortSignal): Promise<string> {
  const [name = '', ...rest] = command;
  const quiet = QUIET.flatMap((setting) => ['-c', setting]);
  const args = [...quiet, '--no-pager', '--no-optional-locks', name, ...(name === 'diff' ? DIFF : []), ...rest];
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: MAX_BYTES, timeout: TIMEOUT_MS, signal, windowsHide: true };
    execFile('git', args, options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}

const QUIET = ['core.fsmonitor=false', 'core.quotePath=false', 'diff.noprefix=false', 'diff.mnemonicPrefix=false'];
const DIFF = ['--no-ext-diff', '--no-textconv', '--no-color', '--unified=8', '--ignore-submodules'];
