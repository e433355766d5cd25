// Folders that an index must get through: links that lead back, what may not be read, what changes meanwhile, and too much.
import fs from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

export interface HostileFolder {
  make(root: string): Promise<void>;
  /** What happens to the folder while it is indexed, until the signal. */
  disturb?(root: string, signal: AbortSignal): Promise<void>;
}

export interface FolderSize {
  readonly count: number | undefined;
  readonly depth: number | undefined;
  /** Of each file. */
  readonly bytes: number | undefined;
}

/** Enough to be in the middle of when the folder changes. */
const FILES_AT_HAND = 400;

/** `undefined` for a kind that nothing is known about. */
export function hostileFolder(
  kind: string,
  { count = FILES_AT_HAND, depth = 1, bytes = 20 }: FolderSize,
): HostileFolder | undefined {
  const inOneFolder = (root: string): Promise<void> => writeMany(root, count, count, bytes);
  switch (kind) {
    case 'symlink_loop':
      return { make: (root) => linkBack(root, depth, depth) };
    case 'symlink_to_parent':
      return { make: (root) => linkBack(root, depth, depth + 1) };
    case 'permission_denied_dir':
      return { make: (root) => writeUnreadable(path.join(root, CLOSED, 'a.ts'), true) };
    case 'permission_denied_file':
      return { make: (root) => writeUnreadable(path.join(root, CLOSED, 'a.ts'), false) };
    case 'many_files':
      return { make: (root) => writeMany(root, count, 1000, bytes) };
    case 'one_dir_many_files':
      return { make: inOneFolder };
    case 'deep_dirs':
      return { make: (root) => writeDeep(root, depth) };
    case 'deleted_while_reading':
      return { make: inOneFolder, disturb: (root, signal) => eachFile(root, count, signal, remove) };
    case 'replaced_while_reading':
      return { make: inOneFolder, disturb: (root, signal) => eachFile(root, count, signal, replace) };
    case 'renamed_folder_while_walking':
      return { make: inOneFolder, disturb: renameForever };
    default:
      return undefined;
  }
}

/** Whoever made such a folder can remove it again. */
export async function removeFolder(root: string): Promise<void> {
  await fs.chmod(path.join(root, CLOSED), 0o755).catch(() => {});
  await fs.rm(root, { recursive: true, force: true, maxRetries: 3 });
}

const CLOSED = 'closed';

/** A chain of folders, in the last of which a link leads so many folders up. */
async function linkBack(root: string, depth: number, up: number): Promise<void> {
  const folder = path.join(root, ...Array.from({ length: depth }, (_, index) => `folder${index}`));
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path.join(folder, 'a.ts'), 'export const a = 1;\n');
  await fs.symlink(path.resolve(folder, ...Array.from({ length: up }, () => '..')), path.join(folder, 'back'));
}

async function writeUnreadable(file: string, isFolder: boolean): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, 'export const a = 1;\n');
  await fs.chmod(isFolder ? path.dirname(file) : file, 0);
}

const fileAt = (root: string, index: number, perFolder: number): string =>
  path.join(root, 'many', `part${Math.floor(index / perFolder)}`, `file${index}.ts`);

async function writeMany(root: string, count: number, perFolder: number, bytes: number): Promise<void> {
  for (let index = 0; index < count; index += perFolder) {
    await fs.mkdir(path.dirname(fileAt(root, index, perFolder)), { recursive: true });
  }
  const text = (index: number): string => `let a${index} = 1;`.padEnd(bytes - 1).concat('\n');
  for (let index = 0; index < count; index += 200) {
    const indexes = Array.from({ length: Math.min(200, count - index) }, (_, at) => index + at);
    await Promise.all(indexes.map((each) => fs.writeFile(fileAt(root, each, perFolder), text(each))));
  }
}

async function writeDeep(root: string, depth: number): Promise<void> {
  const folder = path.join(root, ...Array.from({ length: depth }, () => 'd'));
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path.join(folder, 'a.ts'), 'export const a = 1;\n');
}

/** From the last to the first: the walk comes the other way. */
async function eachFile(
  root: string,
  count: number,
  signal: AbortSignal,
  change: (file: string) => Promise<void>,
): Promise<void> {
  for (let index = count - 1; index >= 0 && !signal.aborted; index--) await change(fileAt(root, index, count));
}

const remove = (file: string): Promise<void> => fs.rm(file, { force: true });

async function replace(file: string): Promise<void> {
  await fs.writeFile(`${file}.new`, `export const replaced = [${'1, '.repeat(500)}];\n`);
  await fs.rename(`${file}.new`, file);
}

async function renameForever(root: string, signal: AbortSignal): Promise<void> {
  const names = [path.join(root, 'many'), path.join(root, 'renamed')] as const;
  for (let turn = 0; !signal.aborted; turn++) {
    await fs.rename(names[turn % 2]!, names[(turn + 1) % 2]!);
    await setImmediate();
  }
}
