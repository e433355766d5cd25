import type { ImportExample } from './import-example.ts';
import type { FileOutline } from '../../repository/outline.ts';
import type { LocatedDefinition, RepositoryOutline } from '../../repository/repository-outline.ts';

/** What has to be imported for a name of a suggestion to mean what it should. */
export interface NeededImport {
  readonly languageId: string;
  /** As it is called in the file; of Go the package's. */
  readonly name: string;
  /** As the language writes it: `./dates.js`, `library.loans`, `crate::loans`, `example.com/library/loans`. */
  readonly source: string;
  /** `whole`: the source itself is what is imported, as a class of Java or a package of Go is. */
  readonly kind: 'named' | 'default' | 'whole';
  /** Only its type is asked for: TypeScript may say so. */
  readonly isType: boolean;
}

/** Where a definition is imported from, as `from` would write it, if one can go by how others do; `undefined` where that is not certain. */
export type FindSource = (
  target: LocatedDefinition,
  from: FileOutline,
  repository: RepositoryOutline,
  example: ImportExample | undefined,
) => Pick<NeededImport, 'source' | 'kind'> | undefined;

/** In one line, for people: as the statement would stand alone. */
export function describeImport({ languageId, name, source, kind, isType }: NeededImport): string {
  switch (languageId) {
    case 'python':
      return `from ${source} import ${name}`;
    case 'java':
      return `import ${source}`;
    case 'go':
      return `import "${source}"`;
    case 'rust':
      return `use ${source}::${name}`;
    default:
      return `import ${isType ? 'type ' : ''}${kind === 'default' ? name : `{ ${name} }`} from '${source}'`;
  }
}
