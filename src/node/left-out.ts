import path from 'node:path';
import { isSkippedFolder, reasonToSkipName } from './file-rules.ts';
import { ignoreRulesFor } from './ignore-rules.ts';

/**
 * Whether a file (an absolute path) is one that Sotto leaves alone: outside the roots, private, made by a tool, in a
 * folder that holds what others wrote, or named by `.gitignore` or `.sottoignore`.
 */
export async function isLeftOut(file: string, roots: readonly string[]): Promise<boolean> {
  const root = roots.find((folder) => isInside(path.relative(folder, file)));
  if (root === undefined) return true;
  const folders = path.relative(root, file).split(path.sep);
  const name = folders.pop()!;
  if (reasonToSkipName(name) !== undefined || folders.some(isSkippedFolder)) return true;
  let rules = await ignoreRulesFor(root);
  for (const folder of folders) {
    if (rules.ignores(folder, true)) return true;
    rules = await rules.inFolder(folder);
  }
  return rules.ignores(name, false);
}

function isInside(relative: string): boolean {
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
