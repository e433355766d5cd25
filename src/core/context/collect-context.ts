import type { FileOutline } from '../repository/outline.ts';
import type { LocatedDefinition } from '../repository/repository-outline.ts';
import type { ContextIndex } from './context-index.ts';
import { askQuestion } from './question.ts';
import { rank, type RankerWeights } from './rank.ts';
import { rankerWeights } from './ranker-weights.ts';
import type { RetrieverName } from './retriever.ts';
import { findCandidates } from './retrievers.ts';
import { type SelectedSnippet, selectSnippets } from './select-snippets.ts';
import type { Snippet } from './snippet.ts';

export interface ContextOptions {
  /** Outline of the open text. */
  readonly outline: FileOutline;
  readonly text: string;
  /** Of the cursor, in UTF-16 units of the text. */
  readonly offset: number;
  /** Absolute paths of the other open files, most recent first. */
  readonly openFiles: readonly string[];
  /** Lines of other files as they are after they were changed a moment ago. */
  readonly recentEdits?: readonly string[] | undefined;
  /** What the open text imports by name from installed packages. */
  readonly dependencies?: readonly LocatedDefinition[];
  /** For all snippets together, paths included. */
  readonly budgetChars: number;
  /** Takes what fits, worth it or not. */
  readonly noStop?: boolean | undefined;
  /** To see what it is worth. */
  readonly leaveOut?: RetrieverName | undefined;
  readonly weights?: RankerWeights;
}

/**
 * Odds for each character below which nothing more is taken. Chosen on the public tasks by `scripts/train-context.ts`,
 * a quarter of the repositories left out in turn: about the highest that keeps 97 % of what is found without a stop (89.2 of
 * 91.9 %).
 */
const STOP_BELOW = 0.00025;

/** What of the repository goes with a request about the open text, best first. The same input gives the same answer. */
export function collectContext(options: ContextOptions, index: ContextIndex): readonly Snippet[] {
  return explainContext(options, index).map(({ kind, path, text }) => ({ kind, path, text }));
}

/** The same with what speaks for each line. */
export function explainContext(options: ContextOptions, index: ContextIndex): readonly SelectedSnippet[] {
  const { budgetChars, noStop = false, leaveOut, weights = rankerWeights } = options;
  return index.without(options.outline.path, () => {
    const question = askQuestion(options, index);
    const ranking = rank(findCandidates(question, leaveOut), question, weights);
    return selectSnippets(ranking, { budgetChars, stopBelow: noStop ? 0 : STOP_BELOW });
  });
}
