import { findExported } from '../../repository/find-exported.ts';
import { resolveImport } from '../../repository/imports/resolve-import.ts';
import { isKin } from './kin.ts';
import type { FileOutline } from '../../repository/outline.ts';
import { folderOf, sharedFolders, stemOf } from '../../repository/path.ts';
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
 * How the files of the repository import the definition under its own name: from where most of them do, the nearer the more
 * they count, and written as the nearest of those writes it. `elsewhere` where most of them mean something else by that name,
 * of a package say. A module that only gives on what is below it (`index.ts`, `__init__.py`) is no example for the files that
 * it gives on: they would import it in a circle.
 */
export function importExample(
  { path: definedIn, definition: { name } }: LocatedDefinition,
  from: FileOutline,
  repository: RepositoryOutline,
): ImportExample | 'elsewhere' | undefined {
  const byTarget = new Map<string, Votes>();
  for (const path of repository.paths()) {
    const outline = repository.get(path)!;
    if (path === from.path || GIVES_ON.test(path) || !isKin(outline.languageId, from.languageId)) continue;
    for (const imported of outline.imports) {
      const named = imported.names.find(({ local }) => local === name);
      if (named === undefined || named.name === '*') continue;
      const targets = resolveImport(imported, outline, repository.files);
      const target = targets.find((each) => leadsTo(each, named.name, definedIn, name, repository));
      if (target === from.path) continue;
      if (target !== undefined && target !== definedIn && isCircle(target, path, from.path, definedIn)) continue;
      const shared = sharedFolders(path, from.path);
      const example =
        target === undefined
          ? 'elsewhere'
          : { path, source: imported.source, target, isDefault: named.name === 'default' };
      const key = target ?? targets[0] ?? imported.source;
      const known = byTarget.get(key) ?? { votes: 0, shared: -1, example };
      const votes = known.votes + 2 ** shared;
      byTarget.set(key, known.shared >= shared ? { ...known, votes } : { votes, shared, example });
    }
  }
  return [...byTarget.values()].toSorted((a, b) => b.votes - a.votes)[0]?.example;
}

interface Votes {
  readonly votes: number;
  readonly shared: number;
  readonly example: ImportExample | 'elsewhere';
}

function leadsTo(path: string, name: string, definedIn: string, local: string, repository: RepositoryOutline): boolean {
  if (path === definedIn) return true;
  const found = findExported(repository, path, name, local);
  return found.length > 0 && found.every((each) => each.path === definedIn);
}

/** Whether the module would be imported by what it gives on itself. */
function isCircle(target: string, example: string, from: string, definedIn: string): boolean {
  if (folderOf(from) === folderOf(definedIn)) return true;
  return isBelow(from, target) && !isBelow(example, target);
}

/** In the folder of an `index.ts`, or in the folder of its name beside a module. */
function isBelow(path: string, module: string): boolean {
  const folder = GIVES_ON.test(module) ? folderOf(module) : `${folderOf(module)}/${stemOf(module)}`;
  return path.startsWith(`${folder}/`);
}
