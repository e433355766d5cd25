import { resolveImport } from '../../repository/imports/resolve-import.ts';
import type { FileOutline } from '../../repository/outline.ts';
import { folderOf, nameOf, stemOf } from '../../repository/path.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import { nearFiles } from './near-files.ts';
import { rootOf } from './shared-end.ts';
import type { FindSource } from './needed-import.ts';

/** `pkg.mod` or `.mod`, as the file and those beside it write it. */
export const pythonSource: FindSource = (target, from, repository, example) => {
  const module = example?.target ?? target.path;
  const own = isRelativeHere(from, repository);
  const isRelative = own ?? (example !== undefined && example.source.startsWith('.'));
  const candidates = isRelative
    ? [relativeSource(module, from.path, repository)]
    : [
        example?.source.startsWith('.') === false ? example.source : undefined,
        absoluteSource(module, from, repository),
      ];
  const source = candidates.find(
    (each) => each !== undefined && leadsOnlyTo(each, module, from, target.definition.name, repository),
  );
  return source === undefined ? undefined : { source, kind: 'named' };
};

function leadsOnlyTo(
  source: string,
  path: string,
  from: FileOutline,
  name: string,
  repository: RepositoryOutline,
): boolean {
  const imported = { source, names: [{ name, local: name }], line: 0 };
  return resolveImport(imported, from, repository.files)[0] === path;
}

/** What most imports do that lead into the repository: of the file, else of those near it. */
function isRelativeHere(from: FileOutline, repository: RepositoryOutline): boolean | undefined {
  for (const outlines of [[from], nearFiles(from.path, repository)]) {
    const sources = outlines.flatMap((outline) =>
      outline.imports
        .filter((imported) => resolveImport(imported, outline, repository.files).length > 0)
        .map(({ source }) => source),
    );
    if (sources.length > 0) return sources.filter((source) => source.startsWith('.')).length * 2 > sources.length;
  }
  return undefined;
}

/** Only within a package: a script has none. */
function relativeSource(module: string, from: string, repository: RepositoryOutline): string | undefined {
  const root = packageRoot(from, repository);
  if (root === folderOf(from) || !module.startsWith(`${root}/`)) return undefined;
  const here = folderOf(from).split('/');
  const there = modulePath(module).split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length && here[shared] === there[shared]) shared++;
  return '.'.repeat(here.length - shared + 1) + there.slice(shared).join('.');
}

function absoluteSource(module: string, from: FileOutline, repository: RepositoryOutline): string | undefined {
  const root = packageRoot(module, repository);
  const isBeside = root === folderOf(module) && folderOf(from.path) === root;
  const base = root !== folderOf(module) || isBeside ? root : shownRoot(module, from, repository);
  return base === undefined
    ? undefined
    : modulePath(module)
        .slice(base.length + 1)
        .replaceAll('/', '.');
}

/** The folder that the outermost package around a file is in; its own where it is in none. */
function packageRoot(path: string, { files }: RepositoryOutline): string {
  let folder = folderOf(path);
  while (files.has(`${folder}/__init__.py`) && folder !== '') folder = folderOf(folder);
  return folder;
}

/** Without `__init__.py`: the folder that other imports show to be where modules are counted from. */
function shownRoot(module: string, from: FileOutline, repository: RepositoryOutline): string | undefined {
  for (const outline of [from, ...nearFiles(from.path, repository)]) {
    for (const imported of outline.imports) {
      if (imported.source.startsWith('.')) continue;
      const target = resolveImport(imported, outline, repository.files)[0];
      const root = target === undefined ? undefined : rootOf(imported.source.split('.'), modulePath(target).split('/'));
      if (root?.source.length === 0 && module.startsWith(`${root.path.join('/')}/`)) return root.path.join('/');
    }
  }
  return undefined;
}

/** `/a/b/__init__.py` → `/a/b`, `/a/b/c.py` → `/a/b/c`. */
function modulePath(path: string): string {
  return nameOf(path).startsWith('__init__.') ? folderOf(path) : `${folderOf(path)}/${stemOf(path)}`;
}
