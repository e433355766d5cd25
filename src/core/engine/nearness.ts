import type { SortedCode } from './repository-model.ts';

/**
 * What each file counts for in the file at `path`: neighbours more; nothing the file's own saved copy, which would answer
 * with what the programmer has just changed, and those in `leftOut`, which are no longer what they were.
 */
export function nearnessWeights(
  { paths }: SortedCode,
  path: string,
  nearPaths: readonly string[],
  leftOut: ReadonlySet<string> = NONE,
): Float32Array {
  const folder = folderOf(path);
  const parent = folderOf(folder);
  const stem = stemOf(path);
  const near = new Set(nearPaths);
  return Float32Array.from(paths, (other) => {
    if (other === path || leftOut.has(other)) return 0;
    const otherFolder = folderOf(other);
    let weight = 1;
    if (otherFolder === folder) weight = 3;
    else if (parent !== '' && `${otherFolder}/`.startsWith(`${parent}/`)) weight = 1.5;
    if (isSimilarName(stem, stemOf(other))) weight += 1.5;
    return near.has(other) ? weight * 2 : weight;
  });
}

const NONE: ReadonlySet<string> = new Set();

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
