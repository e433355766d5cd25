import type { CompletionRequest } from './request.ts';

type Place = Pick<CompletionRequest, 'uri' | 'before' | 'after'>;

/** Text before and after the cursor that tells a place from another. */
const BEFORE = 400;
const AFTER = 200;

/** Nobody types further into a suggestion than it is long. */
const LONGEST = 4_000;

/**
 * What was typed between two places of a document, where nothing else changed: what the editor closed for it may have come
 * right of the cursor. `undefined` where the second is no later state of the first.
 */
export function typedSince(earlier: Place, later: Place): string | undefined {
  if (earlier.uri !== later.uri) return undefined;
  const key = earlier.before.slice(-BEFORE);
  // The latest place at which what stood before the cursor stands before something typed.
  for (let at = later.before.lastIndexOf(key); at >= 0; at = at === 0 ? -1 : later.before.lastIndexOf(key, at - 1)) {
    const typed = later.before.slice(at + key.length);
    if (typed.length > LONGEST) return undefined;
    // Near the start of a document less than the window stands there: then it must be all there is.
    if (key.length < BEFORE && at > 0) continue;
    return sameRest(earlier.after.slice(0, AFTER), later.after.slice(0, AFTER), typed) ? typed : undefined;
  }
  return undefined;
}

/** The text after the cursor is as it was, but for closers that were typed over or that the editor closed the typed with. */
function sameRest(earlier: string, later: string, typed: string): boolean {
  if (earlier === later) return true;
  const added = /^[)\]}"'`>]{1,3}/.exec(later)?.[0] ?? '';
  for (let length = 1; length <= added.length; length++) {
    const opened = added
      .slice(0, length)
      .split('')
      .every((closer) => typed.includes(OPENERS[closer]!));
    if (opened && earlier.startsWith(later.slice(length))) return true;
  }
  return false;
}

const OPENERS: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '>': '<',
  '"': '"',
  "'": "'",
  '`': '`',
};
