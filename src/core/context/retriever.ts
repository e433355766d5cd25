import type { LocatedDefinition } from '../repository/repository-outline.ts';
import type { ContextIndex } from './context-index.ts';
import type { Draft } from './draft.ts';
import type { ImportedFile } from './imported-files.ts';
import type { Neighbours } from './neighbours.ts';
import type { Place } from './place.ts';
import type { TypesInScope } from './types-in-scope.ts';
import type { FoundWindow } from './window-index.ts';

/** What context is wanted for, with what several retrievers need to know of it. */
export interface Question {
  readonly place: Place;
  readonly index: ContextIndex;
  readonly types: TypesInScope;
  /** Indexed files that the open text imports, with what it takes from each. */
  readonly imports: readonly ImportedFile[];
  /** Elsewhere in the repository, the best first. */
  readonly similar: readonly FoundWindow[];
  /** Their names, by how similar the windows are that have them: 1 for a name that all have. */
  readonly similarNames: ReadonlyMap<string, number>;
  /** Names that stand elsewhere where the cursor's line does, below lines of the same shape, by how many of those places have them. */
  readonly likeLineNames: ReadonlyMap<string, number>;
  readonly neighbours: Neighbours;
  /** Absolute paths of the other open files, most recent first. */
  readonly openFiles: readonly string[];
  /** Of what was changed in other files a moment ago. */
  readonly recentNames: ReadonlySet<string>;
  /** A guess at what comes next, where there is one. */
  readonly draft: Draft | undefined;
  /** What the open text imports by name from installed packages. */
  readonly dependencies: readonly LocatedDefinition[];
}

/** A definition that may be of use. */
export interface Found extends LocatedDefinition {
  /** From 0 to 1, as far as this retriever can tell. */
  readonly strength: number;
}

export const RETRIEVER_NAMES = [
  'imported-name',
  'imported-file',
  'same-package',
  'receiver',
  'own-type',
  'variable-type',
  'named-type',
  'known-type',
  'signature-type',
  'similar-window',
  'similar-name',
  'like-line',
  'sibling-file',
  'similar-file',
  'neighbours',
  'open-file',
  'recent-edits',
  'drafted',
  'dependency',
] as const;
export type RetrieverName = (typeof RETRIEVER_NAMES)[number];

/** A source of context: a pure look-up in what is indexed, while the open text's own file is hidden (`ContextIndex.without`). */
export type Retriever = (question: Question) => Iterable<Found>;
