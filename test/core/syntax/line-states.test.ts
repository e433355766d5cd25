import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageSyntax, type LanguageSyntax } from '../../../src/core/syntax/languages.ts';
import { lexLine } from '../../../src/core/syntax/lexer.ts';
import { CODE, type LineState } from '../../../src/core/syntax/line-state.ts';
import { LineStates } from '../../../src/core/syntax/line-states.ts';
import { anyLanguage, hostileText } from './hostile-text.ts';

describe('LineStates', () => {
  test('gives the same states as lexing from the top, after any edits', () => {
    const edit = fc.record({ at: fc.nat(), removed: fc.nat({ max: 4 }), inserted: hostileText, ask: fc.nat() });
    fc.assert(
      fc.property(anyLanguage, hostileText, fc.array(edit, { maxLength: 8 }), (language, text, edits) => {
        let lines = text.split('\n');
        const states = new LineStates(language);
        for (const { at, removed, inserted, ask } of edits) {
          const start = at % (lines.length + 1);
          const insertedLines = inserted.split('\n');
          const removedLines = Math.min(removed, lines.length - start);
          lines = [...lines.slice(0, start), ...insertedLines, ...lines.slice(start + removedLines)];
          states.applyEdit(start, removedLines, insertedLines.length);
          // Sometimes asked between two edits, at any line, and sometimes not.
          const line = ask % (2 * lines.length);
          if (line < lines.length)
            expect(states.stateBefore(line, (i) => lines[i]!)).toBe(stateFromTop(lines, line, language));
        }
        const last = lines.length - 1;
        expect(states.stateBefore(last, (i) => lines[i]!)).toBe(stateFromTop(lines, last, language));
      }),
    );
  });

  test('lexes again only the lines that an edit changes', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `const x${i} = ${i};`);
    const states = new LineStates(languageSyntax('typescript'));
    const read: number[] = [];
    const getLine = (line: number): string => {
      read.push(line);
      return lines[line]!;
    };
    states.stateBefore(999, getLine);
    read.length = 0;
    lines[500] = 'changed();';
    states.applyEdit(500, 1, 1);
    states.stateBefore(999, getLine);
    expect(read).toEqual([500]);
  });
});

function stateFromTop(lines: readonly string[], line: number, language: LanguageSyntax): LineState {
  return lines.slice(0, line).reduce((state, text) => lexLine(text, state, language).endState, CODE);
}
