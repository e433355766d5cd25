import type { FileOutline } from '../../repository/outline.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import { findImport } from './find-import.ts';
import type { NeededImport } from './needed-import.ts';
import type { UnimportedName } from './unimported-names.ts';

/** Those names that have one import each that is certain; in their order. */
export function findImports(
  names: readonly UnimportedName[],
  from: FileOutline,
  repository: RepositoryOutline,
): readonly NeededImport[] {
  return names.flatMap((name) => findImport(name, from, repository) ?? []);
}
