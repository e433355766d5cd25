// What a person sees of ghost text over time, judged: a pure function over what was drawn in each animation frame.

/** What is drawn around the cursor in a frame that differs from the one before. */
export interface GhostFrame {
  /** Milliseconds of any clock that runs forward. */
  readonly ms: number;
  /** Number of the cursor's line. */
  readonly line: number;
  /** What the document has on that line. */
  readonly text: string;
  /** That line as it is seen, ghost text in its place, and ghost text's further lines below it. */
  readonly shown: string;
  /** Ghost text alone; empty where none is drawn. */
  readonly ghost: string;
  /** The suggest widget is open: then VS Code draws only what extends its selected item. */
  readonly list: boolean;
}

export interface KeyDown {
  readonly ms: number;
  /** As in `KeyboardEvent.key`. */
  readonly key: string;
}

/**
 * - `appearance`: there was none.
 * - `extension`: it goes on behind what stood there.
 * - `typing-through`: what was seen stays where it is, and less or more of it is in the document.
 * - `removal`: a key took another way, left the line, took all of it, deleted, or was Escape. Another text may follow at once.
 * - `other`: it went, or became another one, and the person had done nothing against it.
 */
export type GhostChange = 'appearance' | 'extension' | 'typing-through' | 'removal' | 'other';

export interface ClassifiedChange {
  readonly change: GhostChange;
  readonly before: GhostFrame;
  readonly now: GhostFrame;
}

/** Every change of the visible ghost text. A text that goes and comes back is one `other`, for its going. */
export function classifyChanges(frames: readonly GhostFrame[], keys: readonly KeyDown[]): readonly ClassifiedChange[] {
  return frames.slice(1).flatMap((now, at) => {
    const before = frames[at]!;
    const between = keys.filter(({ ms }) => ms > before.ms - A_FRAME_MS && ms <= now.ms).map(({ key }) => key);
    const change = classify(before, now, between);
    return change === undefined ? [] : [{ change, before, now }];
  });
}

/** A key is told before the frame that shows what it did, and after the time of the frame that it came in. */
const A_FRAME_MS = 34;

/** `undefined` where the ghost text is as it was. `keys` were pressed since `before`. */
export function classify(before: GhostFrame, now: GhostFrame, keys: readonly string[]): GhostChange | undefined {
  if (before.ghost === now.ghost && before.shown === now.shown) return undefined;
  if (before.ghost === '') return now.ghost === '' ? undefined : 'appearance';
  if (now.line !== before.line) return changeOfLine(before, now);
  if (now.text === before.text) {
    if (now.ghost !== '' && goesOn(before.shown, now.shown)) return 'extension';
    return keys.some((key) => LEAVES.has(key)) ? 'removal' : 'other';
  }
  const [was, is] = [withoutClosers(before.shown), withoutClosers(now.shown)];
  const written = withoutClosers(now.text);
  if (!was.startsWith(written)) return 'removal';
  // All of it stands in the document.
  if (written.length === was.length) return now.ghost === '' ? 'removal' : 'extension';
  if (now.ghost !== '' && is.startsWith(was)) return 'typing-through';
  // A key that deletes goes another way, too, where it goes back behind the place that the text was for.
  return now.text.length < before.text.length ? 'removal' : 'other';
}

/** Each line stays at its place, and is longer or what it was. An editor may draw the lower ones a frame before the first. */
function goesOn(before: string, now: string): boolean {
  const lines = now.split('\n');
  return before.split('\n').every((line, at) => lines[at]?.startsWith(line));
}

/** Enter may be part of what is typed through; everything else that leaves the line leaves its ghost text. */
function changeOfLine(before: GhostFrame, now: GhostFrame): GhostChange {
  if (now.ghost === '' || now.line !== before.line + 1) return 'removal';
  const below = before.shown.slice(before.shown.indexOf('\n') + 1);
  return before.shown.includes('\n') && withoutClosers(now.shown).startsWith(withoutClosers(below))
    ? 'typing-through'
    : 'removal';
}

/** After these the text may be gone though nothing was written. */
const LEAVES: ReadonlySet<string> = new Set(
  'Escape Tab Enter Home End PageUp PageDown ArrowLeft ArrowRight ArrowUp ArrowDown'.split(' '),
);

/** What an editor closes by itself stands now in the document, now in the ghost text, now twice. */
export function withoutClosers(text: string): string {
  return text.replace(/[)\]}"'`]/g, '').trimEnd();
}
