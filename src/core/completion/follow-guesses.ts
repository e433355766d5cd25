import { isIdentifierPart } from '../syntax/characters.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { isAutoClosedPair } from './auto-closed-pair.ts';

/** What would be inserted at a place, shown or not. */
export interface Guess {
  readonly uri: string;
  /** UTF-16 units, in the document's own line ends; `insertText` has `\n` alone. */
  readonly offset: number;
  readonly insertText: string;
}

/**
 * Finds out, by what is typed next, whether guesses were right: a label that costs nobody anything. All of the guess,
 * typed or taken, is right; anything else typed at its place is wrong; what was deleted, left or changed otherwise tells
 * nothing. Texts stay in memory, a few at a time.
 */
export interface FollowedGuesses<Label> {
  guessed(guess: Guess, label: Label): void;
  /** Of every change of any document, after it was made. */
  changed(uri: string, edits: readonly TextEdit[]): void;
  forget(uri: string): void;
}

interface Followed<Label> {
  readonly uri: string;
  /** Where the next character is expected, and what. */
  readonly at: number;
  readonly rest: string;
  readonly text: string;
  /** Closers that the editor put behind the cursor by itself, the nearest first. */
  readonly closers: string;
  readonly label: Label;
}

/** Each key brings a new guess while the last ones are open still. */
const MOST = 8;

/** `agreed`: so many characters of the guess, in whole words, were typed or taken before something else was. */
export type OnKnown<Label> = (label: Label, isRight: boolean, agreed: number) => void;

export function followGuesses<Label>(onKnown: OnKnown<Label>): FollowedGuesses<Label> {
  let followed: readonly Followed<Label>[] = [];
  return {
    guessed({ uri, offset, insertText }, label) {
      if (insertText.trim() === '') return;
      // The rest of a guess that is being typed is no second one.
      if (followed.some((one) => one.uri === uri && one.at === offset && one.rest === insertText)) return;
      const guess = { uri, at: offset, rest: insertText, text: insertText, closers: '', label };
      followed = [...followed, guess].slice(-MOST);
    },
    changed(uri, edits) {
      const [edit, ...others] = edits;
      if (edit === undefined) return;
      followed = followed.flatMap((one) => {
        if (one.uri !== uri) return [one];
        // A formatter, a renaming, many cursors.
        const next = others.length > 0 ? 'unknown' : after(one, edit);
        if (next === 'right' || next === 'wrong') {
          onKnown(one.label, next === 'right', next === 'right' ? one.text.length : agreed(one, edit.insertText));
        }
        return typeof next === 'string' ? [] : [next];
      });
    },
    forget(uri) {
      followed = followed.filter((one) => one.uri !== uri);
    },
  };
}

function after<Label>(one: Followed<Label>, edit: TextEdit): Followed<Label> | 'right' | 'wrong' | 'unknown' {
  const { offset, deleteCount } = edit;
  const text = edit.insertText.replaceAll('\r\n', '\n');
  if (one.rest === '') return offset === one.at && isCutShort(one, text) ? 'wrong' : 'right';
  if (offset + deleteCount < one.at) return { ...one, at: one.at + edit.insertText.length - deleteCount };
  const passed = passedClosers(one, offset);
  if (passed === undefined) return offset > one.at ? one : 'unknown';
  const rest = one.rest.slice(passed);
  const closers = one.closers.slice(passed);
  if (rest === '') return isCutShort(one, text) ? 'wrong' : 'right';
  // Typed over a closer that the editor had put there.
  const typedOver = deleteCount === 1 && text === closers[0];
  if (text === '' || (deleteCount > 0 && !typedOver)) return 'unknown';
  if (isAutoClosedPair(text) && rest[0] === text[0]) {
    return { ...one, at: offset + 1, rest: rest.slice(1), closers: text.slice(1) + closers };
  }
  if (!rest.startsWith(text)) return 'wrong';
  const at = offset + edit.insertText.length;
  return { ...one, at, rest: rest.slice(text.length), closers: typedOver ? closers.slice(1) : closers };
}

/** All of it stands there, and what is typed next goes on with its last word. */
function isCutShort({ text }: Followed<unknown>, next: string): boolean {
  return goesOn(text, text.length, next);
}

/** Characters of the guess that stand there, where `typed` is not how it goes on: the last word does not count if it goes on otherwise. */
function agreed({ text, rest }: Followed<unknown>, typed: string): number {
  const next = typed.replaceAll('\r\n', '\n');
  let same = 0;
  while (same < next.length && next[same] === rest[same]) same++;
  let length = text.length - rest.length + same;
  if (!goesOn(text, length, next.slice(same))) return length;
  while (length > 0 && isIdentifierPart(text.charCodeAt(length - 1))) length--;
  return length;
}

function goesOn(text: string, length: number, next: string): boolean {
  return next !== '' && isIdentifierPart(next.charCodeAt(0)) && isIdentifierPart(text.charCodeAt(length - 1));
}

/** How many closers the cursor went over to get to `offset`, all of them expected there; `undefined` for another place. */
function passedClosers({ at, rest, closers }: Followed<unknown>, offset: number): number | undefined {
  const passed = offset - at;
  if (passed < 0 || passed > closers.length || !rest.startsWith(closers.slice(0, passed))) return undefined;
  return passed;
}
