import type { RepositoryModel } from './repository-model.ts';

/**
 * What each file of the repository counts for in the file at `path`: neighbours more, and the file's own saved copy
 * nothing, because it would answer with what the programmer has just changed.
 */
export function nearnessWeights(model: RepositoryModel, path: string, nearPaths: readonly string[]): Float32Array {
  const folder = folderOf(path);
  const parent = folderOf(folder);
  const stem = stemOf(path);
  const near = new Set(nearPaths);
  return Float32Array.from(model.paths, (other) => {
    if (other === path) return 0;
    const otherFolder = folderOf(other);
    let weight = 1;
    if (otherFolder === folder) weight = 3;
    else if (parent !== '' && `${otherFolder}/`.startsWith(`${parent}/`)) weight = 1.5;
    if (isSimilarName(stem, stemOf(other))) weight += 1.5;
    return near.has(other) ? weight * 2 : weight;
  });
}

/** Empty for a name without a folder. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The name up to its first dot, so that `user.test.ts` and `user.ts` are alike. */
function stemOf(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\..*$/, '')
    .toLowerCase();
}

/** Names of up to three letters are alike by accident. */
function isSimilarName(a: string, b: string): boolean {
  return a.length > 3 && b.length > 3 && (a.includes(b) || b.includes(a));
}
