import type { Position } from '../text/position.ts';

/** What the cursor is in: a character typed there would belong to it. */
export type CursorPlace = 'code' | 'comment' | 'string' | 'prose';

/**
 * Everything the pipeline may know about the place where help is asked for. Plain data, so that the editor, the command
 * line, a recorded session and a test ask in the same way.
 */
export interface CompletionRequest {
  readonly uri: string;
  /** Absolute, with `/`; for a document that is not on disk its name. */
  readonly path: string;
  readonly languageId: string;
  readonly version: number;
  /** Of the cursor, in UTF-16 units of the document as it is (a CRLF counts two). */
  readonly offset: number;
  readonly position: Position;
  /** Up to `WINDOW_BEFORE` characters before and `WINDOW_AFTER` after the cursor; line ends are `\n`. */
  readonly before: string;
  readonly after: string;
  readonly documentLength: number;
  readonly place: CursorPlace;
  readonly triggerKind: 'automatic' | 'invoked';
  /** Another answer than the likeliest is asked for, for each number another one. */
  readonly variation?: number | undefined;
  /** The item selected in the open suggest widget, if one is: its whole text, of which `typed` stands before the cursor. */
  readonly selectedItem: { readonly text: string; readonly typed: string } | undefined;
  readonly cursors: number;
  readonly hasSelection: boolean;
  /** Milliseconds, of the clock that the caller passed to everything else. */
  readonly time: number;
}

export const WINDOW_BEFORE = 4_000;
export const WINDOW_AFTER = 2_000;

export function linePrefix(request: Pick<CompletionRequest, 'before'>): string {
  return request.before.slice(request.before.lastIndexOf('\n') + 1);
}

/** Closers, separators and blanks may follow the cursor: the editor put them there, or the statement just ends. */
export function onlyClosers(text: string): boolean {
  return /^[\s)\]}>"'`;:,]*$/.test(text);
}

export function lineSuffix(request: Pick<CompletionRequest, 'after'>): string {
  const end = request.after.indexOf('\n');
  return end < 0 ? request.after : request.after.slice(0, end);
}
