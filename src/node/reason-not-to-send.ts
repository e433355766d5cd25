import fs from 'node:fs/promises';
import path from 'node:path';
import { isPrivateFile } from '../core/safety/private-file.ts';
import { sensitivityOf } from '../core/safety/sensitive-file.ts';
import { ignoreRulesFor } from './ignore-rules.ts';

/**
 * Why nothing of a file may go to a server, as a sentence; `undefined` where nothing speaks against it. It is judged by its
 * name and, where links lead to it, by the name of what it really is. `roots`: the workspace's folders, absolute; without
 * any, what the person opened is theirs to send, if it is not private.
 */
export async function reasonNotToSend(file: string, roots: readonly string[]): Promise<string | undefined> {
  const named = path.resolve(file);
  // What is not on disk yet, or no more, is what it is called.
  const real = await fs.realpath(named).catch(() => named);
  const realRoots = await Promise.all(roots.map((root) => fs.realpath(root).catch(() => path.resolve(root))));
  const folders = [...new Set([...realRoots, ...roots.map((root) => path.resolve(root))])];
  for (const each of new Set([named, real])) {
    const reason = reasonByName(each) ?? (await reasonByPlace(each, each === real ? realRoots : folders));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Keys and passwords by custom: the file's own name, or the folder that it is in. */
export function reasonByName(file: string): string | undefined {
  const slashed = file.split(path.sep).join('/');
  if (slashed.split('/').includes('.git')) return 'It belongs to Git itself.';
  return isPrivateFile(slashed) || sensitivityOf(slashed.replace(/^\//, '')) === 'secrets' ? PRIVATE : undefined;
}

const PRIVATE = 'By its name it holds keys or passwords.';

async function reasonByPlace(file: string, roots: readonly string[]): Promise<string | undefined> {
  if (roots.length === 0) return undefined;
  const inside = roots.filter((root) => isInside(root, file));
  if (inside.length === 0) return 'It is outside of this workspace.';
  for (const root of inside) {
    if (await isIgnored(root, file)) return 'A .gitignore or .sottoignore leaves it out.';
  }
  return undefined;
}

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

async function isIgnored(root: string, file: string): Promise<boolean> {
  const folders = path.relative(root, file).split(path.sep);
  const name = folders.pop()!;
  let rules = await ignoreRulesFor(root);
  for (const folder of folders) {
    if (rules.ignores(folder, true)) return true;
    rules = await rules.inFolder(folder);
  }
  return rules.ignores(name, false);
}
