import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The first of `names` that is on PATH, as an absolute path. */
export function findOnPath(names: readonly string[]): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return firstFile(
    names.flatMap((name) => folders.flatMap((folder) => endings.map((end) => path.join(folder, name + end)))),
  );
}

export function firstFile(files: readonly string[]): string | undefined {
  return files.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}
