import fs from 'node:fs/promises';
import path from 'node:path';
import { type WalkedFile, walksTo } from '../node/walk.ts';

/** The files right in a folder that a walk of the roots would yield, by name. */
export async function* folderFiles(folder: string, roots: readonly string[]): AsyncGenerator<WalkedFile> {
  const root = roots.find((each) => !path.relative(each, folder).startsWith('..'));
  if (root === undefined) return;
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const walked = await walksTo(root, `${folder}/${name}`);
    if (walked) yield walked;
  }
}
