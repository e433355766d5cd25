/** What a first look at a file's syntax tree gives: plain data, the only thing that crosses a process. */

export type DefinitionKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'constant'
  | 'field'
  | 'module';

export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** The definition's head on one line, without body; at most 240 characters. */
  readonly signature: string;
  /** First and last line, zero-based, inclusive. */
  readonly line: number;
  readonly endLine: number;
  /** Name of the enclosing class, interface, module, … if any. */
  readonly parent?: string;
  readonly exported: boolean;
}

/** Whether it belongs to a type rather than to a file, namespace or module. */
export function isMember({ kind, parent }: Definition): boolean {
  return parent !== undefined && (kind === 'method' || kind === 'field');
}

export interface ImportedName {
  /** As exported there; `*` for a whole module, `default` for a default export. */
  readonly name: string;
  /** As it is called here. */
  readonly local: string;
}

export interface Import {
  /** As written: `./util.ts`, `os.path`, `java.util.List`, `crate::base`, `"fmt"` without its quotes. */
  readonly source: string;
  readonly names: readonly ImportedName[];
  readonly line: number;
}

export interface FileOutline {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly languageId: string;
  readonly definitions: readonly Definition[];
  readonly imports: readonly Import[];
}
