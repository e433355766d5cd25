import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const MARKS = [
  '.git',
  'package.json',
  'pyproject.toml',
  'setup.py',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'CMakeLists.txt',
];

/** The nearest folder, this one or one above, that looks like a project's, else this one. */
export function projectRoot(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (MARKS.some((mark) => fs.existsSync(path.join(folder, mark)))) return folder;
    if (folder === path.dirname(folder)) return start;
  }
}

/** Where the index of a project is kept between two commands. */
export function storageOf(root: string): string {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return path.join(os.tmpdir(), `sotto-${process.getuid?.() ?? 'user'}`, name);
}
