/** Paths here are absolute and use `/` on every system; `core` has no `node:path`. */

/** `/a/b/c.ts` → `/a/b`; a name without a folder gives the empty string. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** `/a/b/c.ts` → `c.ts`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `/a/b/c.test.ts` → `c.test`: the name without its last extension. */
export function stemOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** `/a/b/c.test.ts` → `.ts`; empty where there is none. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot) : '';
}

/** Resolves `.` and `..` in `relative` against `folder`; leaving the file system's root gives the root. */
export function joinPath(folder: string, relative: string): string {
  const parts = folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.length > 1) parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** The folder itself, then its parents up to the root (the empty string), nearest first. */
export function* selfAndParents(folder: string): Generator<string> {
  for (let current = folder; current !== ''; current = folderOf(current)) yield current;
  yield '';
}

/** How many leading folders two paths share: more is nearer. */
export function sharedFolders(a: string, b: string): number {
  let shared = 0;
  for (let at = 0; at < a.length && a[at] === b[at]; at++) if (a[at] === '/') shared++;
  return shared;
}
