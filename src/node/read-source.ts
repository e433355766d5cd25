import fs, { type FileHandle } from 'node:fs/promises';
import { constants } from 'node:fs';

/** A source file as it was on disk at one moment. */
export interface SourceText {
  readonly kind: 'text';
  /** Without a byte order mark; line ends as they are. */
  readonly text: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

export type SkipReason = 'too-large' | 'binary' | 'not-utf8' | 'minified' | 'not-a-file' | 'gone' | 'unreadable';

export interface SkippedSource {
  readonly kind: 'skipped';
  readonly reason: SkipReason;
}

const MAX_BYTES = 1_000_000;
/** Tables, fixtures and logs: the first hundred kilobytes say what they are, and more would crowd out the code. */
const MAX_DATA_BYTES = 100_000;
const DATA_LANGUAGES = new Set(['json', 'jsonc', 'yaml', 'plaintext', 'markdown', 'html', 'sql']);
/** Where Git looks for a NUL too. */
const BINARY_PROBE_BYTES = 8192;
/** People break lines; a tool that writes for a machine does not. */
const MAX_LINE = 5000;
const MAX_AVERAGE_LINE = 200;
/** An average over less says nothing: two lines may well be long. */
const MIN_CHARS_FOR_AVERAGE = 2000;

/** Reads a file if it is source text. What it may find on disk is an answer here, never an error. */
export async function readSource(file: string, languageId: string): Promise<SourceText | SkippedSource> {
  let handle: FileHandle | undefined;
  try {
    // A file may have become a pipe or a link since its folder was read: neither is waited for or followed.
    handle = await fs.open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const stat = await handle.stat();
    if (!stat.isFile()) return skipped('not-a-file');
    if (stat.size > (DATA_LANGUAGES.has(languageId) ? MAX_DATA_BYTES : MAX_BYTES)) return skipped('too-large');
    const bytes = await readAtMost(handle, MAX_BYTES + 1, stat.size + 1);
    // It may have grown while it was read.
    if (bytes.length > MAX_BYTES) return skipped('too-large');
    const text = decode(bytes);
    if (typeof text !== 'string') return text;
    return isMinified(text)
      ? skipped('minified')
      : { kind: 'text', text, bytes: bytes.length, modifiedMs: stat.mtimeMs };
  } catch (error) {
    return skipped(reasonOf(error));
  } finally {
    await handle?.close();
  }
}

/** What an error of the file system means for an index: it is gone, or it is there and cannot be read. */
export function reasonOf(error: unknown): 'gone' | 'unreadable' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' ? 'gone' : 'unreadable';
}

function skipped(reason: SkipReason): SkippedSource {
  return { kind: 'skipped', reason };
}

/** To the end of the file, but no more than `limit` bytes; in one step where it has the `expected` size or less. */
async function readAtMost(handle: FileHandle, limit: number, expected: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for (let wanted = Math.min(expected, limit); wanted > 0; wanted = Math.min(65_536, limit - length)) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted));
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
    if (bytesRead < wanted) break;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function decode(bytes: Buffer): string | SkippedSource {
  if (bytes.subarray(0, BINARY_PROBE_BYTES).includes(0)) return skipped('binary');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return skipped('not-utf8');
  }
}

function isMinified(text: string): boolean {
  let lines = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    if (end - start > MAX_LINE) return true;
    lines++;
    start = end + 1;
  }
  if (text.length - start > MAX_LINE) return true;
  return text.length >= MIN_CHARS_FOR_AVERAGE && text.length / lines > MAX_AVERAGE_LINE;
}
