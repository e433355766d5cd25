/**
 * What became of a suggestion, inferred from editor events: the stable API reports acceptance alone. Pure; the adapter
 * feeds it events and keeps what it returns.
 */
export type Outcome = 'accepted' | 'partially-accepted' | 'rejected' | 'ignored' | 'superseded';

/** A suggestion that was handed to the editor and is presumably drawn. Offsets are in the document as it is now. */
export interface Shown {
  readonly id: number;
  readonly uri: string;
  /** Where the suggestion began when it was handed over. */
  readonly offset: number;
  readonly insertText: string;
  readonly time: number;
  /** So many characters of it stand in the document by now. */
  readonly progress: number;
  /** Some of them came in one piece, as "accept next word" does it. */
  readonly inPieces: boolean;
}

export type EditorEvent =
  | {
      readonly kind: 'changed';
      readonly uri: string;
      readonly offset: number;
      readonly deleteCount: number;
      readonly insertText: string;
      readonly time: number;
    }
  | { readonly kind: 'cursor-moved'; readonly uri: string; readonly offset: number }
  | { readonly kind: 'accepted'; readonly id: number }
  | { readonly kind: 'dismissed' }
  | { readonly kind: 'offered'; readonly uri: string; readonly offset: number; readonly insertText: string }
  | { readonly kind: 'left'; readonly uri: string };

export type Settled =
  | { readonly kind: 'still-shown'; readonly shown: Shown }
  | { readonly kind: 'settled'; readonly outcome: Outcome };

/** A contradiction this soon is typing, not judgement. */
const READING_MS = 300;

export function show(suggestion: { id: number; uri: string; offset: number; insertText: string; time: number }): Shown {
  return { ...suggestion, progress: 0, inPieces: false };
}

export function settle(shown: Shown, event: EditorEvent): Settled {
  if (shown.progress === shown.insertText.length) return settleComplete(shown, event);
  switch (event.kind) {
    case 'accepted':
      return event.id === shown.id ? settled('accepted') : { kind: 'still-shown', shown };
    case 'dismissed':
      return settled(shown.inPieces ? 'partially-accepted' : 'rejected');
    case 'left':
      return event.uri === shown.uri ? abandoned(shown) : { kind: 'still-shown', shown };
    case 'cursor-moved':
      return event.uri === shown.uri && event.offset !== shown.offset + shown.progress
        ? abandoned(shown)
        : { kind: 'still-shown', shown };
    case 'offered': {
      const same =
        event.uri === shown.uri &&
        event.offset === shown.offset + shown.progress &&
        event.insertText === shown.insertText.slice(shown.progress);
      if (same) return { kind: 'still-shown', shown };
      return settled(shown.inPieces ? 'partially-accepted' : 'superseded');
    }
    case 'changed':
      return event.uri === shown.uri ? afterChange(shown, event) : { kind: 'still-shown', shown };
  }
}

/**
 * All of it stands in the document. The editor runs our command a little after the text is in; should the next event
 * come first, text that came in pieces was accepted and text typed by hand was not.
 */
function settleComplete(shown: Shown, event: EditorEvent): Settled {
  if (event.kind === 'accepted' && event.id === shown.id) return settled('accepted');
  const elsewhere = 'uri' in event && event.uri !== shown.uri;
  const atItsEnd = event.kind === 'cursor-moved' && event.offset === shown.offset + shown.progress;
  if (elsewhere || atItsEnd) return { kind: 'still-shown', shown };
  return settled(shown.inPieces ? 'accepted' : 'ignored');
}

function afterChange(shown: Shown, change: Extract<EditorEvent, { kind: 'changed' }>): Settled {
  const cursor = shown.offset + shown.progress;
  const end = change.offset + change.deleteCount;
  if (end < shown.offset) {
    // Somewhere before it: everything moves along.
    const moved = change.insertText.length - change.deleteCount;
    return { kind: 'still-shown', shown: { ...shown, offset: shown.offset + moved } };
  }
  if (change.offset > cursor) return { kind: 'still-shown', shown };

  // At it: what stands from its beginning on after the change, as far as the change tells.
  const kept = shown.insertText.slice(0, Math.max(0, change.offset - shown.offset));
  const standing = kept + change.insertText;
  if (change.offset >= shown.offset && shown.insertText.startsWith(standing) && end <= cursor) {
    const inPieces = shown.inPieces || (change.insertText.length > 1 && standing.length > shown.progress);
    return { kind: 'still-shown', shown: { ...shown, progress: standing.length, inPieces } };
  }
  if (isAutoClosedPair(shown, change.insertText, cursor, change.offset)) {
    return { kind: 'still-shown', shown: { ...shown, progress: shown.progress + 1 } };
  }
  if (shown.inPieces) return settled('partially-accepted');
  const contradicted = change.offset === cursor && change.deleteCount === 0;
  return settled(contradicted && change.time - shown.time >= READING_MS ? 'rejected' : 'ignored');
}

/** Typing an opener makes the editor insert the pair; the closer lands after the cursor. */
function isAutoClosedPair(shown: Shown, inserted: string, cursor: number, offset: number): boolean {
  return (
    offset === cursor &&
    ['()', '[]', '{}', '""', "''", '``'].includes(inserted) &&
    shown.insertText[shown.progress] === inserted[0]
  );
}

function abandoned(shown: Shown): Settled {
  return settled(shown.inPieces ? 'partially-accepted' : 'ignored');
}

function settled(outcome: Outcome): Settled {
  return { kind: 'settled', outcome };
}
