import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';
import { folderOf, joinPath, selfAndParents } from '../path.ts';

/**
 * `.mod` and `..pkg.mod` from the file's package, `pkg.mod` from any folder above or its `src`. An imported name may
 * itself be a module (`from pkg import mod`); those files come first, then the package's own.
 */
export function resolvePython({ source, names }: Import, from: string, files: FileTable): readonly string[] {
  const dots = /^\.*/.exec(source)![0].length;
  const modulePath = source.slice(dots).replaceAll('.', '/');
  for (const root of dots > 0 ? [joinPath(folderOf(from), '../'.repeat(dots - 1))] : roots(folderOf(from))) {
    const target = joinPath(root, modulePath);
    const found = [...names.flatMap(({ name }) => moduleFiles(`${target}/${name}`)), ...moduleFiles(target)];
    const known = found.filter((path) => files.has(path));
    if (known.length > 0) return known;
  }
  return [];
}

function* roots(folder: string): Generator<string> {
  for (const parent of selfAndParents(folder)) {
    yield parent;
    yield `${parent}/src`;
  }
}

function moduleFiles(target: string): readonly string[] {
  return [`${target}.py`, `${target}.pyi`, `${target}/__init__.py`, `${target}/__init__.pyi`];
}
