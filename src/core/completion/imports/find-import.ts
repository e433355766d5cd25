import { filesOfSamePackage, resolveImport } from '../../repository/imports/resolve-import.ts';
import { findExported } from '../../repository/find-exported.ts';
import { type FileOutline, isMember } from '../../repository/outline.ts';
import { extensionOf, nameOf } from '../../repository/path.ts';
import type { LocatedDefinition, RepositoryOutline } from '../../repository/repository-outline.ts';
import { goSource } from './go-source.ts';
import { importExample } from './import-example.ts';
import { javaSource } from './java-source.ts';
import { isKin } from './kin.ts';
import type { FindSource, NeededImport } from './needed-import.ts';
import { pythonSource } from './python-source.ts';
import { rustSource } from './rust-source.ts';
import { scriptSource } from './script-source.ts';
import type { UnimportedName } from './unimported-names.ts';

const SOURCES: Readonly<Record<string, FindSource>> = {
  typescript: scriptSource,
  typescriptreact: scriptSource,
  javascript: scriptSource,
  javascriptreact: scriptSource,
  python: pythonSource,
  java: javaSource,
  rust: rustSource,
};

/**
 * The import that gives a file a name, if the repository has exactly one thing of that name that can be imported, and it is
 * certain how. `from` is the file as it is without the suggestion.
 */
export function findImport(
  wanted: UnimportedName,
  from: FileOutline,
  repository: RepositoryOutline,
): NeededImport | undefined {
  const { languageId } = from;
  const { name } = wanted;
  if (isInScope(name, from, repository)) return undefined;
  if (languageId === 'go') {
    const source = goSource(wanted, from, repository);
    return source === undefined ? undefined : { languageId, name, source, kind: 'whole', isType: false };
  }
  const findSource = SOURCES[languageId];
  if (findSource === undefined) return undefined;
  const target = onlyDefinition(name, from, repository);
  const example = target && importExample(target, from, repository);
  if (target === undefined || example === 'elsewhere') return undefined;
  if (example === undefined && isOfUseThere(target, languageId)) return undefined;
  const found = findSource(target, from, repository, example);
  if (found === undefined) return undefined;
  const isType = wanted.isType || target.definition.kind === 'interface' || target.definition.kind === 'type';
  return { languageId, name, ...found, isType };
}

/** Declared here, imported, or visible without an import; also where a whole module comes in that nobody knows. */
export function isInScope(name: string, from: FileOutline, repository: RepositoryOutline): boolean {
  if (from.definitions.some((each) => each.name === name && !isMember(each))) return true;
  for (const imported of from.imports) {
    if (imported.names.some(({ local }) => local === name)) return true;
    if (!imported.names.some(({ local }) => local === '*')) continue;
    const targets = resolveImport(imported, from, repository.files);
    if (targets.length === 0) return true;
    if (targets.some((path) => findExported(repository, path, name).length > 0)) return true;
  }
  return filesOfSamePackage(from, repository.files).some((path) =>
    repository.get(path)!.definitions.some((each) => each.name === name && !isMember(each)),
  );
}

/** Of that name, of all that can be imported from another file of the same language; `undefined` where there are several. */
function onlyDefinition(name: string, from: FileOutline, repository: RepositoryOutline): LocatedDefinition | undefined {
  const found = repository.byName(name).filter(({ path, definition }) => {
    if (path === from.path || !definition.exported || definition.parent !== undefined) return false;
    return isKin(repository.get(path)!.languageId, from.languageId) && (isOfTests(from.path) || !isOfTests(path));
  });
  const [first] = found;
  if (first === undefined || found.some(({ path }) => path !== first.path)) return undefined;
  return first;
}

/** At the top of a module of Python everything is given out, what is only of use there as well. */
function isOfUseThere({ definition: { kind, name } }: LocatedDefinition, languageId: string): boolean {
  return languageId === 'python' && kind === 'constant' && !/^[A-Z][A-Z0-9_]*$/.test(name);
}

/** What lies among tests is of use for tests alone. */
function isOfTests(path: string): boolean {
  const name = nameOf(path).slice(0, -extensionOf(path).length);
  return (
    /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|__mocks__|testdata|mocks?)\//.test(path) ||
    /(?:^test_|[._-](?:test|spec|stories)$|_test$|Tests?$)/.test(name)
  );
}
