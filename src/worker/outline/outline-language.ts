import type { DefinitionKind, Import, ImportedName } from '../../core/repository/outline.ts';
import type { TypePlace } from '../../core/repository/read-head.ts';

/**
 * How a language's tree is read. The captures of its queries, `languages/<name>/outline.scm`:
 *
 * - `@function`, `@class`, … (a `DefinitionKind`, or `@variable`, a constant that is not called one): a definition, with
 *   its `@name`; `@body` is cut from the signature, `@value` too when it is long; `@parent` names the type that a
 *   definition written elsewhere belongs to;
 * - `@wrapper`: what may stand around one definition (`export …`), belongs to its signature and makes it exported;
 * - `@scope`: gives what is in it to the type of its `@name`; `@local`: what is in it cannot be seen from outside;
 * - `@own`: a field that a method gives its object (`self.x = …`), with its `@name`;
 * - `@base`: a type that the one around it extends, implements or embeds;
 * - `@call`: a name that is called; `@type-name`: a type that is spoken of; neither has captures beside it;
 * - `@namespace`: what the file says its package or namespace is;
 * - `@export`: a name in a list of exports; `@access`: `public:` and the like, for what comes after it;
 * - `@import` with `@source`, and `@imported`, `@alias`, `@all` (whole module), `@default` where it has them.
 *
 * Of several patterns that match one name, the first in the query counts.
 */
export interface OutlineLanguage {
  /** What begins a comment that goes to the line end; such comments would swallow the rest of a one-line signature. */
  readonly lineComment: '//' | '#' | '--';
  readonly typePlace: TypePlace;
  /** Whether other files can use it, where no `@wrapper`, `@export` or `@access` says so. */
  isExported(definition: DefinitionHead, parent: DefinitionHead | undefined): boolean;
  /** What one match of `@import` says; a statement with several names matches several times. */
  readImport(match: ImportMatch): readonly ReadImport[];
  /** What holds for members before the first `@access`; `undefined` where there are no such labels. */
  defaultAccess?(definition: DefinitionHead): 'public' | 'private' | undefined;
  /** Where what is captured as `@name` is more than the name. */
  splitName?(captured: string): { readonly name: string; readonly parent?: string };
  /** Where the signature alone would not say what it is, as in a `type ( … )` group of Go. */
  completeSignature?(signature: string, capture: string): string;
}

export interface DefinitionHead {
  readonly name: string;
  readonly kind: DefinitionKind | 'scope' | 'wrapper' | 'local';
  readonly signature: string;
}

export type ReadImport = Pick<Import, 'source' | 'names'>;

/** The texts of the captures of one import. */
export interface ImportMatch {
  /** The whole statement. */
  readonly statement: string;
  readonly source: string;
  readonly imported: string | undefined;
  readonly alias: string | undefined;
  readonly all: string | undefined;
  readonly default: string | undefined;
}

/** For languages whose import statements name what they import, as JavaScript's and Python's do. */
export function readNamedImport(match: ImportMatch): readonly ReadImport[] {
  const names: ImportedName[] = [];
  if (match.default !== undefined) names.push({ name: 'default', local: match.default });
  if (match.all !== undefined) names.push({ name: '*', local: match.all });
  if (match.imported !== undefined) names.push({ name: match.imported, local: match.alias ?? match.imported });
  return [{ source: match.source.replaceAll(/^['"`]|['"`]$/g, ''), names }];
}
