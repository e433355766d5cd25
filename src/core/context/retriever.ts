import type { FileOutline } from '../repository/outline.ts';
import type { RepositoryOutline } from '../repository/repository-outline.ts';
import type { Snippet } from './snippet.ts';

/** What context is wanted for: the text as it is in the editor, not as it is on disk. */
export interface ContextRequest {
  /** Outline of the open text; `path` is that of the file. */
  readonly outline: FileOutline;
  /** Names in the open text that it does not define itself. */
  readonly identifiers: ReadonlySet<string>;
  /** Absolute paths of the other open files, most recent first. */
  readonly openFiles: readonly string[];
}

/** What one file has to offer, before it is ranked and cut to the budget. */
export interface Candidate {
  readonly kind: Snippet['kind'];
  readonly path: string;
  /** More is better; only compared. */
  readonly score: number;
  /** In the order of the file. */
  readonly lines: readonly CandidateLine[];
}

export interface CandidateLine {
  readonly text: string;
  /** Zero-based line in the file; the lines of a snippet stand in this order. */
  readonly line: number;
  readonly importance: Importance;
}

/** Lines are taken in this order: all `asked` ones of all files, then all `member` ones, then the rest. */
export const IMPORTANCES = ['asked', 'member', 'aside'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** A source of context: a pure look-up in what is indexed. */
export type Retriever = (request: ContextRequest, repository: RepositoryOutline) => readonly Candidate[];
