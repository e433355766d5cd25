import type { FileOutline } from '../../repository/outline.ts';
import { extensionOf, folderOf, sharedFolders } from '../../repository/path.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';

/** So many say how things are done here. */
const MOST = 20;

/** Other files with imports that end alike: those of the same folder first, then those nearest to it. */
export function nearFiles(path: string, repository: RepositoryOutline): readonly FileOutline[] {
  const extension = extensionOf(path);
  const found: { readonly outline: FileOutline; readonly shared: number }[] = [];
  for (const each of repository.paths()) {
    if (each === path || extensionOf(each) !== extension) continue;
    const outline = repository.get(each)!;
    if (outline.imports.length === 0) continue;
    const isBeside = folderOf(each) === folderOf(path);
    found.push({ outline, shared: sharedFolders(each, path) + Number(isBeside) });
  }
  return found
    .toSorted((a, b) => b.shared - a.shared || (a.outline.path < b.outline.path ? -1 : 1))
    .slice(0, MOST)
    .map(({ outline }) => outline);
}
