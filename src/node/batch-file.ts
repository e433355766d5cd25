import { closeSync, createWriteStream, openSync, writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/disposable.ts';

/** A file of lines that grows in batches, so that who adds a row waits for nothing. */
export interface BatchFile<Row> extends Disposable {
  add(row: Row): void;
  /** Writes what is left; what is added later is lost. Resolves with why rows are missing, if any are. */
  end(): Promise<Shortfall | undefined>;
  /** Writes what is left and ends at once, for when there is no time to wait. */
  dispose(): void;
}

/** Why not every row is in the file: it is full, or could not be written to. What is there has no gaps. */
export type Shortfall = 'full' | Error;

export interface BatchFileOptions<Row> {
  /** With its line end. Called when the batch is written, not when the row is added. */
  toLine(row: Row): string;
  readonly clock: Clock;
  readonly largestBytes: number;
  /** It ended by itself. */
  onEnded(reason: Shortfall): void;
}

/** So much a crash loses at most. */
const BATCH_MS = 1_000;

/** Makes the file, readable by its owner alone, with its first row in it; throws where that fails or one is there. */
export async function startBatchFile<Row>(
  file: string,
  first: Row,
  { toLine, clock, largestBytes, onEnded }: BatchFileOptions<Row>,
): Promise<BatchFile<Row>> {
  let bytes = 0;
  const rows: Row[] = [];
  let timer: Disposable | undefined;
  let writing = Promise.resolve();
  let underWay: Batch | undefined;
  let ended = false;
  let shortfall: Shortfall | undefined;

  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, nextBatch([first]).text, { flag: 'wx', mode: 0o600 });

  /** Whole lines, as many as fit. */
  function nextBatch(added: readonly Row[]): Batch {
    const start = bytes;
    let text = '';
    for (const row of added) {
      const line = toLine(row);
      const size = Buffer.byteLength(line);
      if (bytes + size > largestBytes) {
        endBecause('full');
        break;
      }
      bytes += size;
      text += line;
    }
    return { start, text };
  }

  function endBecause(reason: Shortfall): void {
    shortfall ??= reason;
    if (ended) return;
    ended = true;
    onEnded(reason);
  }

  /** One write at a time: they must not overtake one another. */
  function write(): Promise<void> {
    timer?.dispose();
    timer = undefined;
    writing = writing.then(async () => {
      if (rows.length === 0 || shortfall !== undefined) return;
      underWay = nextBatch(rows.splice(0));
      try {
        const { start, text } = underWay;
        await finished(createWriteStream(file, { flags: 'r+', start }).end(text));
      } catch (error) {
        endBecause(error instanceof Error ? error : new Error(String(error)));
      }
      underWay = undefined;
    });
    return writing;
  }

  return {
    add(row) {
      if (ended) return;
      rows.push(row);
      timer ??= clock.after(BATCH_MS, () => void write());
    },
    async end() {
      ended = true;
      await write();
      return shortfall;
    },
    dispose() {
      timer?.dispose();
      ended = true;
      const rest = nextBatch(shortfall === undefined ? rows.splice(0) : []);
      // What is under way is written once more, to the same place: it does not matter which of the two comes last.
      const left = underWay ? { start: underWay.start, text: underWay.text + rest.text } : rest;
      try {
        writeNow(file, left);
      } catch {
        // The window is going; there is nobody left to tell.
      }
    },
  };
}

interface Batch {
  /** Where it belongs in the file, in bytes. */
  readonly start: number;
  readonly text: string;
}

function writeNow(file: string, { start, text }: Batch): void {
  if (text === '') return;
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, text, start);
  } finally {
    closeSync(handle);
  }
}
