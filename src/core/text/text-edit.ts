/** Replaces `deleteCount` UTF-16 units at `offset` by `insertText`. */
export interface TextEdit {
  readonly offset: number;
  readonly deleteCount: number;
  readonly insertText: string;
}
