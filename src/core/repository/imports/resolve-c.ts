import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';
import { folderOf, joinPath, selfAndParents } from '../path.ts';

/**
 * `"x/y.h"` from the file's folder, the folders above and their `include`, then by the end of its path. `<x/y.h>` is
 * only looked for when it names a folder: `<string.h>` is the system's even where the repository has one.
 */
export function resolveC({ source }: Import, from: string, files: FileTable): readonly string[] {
  const angled = /^<(.+)>$/.exec(source)?.[1];
  if (angled !== undefined && !angled.includes('/')) return [];
  const header = angled ?? source;
  for (const folder of selfAndParents(folderOf(from))) {
    const found = files.find(joinPath(folder, header)) ?? files.find(joinPath(folder, `include/${header}`));
    if (found !== undefined) return [found];
  }
  return files.endingWith(header.replace(/^(?:\.\.?\/)+/, ''), from).slice(0, 1);
}
