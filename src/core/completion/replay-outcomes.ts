import type { TextEdit } from '../text/text-edit.ts';
import type { History } from './history.ts';
import { type EditorEvent, settle, show, type Shown } from './outcome.ts';
import type { Suggestion } from './result.ts';
import type { EditCause, SessionEvent } from './session.ts';

type SettledEvent = Extract<SessionEvent, { kind: 'settled' }>;

/** The one suggestion that would be on the screen, and what becomes of it; the history and the reuse learn of it. */
export interface Drawn {
  /** `number` is the suggestion's own, or, for the rest of one that is being typed, that one's. */
  offered(
    suggestion: Suggestion,
    /** `text` is the whole document's. */
    place: { readonly uri: string; readonly offset: number; readonly text: string },
    time: number,
  ): { readonly settled: SettledEvent | undefined; readonly number: number };
  changed(uri: string, edits: readonly TextEdit[], cause: EditCause | undefined, time: number): Iterable<SettledEvent>;
  moved(place: { readonly uri: string; readonly offset: number }, time: number): Iterable<SettledEvent>;
  left(uri: string, time: number): Iterable<SettledEvent>;
  ended(time: number): Iterable<SettledEvent>;
}

export function followDrawn({
  history,
  reuse,
}: {
  readonly history: History;
  readonly reuse: { forget(): void };
}): Drawn {
  let shown: Shown | undefined;

  function feed(event: EditorEvent): SettledEvent | undefined {
    if (shown === undefined) return undefined;
    const next = settle(shown, event);
    if (next.kind === 'still-shown') {
      shown = next.shown;
      return undefined;
    }
    const { id, insertText } = shown;
    const { outcome, certainty, shownMs } = next;
    const { time } = event;
    shown = undefined;
    history.settled(outcome, certainty, insertText.replaceAll('\r\n', '\n'), time);
    if (outcome === 'rejected') reuse.forget();
    return { kind: 'settled', time, suggestion: id, outcome, certainty, shownMs };
  }

  function* feeding(event: EditorEvent): Generator<SettledEvent> {
    const settled = feed(event);
    if (settled !== undefined) yield settled;
  }

  /** Whether the edit puts in all that is left of it, as the accept key does. */
  function takes(uri: string, edits: readonly TextEdit[]): boolean {
    const [edit] = edits;
    return (
      shown !== undefined &&
      shown.uri === uri &&
      edits.length === 1 &&
      edit?.offset === shown.offset + shown.progress &&
      edit.insertText === shown.insertText.slice(shown.progress) &&
      edit.deleteCount <= shown.suffix.length
    );
  }

  return {
    offered(suggestion, { uri, offset, text }, time) {
      const { id } = suggestion;
      // Suggestions hold `\n`; edits and offsets are in the document's own line ends.
      const insertText = text.includes('\r\n') ? suggestion.insertText.replaceAll('\n', '\r\n') : suggestion.insertText;
      const suffix = text.slice(offset, offset + suggestion.replaceSuffix);
      const settled = feed({ kind: 'offered', uri, offset, insertText, suffix, time });
      if (shown !== undefined) return { settled, number: shown.id };
      shown = show({ id, uri, offset, insertText, suffix, selectedItem: undefined, otherProvider: false, time });
      history.shown(time);
      return { settled, number: id };
    },
    *changed(uri, edits, cause, time) {
      if (cause === 'accepted' && shown !== undefined && takes(uri, edits)) {
        yield* feeding({ kind: 'accepted', id: shown.id, time });
        return;
      }
      for (const edit of edits) yield* feeding({ kind: 'changed', uri, ...edit, time });
    },
    moved: ({ uri, offset }, time) => feeding({ kind: 'cursor-moved', uri, offset, time }),
    left: (uri, time) => feeding({ kind: 'left', uri, time }),
    *ended(time) {
      if (shown !== undefined) yield* feeding({ kind: 'left', uri: shown.uri, time });
    },
  };
}
