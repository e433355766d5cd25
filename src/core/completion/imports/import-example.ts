import { findExported } from '../../repository/find-exported.ts';
import { resolveImport } from '../../repository/imports/resolve-import.ts';
import type { FileOutline } from '../../repository/outline.ts';
import { folderOf, sharedFolders } from '../../repository/path.ts';
import type { LocatedDefinition, RepositoryOutline } from '../../repository/repository-outline.ts';

/** How a file of the repository imports something. */
export interface ImportExample {
  readonly path: string;
  readonly source: string;
  /** The file that the source leads to; what it gives on may be defined elsewhere. */
  readonly target: string;
  readonly isDefault: boolean;
}

/** What these import they give on to others. */
const GIVES_ON = /\/(?:index\.[cm]?[jt]sx?|__init__\.pyi?|mod\.rs|lib\.rs)$/;

/**
 * How the nearest file that imports the definition, under its own name, does so. A module that only gives on what is below
 * it (`index.ts`, `__init__.py`) is no example for the files that it gives on: it would import them in a circle.
 */
export function importExample(
  { path: definedIn, definition }: LocatedDefinition,
  from: FileOutline,
  repository: RepositoryOutline,
): ImportExample | undefined {
  let best: ImportExample | undefined;
  let bestShared = -1;
  for (const path of repository.paths()) {
    if (path === from.path || GIVES_ON.test(path)) continue;
    const shared = sharedFolders(path, from.path);
    if (shared <= bestShared) continue;
    const outline = repository.get(path)!;
    for (const imported of outline.imports) {
      const named = imported.names.find(({ local }) => local === definition.name);
      if (named === undefined || named.name === '*') continue;
      const target = resolveImport(imported, outline, repository.files).find((each) =>
        leadsTo(each, named.name, definedIn, definition.name, repository),
      );
      if (target === undefined || target === from.path) continue;
      if (target !== definedIn && isBelow(from.path, target) && !isBelow(path, target)) continue;
      best = { path, source: imported.source, target, isDefault: named.name === 'default' };
      bestShared = shared;
    }
  }
  return best;
}

function leadsTo(path: string, name: string, definedIn: string, local: string, repository: RepositoryOutline): boolean {
  if (path === definedIn) return true;
  const found = findExported(repository, path, name, local);
  return found.length > 0 && found.every((each) => each.path === definedIn);
}

function isBelow(path: string, module: string): boolean {
  return path.startsWith(`${folderOf(module)}/`);
}
