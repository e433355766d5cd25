import type { Certainty } from '../gate/certainty.ts';
import { isAutoClosedPair } from './auto-closed-pair.ts';

/**
 * What became of a suggestion, inferred from editor events: the stable API reports acceptance alone. Pure; the adapter
 * feeds it events and keeps what it returns.
 */
export type Outcome = 'accepted' | 'partially-accepted' | 'rejected' | 'ignored' | 'superseded';

/**
 * A suggestion that was handed to the editor and is presumably drawn: whether it was, nobody says (a snippet's
 * placeholders, a selected item that it does not extend, another extension that was first). Texts and offsets are in the
 * document's own terms: a CRLF counts as two.
 */
export interface Shown {
  readonly id: number;
  readonly uri: string;
  /** Where the suggestion began when it was handed over. */
  readonly offset: number;
  readonly insertText: string;
  /** What stands right after the cursor and goes when the rest is accepted: closers, some put there by the editor. */
  readonly suffix: string;
  /** The item selected in the suggest widget then, if one was: its whole text, of which `typed` stood before `offset`. */
  readonly selectedItem: { readonly text: string; readonly typed: string } | undefined;
  /** Another extension may have drawn its own instead. */
  readonly otherProvider: boolean;
  readonly time: number;
  /** So many characters of it stand in the document by now. */
  readonly progress: number;
  /** Some of them came in one piece, as "accept next word" does it. */
  readonly inPieces: boolean;
}

/** `time` is of the clock that `Shown.time` is of. */
export type EditorEvent = { readonly time: number } & (
  | {
      readonly kind: 'changed';
      readonly uri: string;
      readonly offset: number;
      readonly deleteCount: number;
      readonly insertText: string;
    }
  | { readonly kind: 'cursor-moved'; readonly uri: string; readonly offset: number }
  | { readonly kind: 'accepted'; readonly id: number }
  | { readonly kind: 'dismissed' }
  | {
      readonly kind: 'offered';
      readonly uri: string;
      readonly offset: number;
      readonly insertText: string;
      readonly suffix: string;
    }
  /** The document was closed or hidden, or there is no one cursor in it any more. */
  | { readonly kind: 'left'; readonly uri: string }
);

export type Settled =
  | { readonly kind: 'still-shown'; readonly shown: Shown }
  | {
      readonly kind: 'settled';
      readonly outcome: Outcome;
      readonly certainty: Certainty;
      /** How long it was shown; 0 where the clock says what cannot be. */
      readonly shownMs: number;
    };

type Change = Extract<EditorEvent, { kind: 'changed' }>;

/** What is settled this soon is typing, not judgement: reading takes longer than a glance. */
const GLANCE_MS = 300;

/** Typed over after this long, it was probably read. Peers count a suggestion as seen from 750 ms on. */
const READ_MS = 750;

export function show(suggestion: Omit<Shown, 'progress' | 'inPieces'>): Shown {
  return { ...suggestion, progress: 0, inPieces: false };
}

export function settle(shown: Shown, event: EditorEvent): Settled {
  if (shown.progress === shown.insertText.length) return settleComplete(shown, event);
  switch (event.kind) {
    case 'accepted':
      return event.id === shown.id ? settled(shown, 'accepted', event) : stillShown(shown);
    case 'dismissed':
      return settled(shown, shown.inPieces ? 'partially-accepted' : 'rejected', event);
    case 'left':
      return event.uri === shown.uri ? abandoned(shown, event) : stillShown(shown);
    case 'cursor-moved':
      return event.uri === shown.uri ? afterMove(shown, event) : stillShown(shown);
    case 'offered': {
      const { insertText, progress } = shown;
      // A model that had more to say is offered anew with it: the same suggestion, grown.
      const same =
        event.uri === shown.uri &&
        event.offset === shown.offset + progress &&
        event.insertText.startsWith(insertText.slice(progress));
      const grown = insertText.slice(0, progress) + event.insertText;
      if (same) return stillShown({ ...shown, insertText: grown, suffix: event.suffix });
      return settled(shown, shown.inPieces ? 'partially-accepted' : 'superseded', event);
    }
    case 'changed':
      return event.uri === shown.uri ? afterChange(shown, event) : stillShown(shown);
  }
}

/** Whether it puts in more of the suggestion in one piece, as accepting it or its next word does. */
export function takesPiece(shown: Shown, event: Change): boolean {
  const next = settle({ ...shown, inPieces: false }, event);
  return next.kind === 'still-shown' && next.shown.inPieces;
}

/**
 * All of it stands in the document. The editor runs our command a little after the text is in; should the next event
 * come first, text that came in pieces was accepted and text typed by hand was not.
 */
function settleComplete(shown: Shown, event: EditorEvent): Settled {
  if (event.kind === 'accepted' && event.id === shown.id) return settled(shown, 'accepted', event);
  const elsewhere = 'uri' in event && event.uri !== shown.uri;
  const atItsEnd = event.kind === 'cursor-moved' && event.offset === shown.offset + shown.progress;
  if (elsewhere || atItsEnd) return stillShown(shown);
  return settled(shown, shown.inPieces ? 'accepted' : 'ignored', event);
}

