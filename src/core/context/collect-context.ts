import type { FileOutline } from '../repository/outline.ts';
import type { RepositoryOutline } from '../repository/repository-outline.ts';
import { fitBudget } from './budget.ts';
import { identifiersIn } from './identifiers.ts';
import { importedDefinitions } from './imported-definitions.ts';
import { openFiles } from './open-files.ts';
import { rank } from './rank.ts';
import type { Retriever } from './retriever.ts';
import type { Snippet } from './snippet.ts';

export interface ContextOptions {
  /** Outline of the open text. */
  readonly outline: FileOutline;
  readonly text: string;
  /** Absolute paths of the other open files, most recent first. */
  readonly openFiles: readonly string[];
  /** For all snippets together, paths included. */
  readonly budgetChars: number;
  readonly repository: RepositoryOutline;
  readonly retrievers?: readonly Retriever[];
}

export const RETRIEVERS: readonly Retriever[] = [importedDefinitions, openFiles];

/** What of the repository goes with a request about the open text, best first. The same input gives the same answer. */
export function collectContext(options: ContextOptions): readonly Snippet[] {
  const { outline, repository, retrievers = RETRIEVERS } = options;
  const identifiers = new Set(identifiersIn(options.text));
  for (const { name } of outline.definitions) identifiers.delete(name);
  const request = { outline, identifiers, openFiles: options.openFiles };
  const candidates = retrievers.flatMap((retrieve) => retrieve(request, repository));
  return fitBudget(rank(candidates), options.budgetChars);
}
