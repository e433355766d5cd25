import fs from 'node:fs/promises';
import type { FileOutline } from '../core/repository/outline.ts';
import type { RepositoryOutline } from '../core/repository/repository-outline.ts';
import type { IndexedNotice } from '../node/protocol.ts';
import { readSource } from '../node/read-source.ts';
import { walk } from '../node/walk.ts';
import { writeAtomically } from '../node/write-atomically.ts';
import type { FileStamp } from './index-repository.ts';

/** What an indexer knows, and needs again in order to go on where the last one was. */
interface Index {
  readonly repository: RepositoryOutline;
  readonly stamps: Map<string, FileStamp>;
}

interface Header {
  /** Of the program that wrote the file: another one may see things in another way. */
  readonly key: string;
  readonly roots: readonly string[];
  readonly notice: IndexedNotice;
}

/** The file is JSON Lines: a header, then a row for each file. */
interface Row extends FileStamp {
  readonly path: string;
  /** Without `path`. `undefined` for a file that counts as text alone. */
  readonly outline?: Omit<FileOutline, 'path'>;
}

type Turn = () => Promise<void>;

/** Rows that are written or read at a stretch, some 5 ms. */
const ROWS_AT_ONCE = 50;

export async function saveIndexState(file: string, header: Header, index: Index, turn: Turn): Promise<void> {
  const chunks = [`${JSON.stringify(header)}\n`];
  let lines = '';
  let rows = 0;
  for (const [path, stamp] of index.stamps) {
    const outline = index.repository.get(path);
    const row = { ...stamp, path, ...(outline && { outline: { ...outline, path: undefined } }) };
    lines += `${JSON.stringify(row)}\n`;
    if (++rows % ROWS_AT_ONCE !== 0) continue;
    chunks.push(lines);
    lines = '';
    await turn();
  }
  await writeAtomically(file, Buffer.from([...chunks, lines].join('')));
}

/**
 * Adds what the file holds to the index, and gives the notice that was sent of it: its model is still there. `undefined`
 * where there is none, or none that is of use: everything can be read anew.
 */
export async function loadIndexState(
  file: string,
  key: string,
  roots: readonly string[],
  { repository, stamps }: Index,
  turn: Turn,
): Promise<IndexedNotice | undefined> {
  try {
    const lines = (await fs.readFile(file, 'utf8')).split('\n');
    // Written by us and moved into place as a whole; what does not fit fails below.
    const header = JSON.parse(lines[0]!) as Header;
    if (header.key !== key || JSON.stringify(header.roots) !== JSON.stringify(roots)) return undefined;
    await fs.access(header.notice.modelFile);
    for (let at = 1; at < lines.length - 1; at++) {
      const { path, bytes, modifiedMs, outline } = JSON.parse(lines[at]!) as Row;
      stamps.set(path, { bytes, modifiedMs });
      if (outline) repository.set({ ...outline, path });
      if (at % ROWS_AT_ONCE === 0) await turn();
    }
    return stamps.size === header.notice.files ? header.notice : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the files on disk are still those that the index was made of. */
export async function isCurrent(
  roots: readonly string[],
  stamps: Index['stamps'],
  maxFiles: number,
  signal: AbortSignal,
): Promise<boolean> {
  let known = 0;
  for await (const { file, languageId } of walk(roots, { signal })) {
    const stamp = stamps.get(file);
    if (stamp) {
      const now = await fs.stat(file).catch(() => undefined);
      if (now?.size !== stamp.bytes || now.mtimeMs !== stamp.modifiedMs) return false;
      known++;
    } else if (known === maxFiles) {
      break;
    } else if ((await readSource(file, languageId)).kind === 'text') {
      return false;
    }
  }
  return known === stamps.size;
}
