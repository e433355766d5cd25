/** A piece of the repository that goes with a request. */
export interface Snippet {
  readonly kind: 'imported-definition' | 'open-file';
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
}
