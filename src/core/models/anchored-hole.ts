import { estimateTokens } from './estimate-tokens.ts';

/**
 * A place as a server with a prompt cache should see it: what stands above an anchor and below
 * the hole is frozen, and what was typed since goes behind the middle token, as the beginning of the model's own
 * answer. So a keystroke only appends to the prompt, and a server that continues from the longest equal beginning has
 * about one token to evaluate.
 */
export interface AnchoredHole {
  /** Frozen; ends at a line start, or is the beginning of the document. */
  readonly prefix: string;
  /** Frozen. */
  readonly suffix: string;
  /** Whether the edges are those of the document. */
  readonly startsDocument: boolean;
  readonly endsDocument: boolean;
  /** From the anchor to the cursor. */
  readonly typed: string;
  /** From the cursor to the frozen suffix: what the editor closed by itself. The model is not told of it. */
  readonly right: string;
}

/** What is seen of a document at the cursor; line ends are `\n`. */
export interface Place {
  readonly before: string;
  readonly after: string;
  /** `before` does not begin with the document. */
  readonly cutAbove: boolean;
  /** `after` does not end with the document. */
  readonly cutBelow: boolean;
}

/** Why a hole cannot be kept. */
export type MoveReason = 'first' | 'jump-or-edit' | 'full';

export interface HoleLook {
  readonly hole: AnchoredHole;
  /** `undefined` where only the typed text has changed. */
  readonly moved: MoveReason | undefined;
}

/**
 * The hole at a place, given the last one of the document. Pure: it looks at texts alone, so whoever tells it of a place,
 * an editor, a replay, a bench, need not tell of the edits between. `roomTokens` is how much may be typed before
 * the anchor moves; where nobody waits (on idle) less is given than where somebody does.
 */
export function lookAtHole(last: AnchoredHole | undefined, place: Place, roomTokens: number): HoleLook {
  if (last === undefined) return { hole: anchorAt(place, undefined), moved: 'first' };
  const kept = keepHole(last, place);
  if (kept === undefined) return { hole: anchorAt(place, last), moved: 'jump-or-edit' };
  if (isFull(kept.typed, roomTokens)) return { hole: anchorAt(place, last, kept.right), moved: 'full' };
  return { hole: kept, moved: undefined };
}

/** Tokens typed after which the anchor moves when nobody waits, and when somebody does. */
export const ROOM_ON_IDLE = 200;
export const ROOM_WHILE_TYPING = 450;

/** Lines above the cursor at which an anchor is set, so that a backspace over a line end stays inside the hole. */
const LINES_ABOVE = 2;

/** Long enough that another place is not taken for it. */
const KEY_CHARS = 120;

/** Closers, separators, blanks and closing tags: what editors put right of the cursor by themselves. */
const CLOSERS_ONLY = /^(?:[\s)\]}>"'`;:,]|<\/[\w.:-]*>)*/;

function isFull(typed: string, roomTokens: number): boolean {
  // No text has more tokens than characters, and counting costs more than looking at a length.
  return typed.length > roomTokens && estimateTokens(typed) > roomTokens;
}

/** The same hole with what stands in it now; `undefined` where the place is outside it or its edges were edited. */
function keepHole(last: AnchoredHole, { before, after, cutAbove, cutBelow }: Place): AnchoredHole | undefined {
  const anchor = anchorIn(before, cutAbove, last);
  if (anchor === undefined) return undefined;
  const right = rightOf(after, cutBelow, last);
  if (right === undefined) return undefined;
  return { ...last, typed: before.slice(anchor), right };
}

