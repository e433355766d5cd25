import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Certainty } from '../gate/certainty.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { followDeletions } from './follow-deletions.ts';
import { followSurvival } from './follow-survival.ts';
import type { DeletedText, History } from './history.ts';
import { type EditorEvent, type Outcome, settle, show, type Shown, takesPiece } from './outcome.ts';
import type { CompletionRequest } from './request.ts';
import type { Suggestion } from './result.ts';
import type { Reuse } from './reuse.ts';
import type { Survived } from './survival.ts';

/**
 * The one suggestion that is presumably drawn. Whoever hears what happens, the editor or a replay, tells it here; what
 * became of the suggestion is taught to the product in one way, and handed on.
 */
export interface Drawn extends Disposable {
  /** Returns the number under which it is followed: of what is drawn already, the rest is offered anew as it is typed. */
  offered(suggestion: Offered, place: DrawnPlace, others?: readonly Offered[]): number;
  /** What is drawn was accepted, all of it. Whether there was anything, says the answer. */
  accepted(): boolean;
  dismissed(): void;
  /** Of every change of any document, after it was made. The texts have the document's own line ends. */
  changed(uri: string, edits: readonly TextEdit[], cause: ChangeCause): void;
  moved(uri: string, offset: number): void;
  /** The person is elsewhere, or there is no one cursor in it any more; of whichever is drawn in, where none is named. */
  left(uri?: string): void;
  /** It was closed, or its line ends were changed, which moves every offset and is no edit. */
  forget(uri: string): void;
  /** Tells what survived until then, of the clock that was passed in, without waiting for it. */
  checkSurvival(time: number): void;
}

/** `others` of a call are those that the person can go on to in place of the first. */
type Offered = Pick<Suggestion, 'id' | 'insertText' | 'replaceSuffix'>;

export interface DrawnPlace extends Pick<CompletionRequest, 'uri' | 'offset' | 'selectedItem'> {
  /** The document's own; suggestions hold `\n`. */
  readonly lineEnd: '\n' | '\r\n';
  /** Another extension may have drawn its own instead. */
  readonly otherProvider: boolean;
}

/**
 * As far as it is known when the change is told: an editor knows of undo alone. What is left is looked at: text of the
 * suggestion that comes in one piece was accepted.
 */
export type ChangeCause = 'accepted' | 'undone' | 'elsewhere' | 'unknown';

export interface SettledSuggestion {
  readonly id: number;
  readonly outcome: Outcome;
  readonly certainty: Certainty;
  readonly shownMs: number;
}

/** What learns of it. */
export interface TaughtProduct {
  readonly history: History;
  readonly reuse: Pick<Reuse, 'forget'>;
  settled(id: number, accepted: boolean, certainty: Certainty): void;
}

export interface DrawnOptions {
  readonly product: TaughtProduct;
  readonly clock: Clock;
  /** Of the document as it is now; `undefined` where it is not open. */
  textAt(uri: string, offset: number, length: number): string | undefined;
  onSettled(settled: SettledSuggestion): void;
  onSurvived(survived: Survived): void;
}

