// What a first look at a file's syntax tree gives: plain data, the only thing that crosses a process.
import type { ProjectConfig } from './project-config.ts';

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
  /**
   * The head's lines as they stand in the file, less their common indentation; at most 12 of them. Absent where that is the
   * signature, but for what opens the body.
   */
  readonly written?: string;
  /** First and last line, zero-based, inclusive. */
  readonly line: number;
  readonly endLine: number;
  /** Name of the enclosing class, interface, module, … if any. */
  readonly parent?: string;
  readonly exported: boolean;
  /** The first line of what documents it, at most 160 characters. */
  readonly doc?: string;
  /** What it extends, implements or embeds: names as written, without type arguments. */
  readonly bases?: readonly string[];
  /** As written: what a function gives back, what a field or constant is declared to be; at most 160 characters. */
  readonly type?: string;
  /** As written between the brackets, on one line, at most 400 characters; `readParameters` takes it apart. */
  readonly parameters?: string;
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

/** A name that is used: each call, and a type once for each definition that speaks of it. */
export interface Reference {
  readonly name: string;
  readonly kind: 'call' | 'type';
  /** Zero-based. */
  readonly line: number;
  /** The innermost definition around it, by its place in `definitions`; `undefined` at the top of the file. */
  readonly by?: number;
  /** What stands before `.`, `->` or `::`, where that is a name: `loan` in `loan.overdue()`. */
  readonly on?: string;
}

export interface FileOutline {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly languageId: string;
  /** Package or namespace as the file declares it (Java, C#, Go). Of several, the first. */
  readonly namespace?: string;
  readonly definitions: readonly Definition[];
  readonly imports: readonly Import[];
  /** Of a file that configures a project. */
  readonly config?: ProjectConfig;
  /** In the order of the file. */
  readonly references: readonly Reference[];
}
