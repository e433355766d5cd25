import { appendFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/disposable.ts';

/** A file of lines that grows in batches, so that who adds a row waits for nothing. */
export interface BatchFile<Row> extends Disposable {
  add(row: Row): void;
  /** Writes what is left; what is added later is lost. */
  end(): Promise<void>;
  /** Ends at once, for when there is no time left: what a write is under way for may be cut short. */
  dispose(): void;
}

export interface BatchFileOptions<Row> {
  /** With its line end. Called when the batch is written, not when the row is added. */
  toLine(row: Row): string;
  readonly clock: Clock;
  readonly largestBytes: number;
  /** It ended by itself: it is full, or could not be written to. */
  onEnded(reason: 'full' | Error): void;
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
  let isWriting = false;
  let ended = false;

  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, nextBatch([first]), { flag: 'wx', mode: 0o600 });

  /** Whole lines, as many as fit. */
  function nextBatch(added: readonly Row[]): string {
    let batch = '';
    for (const row of added) {
      const line = toLine(row);
      const size = Buffer.byteLength(line);
      if (bytes + size > largestBytes) {
        endBecause('full');
        break;
      }
      bytes += size;
      batch += line;
    }
    return batch;
  }

  function endBecause(reason: 'full' | Error): void {
    if (ended) return;
    ended = true;
    onEnded(reason);
  }

  /** One write at a time: they must not overtake one another. */
  function write(): Promise<void> {
    timer?.dispose();
    timer = undefined;
    writing = writing.then(async () => {
      if (rows.length === 0) return;
      isWriting = true;
      try {
        await fs.appendFile(file, nextBatch(rows.splice(0)));
      } catch (error) {
        endBecause(error instanceof Error ? error : new Error(String(error)));
      }
      isWriting = false;
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
    },
    dispose() {
      timer?.dispose();
      if (ended || isWriting) return;
      ended = true;
      try {
        appendFileSync(file, nextBatch(rows.splice(0)));
      } catch {
        // The window is going; there is nobody left to tell.
      }
    },
  };
}