export function followDrawn({ product, clock, textAt, onSettled, onSurvived }: DrawnOptions): Drawn {
  const { history, reuse } = product;
  let shown: Shown | undefined;
  let lastAccepted: Shown | undefined;
  let alternatives: readonly Shown[] = [];

  const survival = followSurvival({
    clock,
    onSurvived,
    onUndone(id) {
      if (lastAccepted?.id !== id) return;
      history.undone(withoutReturns(lastAccepted.insertText));
      reuse.forget();
    },
  });

  const deletions = followDeletions({
    textAt,
    now: () => clock.now(),
    onDeleted: (deleted, goesOn) => history.deleted(inOwnLines(deleted), goesOn),
  });

  /** Of several the editor does not say which it draws; the one that comes in was it. */
  function takeAlternative(uri: string, { offset, insertText }: TextEdit): void {
    if (shown === undefined || shown.uri !== uri || offset !== shown.offset + shown.progress) return;
    if (shown.progress > 0 || shown.insertText === insertText) return;
    shown = alternatives.find((other) => other.insertText === insertText) ?? shown;
  }

  function feed(event: EditorEvent): void {
    if (shown === undefined) return;
    const before = shown;
    const next = settle(shown, event);
    if (next.kind === 'still-shown') {
      shown = next.shown;
      return;
    }
    shown = undefined;
    const { outcome, certainty, shownMs } = next;
    const { id } = before;
    const isAccepted = outcome === 'accepted' || outcome === 'partially-accepted';
    history.settled(outcome, certainty, withoutReturns(before.insertText), event.time);
    product.settled(id, isAccepted, certainty);
    // What was turned down must not come back from the memory of what was suggested.
    if (outcome === 'rejected') reuse.forget();
    if (isAccepted) followAccepted(before, outcome, event);
    onSettled({ id, outcome, certainty, shownMs });
  }

  function followAccepted(before: Shown, outcome: Outcome, event: EditorEvent): void {
    const { id, uri, offset, insertText, progress } = before;
    const text = outcome === 'accepted' ? insertText : insertText.slice(0, progress);
    lastAccepted = before;
    // A change is heard of after it happened: then the document is ahead of what is known here.
    if (event.kind === 'changed' || textAt(uri, offset, text.length) === text) {
      survival.follow({ id, uri, offset, text });
    }
  }

  /** What the gate wants to know of the hands. Several edits at once are no key: a formatter, a renaming, many cursors. */
  function tellHands(uri: string, edits: readonly TextEdit[], cause: ChangeCause): void {
    const [edit] = edits;
    if (edit === undefined || cause === 'elsewhere' || (edits.length > 1 && cause !== 'undone')) return;
    const { insertText, deleteCount } = edit;
    const time = clock.now();
    const isTaken = shown !== undefined && takesPiece(shown, { kind: 'changed', uri, ...edit, time });
    const known = cause === 'unknown' ? (isTaken ? 'accepted' : 'typed') : cause;
    history.edited({ time, insertLength: insertText.length, deleteCount, cause: known });
  }

  function accepted(): boolean {
    if (shown === undefined) return false;
    feed({ kind: 'accepted', id: shown.id, time: clock.now() });
    return true;
  }

  return {
    offered(suggestion, { uri, offset, selectedItem, lineEnd, otherProvider }, others = []) {
      const time = clock.now();
      const asShown = ({ id, insertText, replaceSuffix }: Offered): Shown =>
        show({
          id,
          uri,
          offset,
          insertText: insertText.replaceAll('\n', lineEnd),
          suffix: textAt(uri, offset, replaceSuffix) ?? '',
          selectedItem,
          otherProvider,
          time,
        });
      const next = asShown(suggestion);
      const { id, insertText, suffix } = next;
      feed({ kind: 'offered', uri, offset, insertText, suffix, time });
      alternatives = others.map(asShown);
      if (shown !== undefined) return shown.id;
      shown = next;
      history.shown(time);
      return id;
    },
    accepted,
    dismissed: () => feed({ kind: 'dismissed', time: clock.now() }),
    changed(uri, edits, cause) {
      tellHands(uri, edits, cause);
      if (cause === 'elsewhere') deletions.forget(uri);
      else deletions.changed(uri, edits);
      for (const edit of edits) {
        takeAlternative(uri, edit);
        feed({ kind: 'changed', uri, ...edit, time: clock.now() });
        survival.changed(uri, { ...edit, byUndo: cause === 'undone' });
      }
      const isComplete = shown?.uri === uri && shown.progress === shown.insertText.length;
      if (cause === 'accepted' && isComplete) accepted();
    },
    moved(uri, offset) {
      deletions.moved(uri, offset);
      feed({ kind: 'cursor-moved', uri, offset, time: clock.now() });
    },
    left(uri = shown?.uri) {
      if (uri !== undefined) feed({ kind: 'left', uri, time: clock.now() });
    },
    forget(uri) {
      feed({ kind: 'left', uri, time: clock.now() });
      survival.forget(uri);
      deletions.forget(uri);
    },
    checkSurvival: (time) => survival.check(time),
    dispose: () => survival.dispose(),
  };
}

function inOwnLines(deleted: DeletedText): DeletedText {
  return { ...deleted, text: withoutReturns(deleted.text) };
}

/** Elsewhere in the product texts hold `\n` alone. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
