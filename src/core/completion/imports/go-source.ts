import { resolveImport } from '../../repository/imports/resolve-import.ts';
import { type FileOutline, isMember } from '../../repository/outline.ts';
import { folderOf } from '../../repository/path.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import { rootOf } from './shared-end.ts';
import type { UnimportedName } from './unimported-names.ts';

/** The import path of the one package of that name that has all that is asked of it. */
export function goSource(
  { name, members }: UnimportedName,
  from: FileOutline,
  repository: RepositoryOutline,
): string | undefined {
  const folders = Map.groupBy(
    repository.files.inNamespace(name).filter((path) => path.endsWith('.go') && !path.endsWith('_test.go')),
    folderOf,
  );
  folders.delete(folderOf(from.path));
  const fitting = [...folders].filter(([folder, paths]) => {
    const exported = new Set(paths.flatMap((path) => topNames(repository.get(path)!)));
    return mayBeSeen(folder, from.path) && members.every((member) => exported.has(member));
  });
  const [only, ...others] = fitting;
  if (only === undefined || others.length > 0) return undefined;
  return pathOfPackage(only[0], from, repository);
}

function topNames({ definitions }: FileOutline): readonly string[] {
  return definitions.filter((each) => each.exported && !isMember(each)).map((each) => each.name);
}

/** What lies in `internal` is for who lies beside it; a program can be imported by nobody. */
function mayBeSeen(folder: string, path: string): boolean {
  const at = `${folder}/`.lastIndexOf('/internal/');
  return at < 0 || path.startsWith(folder.slice(0, at + 1));
}

/** As another import shows what stands for the folder of the module; the files of one module are below one folder. */
function pathOfPackage(folder: string, from: FileOutline, repository: RepositoryOutline): string | undefined {
  const found = new Set<string>();
  for (const path of repository.paths()) {
    const outline = repository.get(path)!;
    if (outline.languageId !== 'go') continue;
    for (const imported of outline.imports) {
      const target = resolveImport(imported, outline, repository.files)[0];
      if (target === undefined) continue;
      const targetFolder = folderOf(target);
      if (targetFolder === folder) return imported.source;
      const root = rootOf(imported.source.split('/'), targetFolder.split('/'));
      if (root === undefined || root.source.length === 0) continue;
      const module = root.path.join('/');
      if (!folder.startsWith(`${module}/`) || !from.path.startsWith(`${module}/`)) continue;
      found.add(`${root.source.join('/')}${folder.slice(module.length)}`);
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}
