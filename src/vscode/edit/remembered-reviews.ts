import type * as vscode from 'vscode';
import type { Review } from '../../core/edit/review.ts';

/** Which review belonged to a text, so that undo and redo of an accepted hunk take the review along. */
export interface RememberedReviews {
  keep(uri: vscode.Uri, text: string, review: Review): void;
  find(uri: vscode.Uri, text: string): Review | undefined;
}

/** People go back a few hunks, not hundreds. */
const MOST = 40;

export function createRemembered(): RememberedReviews {
  const entries: { readonly uri: string; readonly text: string; readonly review: Review }[] = [];
  return {
    keep(uri, text, review) {
      const at = entries.findIndex((entry) => entry.uri === uri.toString() && entry.text === text);
      if (at >= 0) entries.splice(at, 1);
      entries.push({ uri: uri.toString(), text, review });
      if (entries.length > MOST) entries.shift();
    },
    find: (uri, text) => entries.findLast((entry) => entry.uri === uri.toString() && entry.text === text)?.review,
  };
}
