/** Replaces `deleteCount` UTF-16 units at `offset` by `insertText`. */
export interface TextEdit {
  readonly offset: number;
  readonly deleteCount: number;
  readonly insertText: string;
}

/** Applies the edits one after the other; each offset is in the text that the edits before it made. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { offset, deleteCount, insertText } of edits) {
    result = result.slice(0, offset) + insertText + result.slice(offset + deleteCount);
  }
  return result;
}
