import type { Desk, Spot } from './desk.ts';

// How often, per key where nothing else is said. Chosen so that a trace of a few thousand keys has enough of each.
const SLIP = 0.04;
const ACCEPT = 0.02;
const UNDO_TYPING = 1 / 200;
const UNDO_WHOLE = 0.1;
const PASTE_PER_LINE = 0.02;

/** VS Code closes a bracket or a quote only before one of these, or before nothing. */
const CLOSES_BEFORE = /^[\s;:.,=}\])>`]?$/;
const CLOSER_OF: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '"': '"', "'": "'", '`': '`' };

/**
 * Puts `target` into the spot's file at `start` (from the spot's start), key by key as a person does it in VS Code:
 * brackets and quotes are closed and typed over, Enter indents, slips are taken back. Yields after each key, so that
 * the person may turn to another place. In the end exactly `target` stands there.
 */
export function* typeText(desk: Desk, spot: Spot, start: number, target: string): Generator<void> {
  const { person } = desk;
  let done = 0;
  /** Auto-closed text right of the cursor, which is still to be typed over, or else to be deleted. */
  let right = '';
  /** Indentation left of the cursor that the editor put into a line that stays empty. */
  let idleIndent = '';
  /** So many characters before the cursor came one by one. */
  let run = 0;
  let acceptsLeft = true;

  const at = (): number => start + done + idleIndent.length;
  const textAround = () => {
    const cursor = spot.offset + at();
    const { text } = spot.file;
    return {
      linePrefix: text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor),
      next: text[cursor] ?? '',
    };
  };

  function enter(): void {
    const { linePrefix } = textAround();
    const base = idleIndent === '' ? /^[ \t]*/.exec(linePrefix)![0] : idleIndent;
    const last = linePrefix.trimEnd().at(-1) ?? '';
    const opens = '([{'.includes(last || ' ') || (last === ':' && spot.file.languageId === 'python');
    const indent = opens ? base + indentStep(spot.file.text) : base;
    const isBetweenPair = opens && right !== '' && right[0] === CLOSER_OF[last];
    const below = isBetweenPair ? `\n${base}` : '';
    // The editor takes its own indentation away again from a line that was left empty.
    desk.press({
      spot,
      at: at() - idleIndent.length,
      deleteCount: idleIndent.length,
      insertText: `\n${indent}${below}`,
      cause: 'enter',
      pause: 'before-word',
      ...(isBetweenPair ? { cursor: start + done + 1 + indent.length } : {}),
    });
    right = below + right;
    done++;
    run = 0;
    acceptsLeft = true;
    idleIndent = indent;
    settleIndent();
  }

  /** What of the editor's indentation the next line has is done; of the rest the person rids himself. */
  function settleIndent(): void {
    const line = target.slice(done, lineEnd(target, done));
    if (line === '') return;
    const same = commonLength(idleIndent, line);
    const surplus = idleIndent.length - same;
    if (surplus > 0) {
      desk.press({ spot, at: at() - surplus, deleteCount: surplus, cause: 'deleted', pause: 'in-word' });
    }
    idleIndent = '';
    done += same;
    const more = /^[ \t]+/.exec(line.slice(same))?.[0];
    if (more !== undefined) {
      desk.press({ spot, at: at(), insertText: more, cause: 'typed', pause: 'in-word' });
      done += more.length;
    }
  }

  /** A closer that the editor moved down stands where the target has it: the cursor goes there. */
  function goesDown(): boolean {
    const closer = /^\n[ \t]*[)\]}]/.exec(right)?.[0];
    if (closer === undefined || idleIndent !== '' || !target.startsWith(closer, done)) return false;
    done += closer.length;
    right = right.slice(closer.length);
    desk.moveTo(spot, at(), 'before-word');
    run = 0;
    acceptsLeft = true;
    return true;
  }

  function deleteRight(length: number): void {
    desk.press({ spot, at: at(), deleteCount: length, cause: 'deleted', pause: 'before-word' });
    right = right.slice(length);
  }

  /** Puts in a longer piece at once, and sometimes takes it back. */
  function putWhole(text: string, replaced: number, cause: 'accepted' | 'pasted'): void {
    const pause = cause === 'accepted' ? 'reading-a-suggestion' : 'looking-for-a-place';
    desk.press({ spot, at: at(), deleteCount: replaced, insertText: text, cause, pause });
    run = 0;
    if (person.happens(UNDO_WHOLE)) {
      const insertText = right.slice(0, replaced);
      desk.press({
        spot,
        at: at(),
        deleteCount: text.length,
        insertText,
        cause: 'undone',
        pause: 'noticing-a-slip',
        ...(insertText === '' ? {} : { cursor: at() }),
      });
      acceptsLeft = false;
      return;
    }
    right = right.slice(replaced);
    done += text.length;
  }

  function acceptable(): { readonly rest: string; readonly replaced: number } | undefined {
    const rest = target.slice(done, lineEnd(target, done));
    const replaced = right.split('\n')[0]!;
    const isWorthIt = acceptsLeft && run >= 3 && rest.trim().length >= 4 && rest.endsWith(replaced);
    return isWorthIt ? { rest, replaced: replaced.length } : undefined;
  }

  function typeCharacter(character: string): void {
    const { linePrefix, next } = textAround();
    const isWord = /[\p{L}\p{N}_]/u.test(character);
    const pause = isWord && /[\p{L}\p{N}_]$/u.test(linePrefix) ? 'in-word' : 'before-word';
    if (right[0] === character) {
      desk.press({ spot, at: at(), deleteCount: 1, insertText: character, cause: 'typed', pause });
      right = right.slice(1);
      done++;
      run = 0;
      return;
    }
    if (isWord && person.happens(SLIP)) {
      const slip = 'etaoinsrhl'[person.below(10)]!;
      desk.press({ spot, at: at(), insertText: slip, cause: 'typed', pause });
      desk.press({ spot, at: at(), deleteCount: 1, cause: 'deleted', pause: 'noticing-a-slip' });
    }
    const closer = closesWith(character, linePrefix, next);
    if (closer === undefined) {
      desk.press({ spot, at: at(), insertText: character, cause: 'typed', pause });
      run++;
    } else {
      const insertText = character + closer;
      desk.press({ spot, at: at(), insertText, cause: 'auto-closed', pause, cursor: at() + 1 });
      right = closer + right;
      run = 0;
    }
    done++;
  }

  while (done < target.length) {
    const character = target[done]!;
    const sameLine = right.split('\n')[0]!;
    const whole = acceptable();
    const lines = pastable(target, done, person.below(4) + 2);
    if (character === '\n') {
      if (/^["']/.test(sameLine)) deleteRight(1);
      else if (!goesDown()) enter();
    } else if (whole !== undefined && person.happens(ACCEPT)) {
      putWhole(whole.rest, whole.replaced, 'accepted');
    } else if (lines !== undefined && sameLine === '' && acceptsLeft && person.happens(PASTE_PER_LINE)) {
      putWhole(lines, 0, 'pasted');
    } else if (run >= 3 && person.happens(UNDO_TYPING)) {
      done -= run;
      desk.press({ spot, at: at(), deleteCount: run, cause: 'undone', pause: 'noticing-a-slip' });
      run = 0;
    } else typeCharacter(character);
    yield;
  }
  if (right !== '') deleteRight(right.length);
  if (idleIndent !== '') {
    desk.press({ spot, at: start + done, deleteCount: idleIndent.length, cause: 'deleted', pause: 'in-word' });
  }
}

/** The next whole lines of the target, where it is at the beginning of a line's text. */
function pastable(target: string, from: number, count: number): string | undefined {
  const lineStart = target.lastIndexOf('\n', from - 1) + 1;
  if (target.slice(lineStart, from).trim() !== '') return undefined;
  let end = from;
  for (let line = 0; line < count; line++) {
    const next = target.indexOf('\n', end + 1);
    if (next < 0) return undefined;
    end = next;
  }
  return target.slice(from, end);
}

/** What the editor puts behind it by itself. */
function closesWith(character: string, linePrefix: string, next: string): string | undefined {
  const closer = CLOSER_OF[character];
  if (closer === undefined || !CLOSES_BEFORE.test(next) || isInText(linePrefix)) return undefined;
  const isQuote = closer === character;
  return isQuote && /[\p{L}\p{N}_"'`\\]$/u.test(linePrefix) ? undefined : closer;
}

/** In a comment or a string, as far as the line tells. */
function isInText(linePrefix: string): boolean {
  if (/^\s*(?:\/\/|\/?\*|#)|\/\//.test(linePrefix)) return true;
  return ['"', "'", '`'].some((quote) => linePrefix.split(quote).length % 2 === 0);
}

/** Characters that both texts begin with. */
export function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** One step of the file's own indentation. */
function indentStep(text: string): string {
  return /^(?:\t| {2,8})(?=\S)/m.exec(text)?.[0] ?? '  ';
}
