import fs from 'node:fs';
import path from 'node:path';
import { BadInput } from '../lib/bad-input.ts';
import { readJsonLines } from '../lib/json-lines.ts';

/** A place in a public package where some lines are missing; see bench/data/crossfile/README.md. */
export interface Task {
  readonly id: string;
  readonly kind: 'crossfile' | 'infile';
  /** Folder below the cache, as `public`. */
  readonly split: string;
  readonly repo: string;
  /** Relative to the repository's root. */
  readonly path: string;
  /** The hole, in UTF-16 units of the file; a byte order mark counts. */
  readonly start: number;
  readonly end: number;
}

export function readTasks(file: string): readonly Task[] {
  return readJsonLines(file, toTask);
}

export function rootOf({ split, repo }: Task, cache: string): string {
  return path.join(cache, split, repo);
}

export interface OpenText {
  readonly text: string;
  /** Of the cursor in it. */
  readonly offset: number;
}

/** The file as an editor would hold it: without what is to be written at the cursor, and without a byte order mark. */
export function textWithHole({ id, start, end, path: file }: Task, root: string): OpenText {
  let text: string;
  try {
    text = fs.readFileSync(path.join(root, file), 'utf8');
  } catch {
    throw new BadInput(
      `${path.join(root, file)} of task ${id} can't be read; bench/data/crossfile/fetch-corpora.mjs --cache DIR brings it`,
    );
  }
  if (end > text.length) throw new BadInput(`task ${id} ends behind the end of its file`);
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  return { text: text.slice(mark, start) + text.slice(end), offset: start - mark };
}

function toTask(row: Record<string, unknown>): Task {
  const { id, kind, split, repo, path: file } = row;
  if (typeof id !== 'string') throw new Error('has no id');
  if (kind !== 'crossfile' && kind !== 'infile') throw new Error('kind is neither crossfile nor infile');
  for (const [name, value] of Object.entries({ split, repo, path: file })) {
    if (typeof value !== 'string' || path.normalize(value).startsWith('..')) throw new Error(`has no ${name}`);
  }
  const [start, end] = [offsetOf(row['cursor'], 'cursor'), offsetOf(row['end'], 'end')];
  if (end < start) throw new Error('ends before its cursor');
  return { id, kind, split: split as string, repo: repo as string, path: file as string, start, end };
}

function offsetOf(place: unknown, name: string): number {
  const { offset } = (place ?? {}) as { readonly offset?: unknown };
  if (!Number.isInteger(offset) || (offset as number) < 0) throw new Error(`${name} has no offset`);
  return offset as number;
}
