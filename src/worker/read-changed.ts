import path from 'node:path';
import type { ChangedFile } from '../core/engine/changed-files.ts';
import { readSource } from '../node/read-source.ts';
import { walksTo } from '../node/walk.ts';

/** The file as it is on disk; without text where it is gone, or is none that is indexed. */
export async function readChanged(file: string, roots: readonly string[]): Promise<ChangedFile> {
  // Before it is read: what is written meanwhile is told once more.
  const readMs = Date.now();
  for (const root of roots) {
    const walked = await walksTo(root, file);
    const source = walked && (await readSource(walked.file, walked.languageId));
    if (source?.kind === 'text') {
      return { path: walked!.file, languageId: walked!.languageId, text: source.text, readMs };
    }
  }
  return { path: file.split(path.sep).join('/'), languageId: 'plaintext', text: undefined, readMs };
}
