import { resolveImport } from '../../repository/imports/resolve-import.ts';
import type { FileOutline } from '../../repository/outline.ts';
import { folderOf, nameOf, sharedFolders, stemOf } from '../../repository/path.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import { nearFiles } from './near-files.ts';
import { rootOf } from './shared-end.ts';
import type { FindSource } from './needed-import.ts';

/** `pkg.mod` or `.mod`, as the file and those beside it write it. */
export const pythonSource: FindSource = (target, from, repository, example) => {
  const module = example?.target ?? target.path;
  const isRelative = isRelativeHere(module, from, repository) ?? example?.source.startsWith('.') === true;
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

/**
 * What most imports do that lead as far up as this one, of the file or else of those near it; else what most of them do at
 * all, if no more dots are needed than somebody writes.
 */
function isRelativeHere(module: string, from: FileOutline, repository: RepositoryOutline): boolean | undefined {
  const wantedDots = dotsTo(module, from.path);
  const led = [[from], nearFiles(from.path, repository)].map((outlines) =>
    outlines.flatMap((outline) =>
      outline.imports.flatMap((imported) => {
        const target = resolveImport(imported, outline, repository.files)[0];
        return target === undefined ? [] : [{ source: imported.source, dots: dotsTo(target, outline.path) }];
      }),
    ),
  );
  const voters = [...led.map((each) => each.filter(({ dots }) => dots === wantedDots)), ...led];
  const voter = voters.find((each) => each.length > 0);
  if (voter === undefined) return undefined;
  const relative = voter.filter(({ source }) => source.startsWith('.'));
  const mostDots = Math.max(...led.flat().map(({ source }) => /^\.*/.exec(source)![0].length));
  return relative.length * 2 > voter.length && wantedDots <= mostDots;
}

/** How many dots lead from a file to the folder that both are in. */
function dotsTo(module: string, from: string): number {
  const here = folderOf(from).split('/');
  return here.length - sharedFolders(from, modulePath(module)) + 1;
}

/** Only within a package: a script has none. */
function relativeSource(module: string, from: string, repository: RepositoryOutline): string | undefined {
  const root = packageRoot(from, repository);
  if (root === folderOf(from) || !module.startsWith(`${root}/`)) return undefined;
  const dots = dotsTo(module, from);
  const shared = folderOf(from).split('/').length - dots + 1;
  return '.'.repeat(dots) + modulePath(module).split('/').slice(shared).join('.');
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
