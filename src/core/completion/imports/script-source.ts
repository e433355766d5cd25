import { resolveImport } from '../../repository/imports/resolve-import.ts';
import type { FileOutline } from '../../repository/outline.ts';
import { folderOf, joinPath, selfAndParents } from '../../repository/path.ts';
import type { LocatedDefinition, RepositoryOutline } from '../../repository/repository-outline.ts';
import { nearFiles } from './near-files.ts';
import { rootOf } from './shared-end.ts';
import type { FindSource } from './needed-import.ts';

/** An import that leads into the repository. */
interface Led {
  readonly source: string;
  readonly target: string;
}

/**
 * As the file imports from there already, else as the nearest file that imports it does, else by a path or an alias, with or
 * without extension, as the file and those beside it write theirs. Into another package only where some file shows how.
 */
export const scriptSource: FindSource = (target, from, repository, example) => {
  const isDefault = target.definition.signature.startsWith('export default');
  const kind = isDefault ? 'default' : 'named';
  const own = ledFrom(from, repository);
  const known = own.find((each) => each.target === target.path);
  if (known) return { source: known.source, kind };
  const near = nearFiles(from.path, repository).flatMap((outline) => ledFrom(outline, repository));
  if (example) {
    const shown = example.isDefault ? 'default' : 'named';
    const beside = own.find((each) => each.target === example.target);
    if (beside) return { source: beside.source, kind: shown };
    const source = isRelative(example.source)
      ? sourceFor(example.target, target, from, own, near, repository)
      : example.source;
    return source === undefined || !leadsTo(source, example.target, from, repository)
      ? undefined
      : { source, kind: shown };
  }
  if (packageOf(target.path, repository) !== packageOf(from.path, repository)) return undefined;
  const source = sourceFor(target.path, target, from, own, near, repository);
  return source === undefined || !leadsTo(source, target.path, from, repository) ? undefined : { source, kind };
};

function ledFrom(outline: FileOutline, repository: RepositoryOutline): readonly Led[] {
  return outline.imports.flatMap((imported) => {
    const target = resolveImport(imported, outline, repository.files)[0];
    return target === undefined ? [] : [{ source: imported.source, target }];
  });
}

function leadsTo(source: string, path: string, from: FileOutline, { files }: RepositoryOutline): boolean {
  return resolveImport({ source, names: [], line: 0 }, from, files)[0] === path;
}

function sourceFor(
  path: string,
  { path: definedIn }: LocatedDefinition,
  from: FileOutline,
  own: readonly Led[],
  near: readonly Led[],
  repository: RepositoryOutline,
): string | undefined {
  if (/\.d\.[cm]?ts$/.test(definedIn)) return undefined;
  const extensions = extensionStyle([...own, ...near]);
  const relative = withStyle(relativePath(folderOf(from.path), path), extensions);
  const shown = own.length > 0 ? own : near;
  const far = shown.filter(
    ({ source, target }) => !isRelative(source) || isUp(source) || folderOf(target) !== folderOf(path),
  );
  const aliased = far.filter(({ source }) => !isRelative(source));
  const isNear = !isUp(relative);
  const prefersAlias =
    aliased.length > 0 && (isNear ? aliased.length * 2 > shown.length : aliased.length * 2 >= far.length);
  if (!prefersAlias) return relative;
  for (const { source, target } of aliased) {
    const by = aliasPath(source, target, path);
    const styled = by && withStyle(by, extensionStyle(aliased));
    if (styled !== undefined && leadsTo(styled, path, from, repository)) return styled;
  }
  return relative;
}

/** What the alias of an import makes of another file: `@/a/b` is `/w/src/a/b.ts`, so `/w/src/c.ts` is `@/c.ts`. */
function aliasPath(source: string, target: string, path: string): string | undefined {
  const root = rootOf(withoutExtension(source).split('/'), withoutExtension(target).split('/'));
  // Of nothing but a path below the root nothing tells an alias from a package.
  if (root === undefined) return undefined;
  const folder = root.path.join('/');
  if (!path.startsWith(`${folder}/`)) return undefined;
  const rest = path.slice(folder.length + 1);
  return root.source.length === 0 ? rest : `${root.source.join('/')}/${rest}`;
}

type ExtensionStyle = 'none' | 'written' | 'built';

/** What most of the imports of files do. Into a folder says nothing. */
function extensionStyle(led: readonly Led[]): ExtensionStyle {
  const counts: Record<ExtensionStyle, number> = { none: 0, written: 0, built: 0 };
  for (const { source, target } of led) {
    const extension = EXTENSION.exec(source)?.[0];
    if (extension === undefined) counts.none++;
    else if (target.endsWith(extension)) counts.written++;
    else counts.built++;
  }
  if (counts.written > counts.none && counts.written >= counts.built) return 'written';
  return counts.built > counts.none ? 'built' : 'none';
}

const EXTENSION = /\.(?:d\.[cm]?ts|[cm]?[jt]sx?)$/;

function withStyle(path: string, style: ExtensionStyle): string {
  switch (style) {
    case 'written':
      return path;
    case 'built':
      return path.replace(/\.([cm]?)tsx?$/, '.$1js');
    case 'none': {
      const bare = withoutExtension(path);
      const folder = bare.replace(/\/index$/, '');
      return folder === '.' || folder.endsWith('..') ? bare : folder;
    }
  }
}

function withoutExtension(path: string): string {
  return path.replace(EXTENSION, '');
}

function isRelative(source: string): boolean {
  return source.startsWith('.');
}

function isUp(source: string): boolean {
  return source.startsWith('..');
}

function relativePath(folder: string, path: string): string {
  let up = '';
  for (let current = folder; ; current = folderOf(current)) {
    if (path.startsWith(`${current}/`)) return `${up === '' ? './' : up}${path.slice(current.length + 1)}`;
    if (current === '') return joinPath('', path);
    up += '../';
  }
}

/** The folder of the nearest manifest: what is in another one is another package. */
function packageOf(path: string, { files }: RepositoryOutline): string | undefined {
  for (const folder of selfAndParents(folderOf(path))) if (files.has(`${folder}/package.json`)) return folder;
  return undefined;
}
