/** A capture of a query as plain data, so that nothing can hold on to a tree. */
export interface Capture {
  readonly name: string;
  /** UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Zero-based, inclusive. */
  readonly line: number;
  readonly endLine: number;
}

/** The captures of one match, and the place of its pattern in the query. */
export interface Match {
  readonly pattern: number;
  readonly captures: readonly Capture[];
}

/** A name that is used, by its place alone: there are many. */
export interface Use {
  readonly kind: 'call' | 'type';
  /** UTF-16 units. */
  readonly start: number;
  /** Zero-based. */
  readonly line: number;
}

export interface Matches {
  readonly matches: readonly Match[];
  /** In the order of the file, one for each place. */
  readonly uses: readonly Use[];
}

/** Lines `[first, end)` of a text differ from those of an earlier version, of which there were `added` fewer. */
export interface ChangedLines {
  readonly first: number;
  readonly end: number;
  readonly added: number;
}
