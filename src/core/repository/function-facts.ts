import type { Parameter } from './read-parameters.ts';

/** What is known of the function around a place in an open text: plain data, read from its syntax tree. */
export interface FunctionFacts {
  /** `undefined` outside any function, where the rest is about the file's top level. */
  readonly name?: string;
  /** The type that the function is a member of. */
  readonly owner?: string;
  readonly parameters: readonly Parameter[];
  /** Declared type of what it gives back. */
  readonly returns?: string;
  /** Variables of the function and of what is inside it, in the order of the file: those after the place as well. */
  readonly locals: readonly Variable[];
  /** Names that are read or called as they are, each once, in the order of the file; members of something are not. */
  readonly reads: readonly string[];
  /** What is assigned to, as written: `total`, `self.fee`. */
  readonly writes: readonly string[];
  /** Names that are called, members too. */
  readonly calls: readonly string[];
}

export interface Variable extends Parameter {
  /** Where it stands, in UTF-16 units of the text. */
  readonly offset: number;
  /** The expression that it starts with, on one line, at most 160 characters; of a loop, what it goes through. */
  readonly value?: string;
  /** How the value is taken: as it is, each of its items, or the part of that place. */
  readonly from?: 'each' | { readonly part: number };
}
