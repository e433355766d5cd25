import type { Definition } from '../repository/outline.ts';

/** A definition that some retrievers found. */
export interface Candidate {
  readonly path: string;
  readonly definition: Definition;
  /** How sure each retriever is of it, in the order of `RETRIEVER_NAMES`; 0 where it did not find it. */
  readonly strengths: readonly number[];
}
