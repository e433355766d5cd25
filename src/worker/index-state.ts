import { createHash } from 'node:crypto';
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
interface WrittenHeader extends Header {
  readonly version: typeof VERSION;
  /** SHA-1 of all that follows the header's line: a disk may lose a part of a file without a word. */
  readonly checksum: string;
  /** Of the model's file, which another window may have written over since. */
  readonly model: FileStamp;
}

interface Row extends FileStamp {
  readonly path: string;
  /** Without `path`. `undefined` for a file that counts as text alone. */
  readonly outline?: Omit<FileOutline, 'path'>;
}

type Turn = () => Promise<void>;

/** Of the form of this file; what is in an outline is told by the key, since the program that reads it is in that. */
const VERSION = 2;
/** Rows that are written or read at a stretch, some 5 ms. */
const ROWS_AT_ONCE = 50;

/** Written as a whole or not at all; of two windows that write at once, the later one's is there. */
export async function saveIndexState(file: string, header: Header, index: Index, turn: Turn): Promise<void> {
  const chunks: Buffer[] = [];
  const hash = createHash('sha1');
  let lines = '';
  const take = (): void => {
    const chunk = Buffer.from(lines);
    hash.update(chunk);
    chunks.push(chunk);
    lines = '';
  };
  let rows = 0;
  for (const [path, stamp] of index.stamps) {
    const outline = index.repository.get(path);
    const row = { ...stamp, path, ...(outline && { outline: { ...outline, path: undefined } }) };
    lines += `${JSON.stringify(row)}\n`;
    if (++rows % ROWS_AT_ONCE !== 0) continue;
    take();
    await turn();
  }
  take();
  const model = await stampOf(header.notice.modelFile);
  if (!model) return;
  const written: WrittenHeader = { version: VERSION, checksum: hash.digest('hex'), model, ...header };
  await writeAtomically(file, [Buffer.from(`${JSON.stringify(written)}\n`), ...chunks]);
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
    const bytes = await fs.readFile(file);
    const headerEnd = bytes.indexOf('\n');
    const header = JSON.parse(bytes.toString('utf8', 0, headerEnd)) as WrittenHeader;
    if (header.version !== VERSION || header.key !== key) return undefined;
    if (JSON.stringify(header.roots) !== JSON.stringify(roots)) return undefined;
    if (!isSame(header.model, await stampOf(header.notice.modelFile))) return undefined;
    const body = bytes.subarray(headerEnd + 1);
    if (createHash('sha1').update(body).digest('hex') !== header.checksum) return undefined;
    await turn();
    // Written by us, and as it was: it is what it says.
    const lines = body.toString('utf8').split('\n');
    for (let at = 0; at < lines.length - 1; at++) {
      const { path, bytes: size, modifiedMs, outline } = JSON.parse(lines[at]!) as Row;
      stamps.set(path, { bytes: size, modifiedMs });
      if (outline) repository.set({ ...outline, path });
      if (at % ROWS_AT_ONCE === 0) await turn();
    }
    return header.notice;
  } catch {
    return undefined;
  }
}

async function stampOf(file: string): Promise<FileStamp | undefined> {
  const stat = await fs.stat(file).catch(() => undefined);
  return stat && { bytes: stat.size, modifiedMs: stat.mtimeMs };
}

function isSame(a: FileStamp, b: FileStamp | undefined): boolean {
  return a.bytes === b?.bytes && a.modifiedMs === b.modifiedMs;
}

/** Whether the files on disk are still those that the index was made of. */
export async function isCurrent(
  roots: readonly string[],
  stamps: Index['stamps'],
  isCut: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  let known = 0;
  for await (const { file, languageId } of walk(roots, { signal })) {
    const stamp = stamps.get(file);
    if (stamp) {
      if (!isSame(stamp, await stampOf(file))) return false;
      known++;
    } else if (!isCut && (await readSource(file, languageId)).kind === 'text') {
      return false;
    }
  }
  return known === stamps.size;
}
