import { lexLine, type Token } from '../../syntax/lexer.ts';
import type { LineState } from '../../syntax/line-state.ts';
import type { Cleaning } from './cleaning.ts';

/** A line of the text that is about to be put in; the first one with what stands before the cursor. */
export interface PlacedLine {
  readonly text: string;
  /** Of the line in the generated text; negative for the first. */
  readonly start: number;
  readonly tokens: readonly Token[];
  readonly stateBefore: LineState;
  readonly stateAfter: LineState;
  /** Brackets that the text has opened and not closed, before and after the line; negative where it closed more. */
  readonly depthBefore: number;
  readonly depthAfter: number;
}

/** The text as it will stand at the cursor, lexed line by line. */
export function lexAtCursor(text: string, at: Pick<Cleaning, 'linePrefix' | 'lineState' | 'language'>): PlacedLine[] {
  const lines: PlacedLine[] = [];
  let start = -at.linePrefix.length;
  let state = at.lineState;
  let depth = 0;
  for (const line of (at.linePrefix + text).split('\n')) {
    const { tokens, endState } = lexLine(line, state, at.language);
    const depthBefore = depth;
    for (const token of tokens) {
      if (start + token.start < 0) continue;
      if (token.class === 'open') depth++;
      else if (token.class === 'close') depth--;
    }
    lines.push({ text: line, start, tokens, stateBefore: state, stateAfter: endState, depthBefore, depthAfter: depth });
    state = endState;
    start += line.length + 1;
  }
  return lines;
}
