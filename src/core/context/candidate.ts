import type { Definition } from '../repository/outline.ts';
import type { RetrieverName } from './retriever.ts';

/** A definition that some retrievers found, with how sure each of them is of it. */
export interface Candidate {
  readonly path: string;
  readonly definition: Definition;
  readonly strengths: ReadonlyMap<RetrieverName, number>;
}

/** One with the share of all candidates' chances that it has. */
export interface RankedCandidate extends Candidate {
  readonly chance: number;
}