/** Where the frozen prefix ends in `before`; of several places the one nearest to where it was. */
function anchorIn(
  before: string,
  cutAbove: boolean,
  { prefix, typed, startsDocument }: AnchoredHole,
): number | undefined {
  if (startsDocument && !cutAbove) return before.startsWith(prefix) ? prefix.length : undefined;
  const key = prefix.slice(-KEY_CHARS);
  let best: number | undefined;
  for (let at = before.lastIndexOf(key); at >= 0; at = at === 0 ? -1 : before.lastIndexOf(key, at - 1)) {
    const end = at + key.length;
    if (!isPrefixAt(end)) continue;
    const distance = Math.abs(before.length - end - typed.length);
    if (best !== undefined && distance >= Math.abs(before.length - best - typed.length)) break;
    best = end;
  }
  return best;

  function isPrefixAt(end: number): boolean {
    const seen = Math.min(end, prefix.length);
    // Where the window reaches less far up than the prefix does, what is seen of it must be enough to know it by.
    return seen >= KEY_CHARS && before.slice(end - seen, end) === prefix.slice(prefix.length - seen);
  }
}

/** What stands between the cursor and the frozen suffix; `undefined` where more does than an editor closes. */
function rightOf(after: string, cutBelow: boolean, { suffix, right, endsDocument }: AnchoredHole): string | undefined {
  const longest = CLOSERS_ONLY.exec(after)![0].length;
  // First as it was, which is how it is while a word is typed.
  for (const length of [right.length, ...lengthsTo(longest)]) {
    if (length <= longest && isSuffixAt(length)) return after.slice(0, length);
  }
  return undefined;

  function isSuffixAt(start: number): boolean {
    const rest = after.length - start;
    if (endsDocument && !cutBelow) return rest === suffix.length && after.endsWith(suffix);
    const seen = Math.min(rest, suffix.length);
    return seen >= KEY_CHARS && after.startsWith(suffix.slice(0, seen), start);
  }
}

function lengthsTo(longest: number): readonly number[] {
  return Array.from({ length: Math.min(longest, 200) + 1 }, (_, length) => length);
}

/** A new anchor some lines above the cursor. What is already known of the surroundings stays as it was, for the cache. */
function anchorAt(
  { before, after, cutAbove, cutBelow }: Place,
  last: AnchoredHole | undefined,
  right?: string,
): AnchoredHole {
  const whole = cutAbove ? before.slice(before.indexOf('\n') + 1) : before;
  const anchor = lineStartAbove(whole, LINES_ABOVE);
  // Closers behind the cursor are as good as put there by the editor: typing over them must not move the anchor.
  const closers = right ?? closersOnLine(after);
  const below =
    right === undefined || last === undefined
      ? { suffix: wholeLines(after.slice(closers.length), cutBelow), endsDocument: !cutBelow }
      : { suffix: last.suffix, endsDocument: last.endsDocument };
  return {
    prefix: steadyWindow(whole.slice(0, anchor), cutAbove, last),
    startsDocument: !cutAbove,
    ...below,
    typed: whole.slice(anchor),
    right: closers,
  };
}

function lineStartAbove(text: string, lines: number): number {
  let start = text.lastIndexOf('\n') + 1;
  for (let line = 0; line < lines && start > 0; line++) start = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
  return start;
}

function closersOnLine(after: string): string {
  const end = after.indexOf('\n');
  const line = end < 0 ? after : after.slice(0, end);
  return CLOSERS_ONLY.exec(line)![0].length === line.length ? line : '';
}

/** Where the window cuts the document, it ends with a whole line: half a line is half a word, or half a secret. */
function wholeLines(suffix: string, isCut: boolean): string {
  return isCut && suffix.includes('\n') ? suffix.slice(0, suffix.lastIndexOf('\n') + 1) : suffix;
}

/** The step in which the beginning of a window moves on, in characters. */
const STEP = 1_000;

/**
 * The window above the anchor begins where the last one did, while that is in sight; else far enough up that it can stay there
 * for a while. A beginning that slid along with the cursor would make each prompt a new one.
 */
function steadyWindow(prefix: string, cutAbove: boolean, last: AnchoredHole | undefined): string {
  if (!cutAbove) return prefix;
  const known = last === undefined ? -1 : prefix.indexOf(last.prefix.slice(0, KEY_CHARS));
  if (known >= 0 && prefix.length - known >= STEP) return prefix.slice(known);
  const from = prefix.indexOf('\n', Math.min(STEP, prefix.length / 2));
  return from < 0 ? prefix : prefix.slice(from + 1);
}
