import type { RetrieverName } from './retriever.ts';

/** A piece of the repository that goes with a request: lines of one file. */
export interface Snippet {
  /** The retriever that found the most of it. */
  readonly kind: RetrieverName;
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
}
