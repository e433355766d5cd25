/** What is known of the function around a place in an open text: plain data, read from its syntax tree. */
export interface FunctionFacts {
  /** `undefined` outside any function, where the rest is about the file's top level. */
  readonly name?: string;
  /** The type that the function is a member of. */
  readonly owner?: string;
  readonly parameters: readonly Variable[];
  /** Of the function and those around it, in the order of the file; those after the place as well. */
  readonly locals: readonly Variable[];
  /** Names that are read, called or assigned to: each once, in the order of the file. */
  readonly reads: readonly string[];
  readonly calls: readonly string[];
  readonly writes: readonly string[];
  /** Declared type of what it gives back. */
  readonly returns?: string;
}

export interface Variable {
  readonly name: string;
  /** As declared. */
  readonly type?: string;
  /** The expression that it starts with, on one line, at most 160 characters; of a loop, what it goes through. */
  readonly value?: string;
  /** How the value is taken: as it is, or each of its items. */
  readonly from?: 'value' | 'each';
  /** Zero-based. */
  readonly line: number;
}
