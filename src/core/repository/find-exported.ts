import { resolveImport } from './imports/resolve-import.ts';
import { type Definition, isMember } from './outline.ts';
import { stemOf } from './path.ts';
import type { LocatedDefinition, RepositoryOutline } from './repository-outline.ts';

/** Barrels of barrels of barrels exist; more than this many steps were not seen to find anything new. */
const MAX_STEPS = 4;

/**
 * The definitions that a file gives out under a name, through its re-exports (`export … from`, `pub use`, `from . import`).
 * `default` finds what says `export default`, else what is named like `local` or like the file.
 */
export function findExported(
  repository: RepositoryOutline,
  path: string,
  name: string,
  local: string = name,
): readonly LocatedDefinition[] {
  const seen = new Set<string>();
  let paths: readonly string[] = [path];
  let names = new Set([name]);
  for (let step = 0; step <= MAX_STEPS && paths.length > 0; step++) {
    const found = paths.flatMap((each) => definitionsIn(repository, each, names, local));
    if (found.length > 0) return found;
    for (const each of paths) seen.add(each);
    const next = paths.flatMap((each) => reExports(repository, each, names));
    paths = [...new Set(next.map((each) => each.path))].filter((each) => !seen.has(each));
    names = new Set(next.map((each) => each.name));
  }
  return [];
}

/** Everything that a file gives out, by itself and through what it re-exports as a whole. */
export function allExported(repository: RepositoryOutline, path: string): readonly LocatedDefinition[] {
  const found: LocatedDefinition[] = [];
  const seen = new Set([path]);
  let paths: readonly string[] = [path];
  for (let step = 0; step <= MAX_STEPS && paths.length > 0; step++) {
    const next = new Set<string>();
    for (const each of paths) {
      const outline = repository.get(each);
      for (const definition of outline?.definitions ?? []) {
        if (definition.exported && !isMember(definition)) found.push({ path: each, definition });
      }
      for (const imported of outline?.imports ?? []) {
        if (imported.names.every(({ local }) => local !== '*')) continue;
        for (const target of resolveImport(imported, outline!, repository.files))
          if (!seen.has(target)) next.add(target);
      }
    }
    for (const each of next) seen.add(each);
    paths = [...next];
  }
  return found;
}

function definitionsIn(
  repository: RepositoryOutline,
  path: string,
  names: ReadonlySet<string>,
  local: string,
): readonly LocatedDefinition[] {
  const definitions = (repository.get(path)?.definitions ?? []).filter((each) => !isMember(each));
  const named = definitions.filter((definition) => names.has(definition.name));
  const found = named.length === 0 && names.has('default') ? defaultOf(definitions, path, local) : named;
  return found.map((definition) => ({ path, definition }));
}

function defaultOf(definitions: readonly Definition[], path: string, local: string): readonly Definition[] {
  const marked = definitions.filter(({ signature }) => signature.startsWith('export default'));
  if (marked.length > 0) return marked;
  const named = (wanted: string): readonly Definition[] =>
    definitions.filter(({ name, exported }) => exported && name === wanted);
  return named(local).length > 0 ? named(local) : named(stemOf(path));
}

function reExports(
  repository: RepositoryOutline,
  path: string,
  names: ReadonlySet<string>,
): readonly { readonly path: string; readonly name: string }[] {
  const outline = repository.get(path);
  if (!outline) return [];
  return outline.imports.flatMap((imported) =>
    imported.names
      .filter(({ local }) => local === '*' || names.has(local))
      .flatMap(({ name }) => {
        const targets = resolveImport({ ...imported, names: [{ name, local: name }] }, outline, repository.files);
        const wanted = name === '*' ? [...names] : [name];
        return targets.flatMap((target) => wanted.map((each) => ({ path: target, name: each })));
      }),
  );
}
