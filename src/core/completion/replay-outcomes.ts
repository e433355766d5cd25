import type { TextEdit } from '../text/text-edit.ts';
import type { History } from './history.ts';
import { type EditorEvent, type Outcome, settle, show, type Shown } from './outcome.ts';
import type { Suggestion } from './result.ts';
import type { Certainty, EditCause, SessionEvent } from './session.ts';

type SettledEvent = Extract<SessionEvent, { kind: 'settled' }>;

/** The one suggestion that would be on the screen, and what becomes of it; the history and the reuse learn of it. */
export interface Drawn {
  /** `number` is the suggestion's own, or, for the rest of one that is being typed, that one's. */
  offered(
    suggestion: Suggestion,
    place: { readonly uri: string; readonly offset: number },
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
  let replaceSuffix = 0;

  function feed(event: EditorEvent, time: number): SettledEvent | undefined {
    if (shown === undefined) return undefined;
    const next = settle(shown, event);
    if (next.kind === 'still-shown') {
      shown = next.shown;
      return undefined;
    }
    const { id, insertText, time: shownAt } = shown;
    const { outcome } = next;
    shown = undefined;
    history.settled(outcome, insertText, time);
    if (outcome === 'rejected') reuse.forget();
    const shownMs = time - shownAt;
    return { kind: 'settled', time, suggestion: id, outcome, certainty: certaintyOf(outcome, shownMs), shownMs };
  }

  function* feeding(event: EditorEvent, time: number): Generator<SettledEvent> {
    const settled = feed(event, time);
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
      edit.deleteCount <= replaceSuffix
    );
  }

  return {
    offered(suggestion, { uri, offset }, time) {
      const { id, insertText } = suggestion;
      const settled = feed({ kind: 'offered', uri, offset, insertText }, time);
      replaceSuffix = suggestion.replaceSuffix;
      if (shown !== undefined) return { settled, number: shown.id };
      shown = show({ id, uri, offset, insertText, time });
      history.shown(time);
      return { settled, number: id };
    },
    *changed(uri, edits, cause, time) {
      if (cause === 'accepted' && shown !== undefined && takes(uri, edits)) {
        yield* feeding({ kind: 'accepted', id: shown.id }, time);
        return;
      }
      for (const { offset, deleteCount, insertText } of edits) {
        // Offsets count a CRLF as two, suggestions hold `\n`: compare in the suggestion's terms.
        const standing = insertText.replaceAll('\r\n', '\n');
        yield* feeding({ kind: 'changed', uri, offset, deleteCount, insertText: standing, time }, time);
      }
    },
    moved: ({ uri, offset }, time) => feeding({ kind: 'cursor-moved', uri, offset }, time),
    left: (uri, time) => feeding({ kind: 'left', uri }, time),
    *ended(time) {
      if (shown !== undefined) yield* feeding({ kind: 'left', uri: shown.uri }, time);
    },
  };
}

/** Who types something else so soon has not judged what he saw. */
const JUDGED_MS = 750;

/** Without the Escape key's word, which a recording does not hold: turning down is inferred from typing. */
function certaintyOf(outcome: Outcome, shownMs: number): Certainty {
  switch (outcome) {
    case 'accepted':
    case 'partially-accepted':
      return 'full';
    case 'rejected':
      return shownMs >= JUDGED_MS ? 'half' : 'none';
    case 'ignored':
    case 'superseded':
      return 'none';
  }
}
