import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * Writes a file so that a reader, or a crash at any moment, finds the old content or the new one, never a part. The
 * folder is created if missing. Several parts follow each other. Two processes may write at once: the later one wins.
 */
export async function writeAtomically(file: string, content: Uint8Array | readonly Uint8Array[]): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  // On the same file system, so that the rename cannot become a copy.
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    const handle = await fs.open(unfinished, 'w');
    try {
      await handle.writeFile(content);
      // Else a power cut could leave the new name on an empty file.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(unfinished, file);
  } finally {
    await fs.rm(unfinished, { force: true });
  }
}

/** Removes what processes that are gone left unfinished. */
export async function removeUnfinished(file: string): Promise<void> {
  const folder = path.dirname(file);
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names) {
    const processId = name.startsWith(`${path.basename(file)}.`) ? /\.(\d+)\.tmp$/.exec(name)?.[1] : undefined;
    if (processId !== undefined && !isAlive(Number(processId))) await fs.rm(path.join(folder, name), { force: true });
  }
}

/** Windows refuses while another process reads the file; that takes milliseconds. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await fs.rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || attempt === 5) throw error;
      await setTimeout(50 * attempt);
    }
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Not permitted means that it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