function afterMove(shown: Shown, event: Extract<EditorEvent, { kind: 'cursor-moved' }>): Settled {
  const moved = event.offset - (shown.offset + shown.progress);
  if (moved === 0) return stillShown(shown);
  // Over a closer that the suggestion has at this place, too: as good as typed.
  const passed = shown.suffix.slice(0, Math.max(0, moved));
  if (passed.length === moved && shown.insertText.startsWith(passed, shown.progress)) {
    return stillShown({ ...shown, progress: shown.progress + moved, suffix: shown.suffix.slice(moved) });
  }
  return abandoned(shown, event);
}

function afterChange(shown: Shown, event: Change): Settled {
  const change = withoutTypedItem(shown, event);
  const cursor = shown.offset + shown.progress;
  const end = change.offset + change.deleteCount;
  if (end < shown.offset) {
    // Somewhere before it: everything moves along.
    const moved = change.insertText.length - change.deleteCount;
    return stillShown({ ...shown, offset: shown.offset + moved });
  }
  if (change.offset > cursor) return stillShown(shown);

  const opened = autoClosedPair(shown, change, cursor);
  if (opened !== undefined) return stillShown(opened);
  const grown = grownBy(shown, change, cursor);
  if (grown !== undefined) return stillShown(grown);

  if (shown.inPieces) return settled(shown, 'partially-accepted', event);
  const contradicted = change.offset === cursor && change.deleteCount === 0;
  return settled(shown, contradicted && elapsed(shown, event) >= GLANCE_MS ? 'rejected' : 'ignored', event);
}

/**
 * With an item selected in the suggest widget, the editor replaces what was typed of it, too. That part says nothing: it
 * is cut off the change.
 */
function withoutTypedItem({ selectedItem, offset }: Shown, change: Change): Change {
  const typed = selectedItem?.typed ?? '';
  const begin = offset - typed.length;
  if (change.offset !== begin || change.deleteCount < typed.length || !change.insertText.startsWith(typed))
    return change;
  return {
    ...change,
    offset,
    deleteCount: change.deleteCount - typed.length,
    insertText: change.insertText.slice(typed.length),
  };
}

/** Typing an opener makes the editor insert the pair; the closer lands after the cursor. */
function autoClosedPair(shown: Shown, { offset, deleteCount, insertText }: Change, cursor: number): Shown | undefined {
  if (
    !isAutoClosedPair(insertText) ||
    offset !== cursor ||
    deleteCount > 0 ||
    shown.insertText[shown.progress] !== insertText[0]
  ) {
    return undefined;
  }
  return { ...shown, progress: shown.progress + 1, suffix: insertText.slice(1) + shown.suffix };
}

/** The suggestion where what stands of it after the change is still its beginning: more of it, or less. */
function grownBy(shown: Shown, { offset, deleteCount, insertText }: Change, cursor: number): Shown | undefined {
  const end = offset + deleteCount;
  const pastCursor = Math.max(0, end - cursor);
  if (offset < shown.offset || pastCursor > shown.suffix.length) return undefined;
  const standing =
    shown.insertText.slice(0, offset - shown.offset) +
    insertText +
    shown.insertText.slice(Math.min(end, cursor) - shown.offset, shown.progress);
  if (!shown.insertText.startsWith(standing)) return undefined;
  // Keys come one by one, apart from Enter with the indentation that the editor adds, and from the widget's item.
  const inOnePiece = insertText.length > 1 && insertText.trim() !== '' && standing.length > shown.progress;
  const { selectedItem } = shown;
  const ofWidget = selectedItem !== undefined && selectedItem.text === selectedItem.typed + insertText;
  return {
    ...shown,
    progress: standing.length,
    suffix: shown.suffix.slice(pastCursor),
    // What was taken and deleted again is as if it had not been taken.
    inPieces: standing !== '' && (shown.inPieces || (inOnePiece && !ofWidget)),
  };
}

function abandoned(shown: Shown, event: EditorEvent): Settled {
  return settled(shown, shown.inPieces ? 'partially-accepted' : 'ignored', event);
}

function stillShown(shown: Shown): Settled {
  return { kind: 'still-shown', shown };
}

function settled(shown: Shown, outcome: Outcome, event: EditorEvent): Settled {
  const shownMs = elapsed(shown, event);
  const trustworthy = shownMs >= GLANCE_MS && !shown.otherProvider;
  return {
    kind: 'settled',
    outcome,
    certainty: trustworthy ? certaintyOf(outcome, event, shownMs) : 'none',
    shownMs,
  };
}

/** What an outcome that was no accident is worth as a label. */
function certaintyOf(outcome: Outcome, event: EditorEvent, shownMs: number): Certainty {
  switch (outcome) {
    case 'accepted':
    case 'partially-accepted':
      return 'full';
    case 'rejected':
      // Our key works only while ghost text is visible, so it was; typing over it says less.
      if (event.kind === 'dismissed') return 'full';
      return shownMs >= READ_MS ? 'half' : 'none';
    case 'ignored':
    case 'superseded':
      return 'none';
  }
}

function elapsed(shown: Shown, event: EditorEvent): number {
  const ms = event.time - shown.time;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
