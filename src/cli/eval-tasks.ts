import fs from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../core/base/seeded-random.ts';
import { walk } from '../node/walk.ts';
import { UsageError } from './usage-error.ts';

/** A place in a file where something is missing, and what. */
export interface EvalTask {
  readonly id: string;
  /** Absolute folder of the project. */
  readonly root: string;
  /** Absolute. */
  readonly path: string;
  /** Without what is missing. */
  readonly text: string;
  /** UTF-16 units. */
  readonly offset: number;
  readonly truth: string;
}

/**
 * Tasks as JSON Lines, each with `id`, `split`, `repo`, `path`, `cursor.offset` and `end.offset`; the files are under
 * `cache/split/repo`. Throws `UsageError` where one cannot be read.
 */
export function crossfileTasks(file: string, cache: string): readonly EvalTask[] {
  const lines = readText(file, `${file} can't be read`).split('\n');
  return lines.flatMap((line, number) => {
    if (line.trim() === '') return [];
    const place = `${file}:${number + 1}`;
    const { id, split, repo, path: name, start, end } = toTask(line, place);
    const root = path.resolve(cache, split, repo);
    const whole = readText(path.join(root, name), `${place}: ${path.join(root, name)} can't be read`);
    const text = whole.slice(0, start) + whole.slice(end);
    return [{ id, root, path: path.join(root, name), text, offset: start, truth: whole.slice(start, end) }];
  });
}

/** Cursors in the files of a folder, the same for the same seed: what is missing is the rest of the line. */
export async function typingTasks(root: string, count: number, seed: number): Promise<readonly EvalTask[]> {
  const files = await sourceFiles(path.resolve(root));
  if (files.length === 0) throw new UsageError(`there is no source file in ${root}`);
  const random = seededRandom(seed);
  const tasks: EvalTask[] = [];
  for (let tries = 0; tries < count * 20 && tasks.length < count; tries++) {
    const file = files[Math.floor(random() * files.length)]!;
    const whole = fs.readFileSync(file, 'utf8');
    const offset = Math.floor(random() * whole.length);
    const end = whole.indexOf('\n', offset);
    const truth = whole.slice(offset, end < 0 ? whole.length : end).trimEnd();
    // As short as this is quicker typed than read.
    if (truth.trim().length < 4) continue;
    const text = whole.slice(0, offset) + whole.slice(offset + truth.length);
    tasks.push({
      id: `${path.relative(root, file)}:${offset}`,
      root: path.resolve(root),
      path: file,
      text,
      offset,
      truth,
    });
  }
  return tasks;
}

function toTask(line: string, place: string) {
  try {
    const row = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const [start, end] = [row['cursor'], row['end']].map(
      (at) => (at as { readonly offset?: unknown } | undefined)?.offset,
    );
    const { id, split, repo, path: name } = row;
    const names = [id, split, repo, name];
    if (!names.every((value) => typeof value === 'string' && !path.normalize(value).startsWith('..')))
      throw new Error();
    if (!Number.isInteger(start) || !Number.isInteger(end) || (end as number) < (start as number)) throw new Error();
    const [taskId, splitName, repoName, fileName] = names as [string, string, string, string];
    return { id: taskId, split: splitName, repo: repoName, path: fileName, start: start as number, end: end as number };
  } catch {
    throw new UsageError(`${place} is no task`);
  }
}

const LARGEST_FILE = 200_000;

async function sourceFiles(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const { file } of walk([root])) {
    if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? Infinity) < LARGEST_FILE) files.push(file);
  }
  return files;
}

function readText(file: string, message: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(message);
  }
}
