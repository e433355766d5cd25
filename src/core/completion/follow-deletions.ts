import type { TextEdit } from '../text/text-edit.ts';
import type { DeletedText } from './history.ts';

/**
 * What is deleted near the cursor. An editor tells of a deletion only how long it was, so the text around the cursor is
 * kept; one key after the other makes one text.
 */
export interface Deletions {
  moved(uri: string, offset: number): void;
  /** After the document was changed. */
  changed(uri: string, edits: readonly TextEdit[]): void;
  /** What is known of the document is no longer so. */
  forget(uri: string): void;
}

interface DeletionsOptions {
  /** Of the document as it is now. */
  textAt(uri: string, offset: number, length: number): string | undefined;
  now(): number;
  /** `goesOn`: the one told before is a part of it. */
  onDeleted(deleted: DeletedText, goesOn: boolean): void;
}

/** Characters that are kept before and after the cursor. Who deletes more than that has rearranged something. */
const AROUND = 2_000;

interface Around {
  readonly uri: string;
  /** The cursor, and where `text` begins. */
  readonly at: number;
  readonly start: number;
  readonly text: string;
}

export function followDeletions({ textAt, now, onDeleted }: DeletionsOptions): Deletions {
  let around: Around | undefined;
  /** The last deletion, while nothing else has been done. */
  let last: DeletedText | undefined;

  function look(uri: string, offset: number): void {
    const start = Math.max(0, offset - AROUND);
    const text = textAt(uri, start, offset - start + AROUND);
    around = text === undefined ? undefined : { uri, at: offset, start, text };
  }

  /** `undefined` where it was not seen. */
  function deletedBy(uri: string, { offset, deleteCount }: TextEdit): DeletedText | undefined {
    if (around?.uri !== uri) return undefined;
    const from = offset - around.start;
    if (from < 0 || from + deleteCount > around.text.length) return undefined;
    const linePrefix = around.text.slice(around.text.lastIndexOf('\n', from - 1) + 1, from);
    return { uri, offset, linePrefix, text: around.text.slice(from, from + deleteCount), time: now() };
  }

  return {
    moved(uri, offset) {
      const isNear = around?.uri === uri && Math.abs(offset - around.at) < AROUND / 2;
      if (!isNear) look(uri, offset);
    },
    changed(uri, edits) {
      const [edit] = edits;
      if (edit === undefined) return;
      const isDeletion = edits.length === 1 && edit.insertText === '' && edit.deleteCount > 0;
      const deleted = isDeletion ? deletedBy(uri, edit) : undefined;
      const joined = deleted && last && join(last, deleted);
      last = joined ?? deleted;
      if (last !== undefined) onDeleted(last, joined !== undefined);
      look(uri, edit.offset + edit.insertText.length);
    },
    forget(uri) {
      if (around?.uri === uri) around = undefined;
      if (last?.uri === uri) last = undefined;
    },
  };
}

/** Backspace goes on before it, Delete behind it; `undefined` where it is a deletion of its own. */
function join(last: DeletedText, deleted: DeletedText): DeletedText | undefined {
  if (last.uri !== deleted.uri) return undefined;
  if (deleted.offset + deleted.text.length === last.offset) return { ...deleted, text: deleted.text + last.text };
  return deleted.offset === last.offset ? { ...deleted, text: last.text + deleted.text } : undefined;
}
