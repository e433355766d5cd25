import type * as vscode from 'vscode';
import { rebaseReview } from '../../core/edit/rebase-review.ts';
import { hunksOf, type Review } from '../../core/edit/review.ts';
import type { LineHunk } from '../../core/text/diff.ts';

export type ProposalState =
  /** The answer is still coming; what is shown of it is a preview, and nothing of it can be accepted. */
  'streaming' | 'ready' | 'failed' | 'done';

/** How a proposal came to be, so that it can be asked for again. */
export interface Again {
  /** The same once more, another try. */
  regenerate(): Promise<void>;
  /** With a further wish, on top of what was proposed. */
  refine(wish: string): Promise<void>;
}

/** A proposed text for one document, under review. */
export interface Proposal {
  readonly id: string;
  /** The document to change; nothing of it is changed before a hunk is accepted. */
  readonly target: vscode.Uri;
  /** Where that led, links followed, when the proposal began. */
  readonly real: string | undefined;
  readonly title: string;
  /** There is no such file yet. */
  readonly isNew: boolean;
  readonly languageId: string;
  again: Again | undefined;
  state: ProposalState;
  review: Review;
  /** The document before the first hunk was accepted. */
  before: string | undefined;
  accepted: number;
  /** Errors that the editor showed before anything was proposed. */
  readonly problemsBefore: readonly vscode.Diagnostic[];
  /** The person has said yes to a change of a file that something acts on. */
  confirmed: boolean;
  readonly abort: AbortController;
}

export function hunksToDecide(proposal: Proposal): readonly LineHunk[] {
  return hunksOf(proposal.review);
}

/** After the document changed, by whatever hand. */
export function followDocument(proposal: Proposal, text: string): void {
  proposal.review = rebaseReview(proposal.review, text) ?? proposal.review;
}

/** The hunk that a line is in, or the next one after it, or the last one. */
export function hunkAt(hunks: readonly LineHunk[], line: number, side: 'base' | 'proposal'): LineHunk | undefined {
  const isNotOver = ({ start, end, newStart, newEnd }: LineHunk): boolean =>
    side === 'base' ? line < Math.max(end, start + 1) : line < Math.max(newEnd, newStart + 1);
  return hunks.find(isNotOver) ?? hunks.at(-1);
}
