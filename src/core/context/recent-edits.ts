import type { TextEdit } from '../text/text-edit.ts';

/** Remembers where the open documents were changed a moment ago, so that it can be read out of their texts. */
export interface RecentEdits {
  /** One change of a document: its edits, applied one after the other. `time` in milliseconds, running forward. */
  changed(uri: string, edits: readonly TextEdit[], time: number): void;
  /** Lines of all documents but `except` that were changed of late, as they are now, the latest change first. */
  linesBut(except: string, texts: ReadonlyMap<string, string>, time: number): readonly string[];
  forget(uri: string): void;
}

/** A stretch of a document's text, in UTF-16 units. */
interface Stretch {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly time: number;
}

const MAX_STRETCHES = 20;
const MAX_AGE_MS = 600_000;
/** What is written this close to what was written before goes on with it. */
const MAX_GAP = 100;
/** A larger change is a formatter's, a paste's or a branch's: nobody has these lines in mind. */
const MAX_LINES = 40;
const MAX_EDITS = 40;
const MAX_DELETED = 4_000;

export function createRecentEdits(): RecentEdits {
  /** The latest last. */
  let stretches: readonly Stretch[] = [];
  return {
    changed(uri, edits, time) {
      const isWritten = isWrittenByHand(edits);
      for (const edit of edits) {
        stretches = stretches.flatMap((each) => (each.uri === uri ? shifted(each, edit) : [each]));
        // What was deleted can't be read any more, and what is deleted again is forgotten with its last character.
        if (isWritten && edit.insertText !== '') stretches = withInsertion(stretches, uri, edit, time);
      }
    },
    linesBut(except, texts, time) {
      return stretches
        .filter((each) => each.uri !== except && time - each.time <= MAX_AGE_MS)
        .toReversed()
        .flatMap(({ uri, start, end }) => {
          const text = texts.get(uri);
          return text === undefined ? [] : [wholeLines(text, start, end)];
        });
    },
    forget(uri) {
      stretches = stretches.filter((each) => each.uri !== uri);
    },
  };
}

function isWrittenByHand(edits: readonly TextEdit[]): boolean {
  const lines = edits.reduce((sum, { insertText }) => sum + insertText.split('\n').length - 1, 0);
  const deleted = edits.reduce((sum, { deleteCount }) => sum + deleteCount, 0);
  return edits.length <= MAX_EDITS && lines <= MAX_LINES && deleted <= MAX_DELETED;
}

/** Where the stretch is after the edit; nowhere, where nothing of it is left. */
function shifted(stretch: Stretch, { offset, deleteCount, insertText }: TextEdit): readonly Stretch[] {
  const deletedEnd = offset + deleteCount;
  const after = (place: number): number => place - deleteCount + insertText.length;
  // What is deleted of it is gone, and what is put between its ends is in it.
  const start = stretch.start < offset ? stretch.start : after(Math.max(stretch.start, deletedEnd));
  const end = stretch.end <= offset ? stretch.end : stretch.end < deletedEnd ? offset : after(stretch.end);
  return start < end ? [{ ...stretch, start, end }] : [];
}

function withInsertion(
  stretches: readonly Stretch[],
  uri: string,
  { offset, insertText }: TextEdit,
  time: number,
): readonly Stretch[] {
  let [start, end] = [offset, offset + insertText.length];
  const others = stretches.filter((each) => {
    if (each.uri !== uri || each.start > end + MAX_GAP || each.end < start - MAX_GAP) return true;
    start = Math.min(start, each.start);
    end = Math.max(end, each.end);
    return false;
  });
  return [...others, { uri, start, end, time }].slice(-MAX_STRETCHES);
}

function wholeLines(text: string, start: number, end: number): string {
  const before = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const after = text.indexOf('\n', Math.max(start, end - 1));
  return text.slice(before, after < 0 ? text.length : after);
}
