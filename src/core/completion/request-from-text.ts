import { languageSyntax } from '../syntax/languages.ts';
import { LineStates } from '../syntax/line-states.ts';
import type { Position } from '../text/position.ts';
import { cursorPlace } from './cursor-place.ts';
import { type CompletionRequest, type CursorPlace, WINDOW_AFTER, WINDOW_BEFORE } from './request.ts';

export interface TextAtCursor {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  /** UTF-16 units from the start of `text`. */
  readonly offset: number;
  readonly triggerKind: CompletionRequest['triggerKind'];
  readonly time: number;
}

/** The request for a cursor in a text that no editor holds: for the command line, benches and tests. */
export function requestFromText({
  path,
  languageId,
  text,
  offset,
  triggerKind,
  time,
}: TextAtCursor): CompletionRequest {
  const position = positionAt(text, offset);
  return {
    uri: `file://${path}`,
    path,
    languageId,
    version: 1,
    offset,
    position,
    before: withoutCarriageReturns(text.slice(Math.max(0, offset - WINDOW_BEFORE), offset)),
    after: withoutCarriageReturns(text.slice(offset, offset + WINDOW_AFTER)),
    documentLength: text.length,
    place: placeAt(text, position, languageId),
    triggerKind,
    selectedItem: undefined,
    cursors: 1,
    hasSelection: false,
    time,
  };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, character: offset - lineStart };
}

function placeAt(text: string, position: Position, languageId: string): CursorPlace {
  const language = languageSyntax(languageId);
  if (language.kind === 'prose') return 'prose';
  const lines = withoutCarriageReturns(text).split('\n');
  return cursorPlace(position, language, new LineStates(language), (line) => lines[line] ?? '');
}

function withoutCarriageReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
