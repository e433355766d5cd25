import { resolveImport } from '../core/repository/imports/resolve-import.ts';
import type { FileOutline } from '../core/repository/outline.ts';
import type { RepositoryOutline } from '../core/repository/repository-outline.ts';
import { searchNames } from '../core/repository/search-names.ts';
import type { OutlineResult, SearchParams, SearchResult } from '../node/protocol.ts';

/** Files by their names, where the query has no `/`, and definitions by theirs. */
export function searchRepository(repository: RepositoryOutline, { query, limit }: SearchParams): SearchResult {
  const byName = Map.groupBy(repository.paths(), (path) =>
    query.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1),
  );
  const files = searchNames(byName.keys(), query, limit).flatMap((name) => byName.get(name)!.toSorted());
  const names = query === '' ? [] : searchNames(repository.names(), query, limit);
  return {
    files: files.slice(0, limit),
    definitions: names.flatMap((name) => repository.byName(name)).slice(0, limit),
  };
}

export function withTargets(outline: FileOutline, repository: RepositoryOutline): OutlineResult {
  const imports = outline.imports.map((each) => ({ ...each, file: resolveImport(each, outline, repository.files)[0] }));
  return { definitions: outline.definitions, imports };
}
