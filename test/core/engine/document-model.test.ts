import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentModel } from '../../../src/core/engine/document-model.ts';
import { Vocabulary } from '../../../src/core/engine/vocabulary.ts';
import type { TextEdit } from '../../../src/core/text/text-edit.ts';
import { hostileText, LANGUAGE_IDS } from '../syntax/hostile-text.ts';

const document = (text: string, languageId = 'typescript'): DocumentModel =>
  new DocumentModel({ path: '/a.ts', languageId, version: 1, text });

/** What a query finds around a line: the tokens on both sides, and after each token its places, nearest first. */
function around(model: DocumentModel, line: number, vocabulary: Vocabulary): object {
  const { tokens } = model.around(line, line % 3, vocabulary);
  const { ids, spaces, length, afterStart } = tokens;
  const places = (first: number): number[] => {
    const found: number[] = [];
    for (let place = first; place > 0; place = tokens.next(place)) found.push(place);
    return found;
  };
  const known = [...tokens.distinct()].toSorted((a, b) => a - b);
  return {
    before: [ids.slice(0, length), spaces.slice(0, length)],
    after: [ids.slice(afterStart - 1), spaces.slice(afterStart)],
    size: tokens.size,
    counts: known.map((id) => [id, tokens.countOf(id)]),
    placesBefore: known.map((id) => places(tokens.firstBefore(id))),
    placesAfter: known.map((id) => places(tokens.firstAfter(id)).map((place) => place - afterStart)),
  };
}

describe('DocumentModel', () => {
  test('has around a line, after any edits and queries, what it would have there made anew', () => {
    const step = fc.record({ at: fc.nat(), removed: fc.nat({ max: 20 }), insertText: hostileText, ask: fc.nat() });
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGE_IDS),
        hostileText,
        fc.array(step, { maxLength: 8 }),
        (languageId, before, steps) => {
          const vocabulary = new Vocabulary();
          const edited = document(before, languageId);
          let text = before;
          for (const { at, removed, insertText, ask } of steps) {
            const offset = at % (text.length + 1);
            const change: TextEdit = { offset, deleteCount: Math.min(removed, text.length - offset), insertText };
            text = text.slice(0, offset) + insertText + text.slice(offset + change.deleteCount);
            edited.change(2, [change]);
            if (ask % 4 === 0) continue;
            const line = ask % edited.lineCount;
            expect(around(edited, line, vocabulary)).toEqual(around(document(text, languageId), line, vocabulary));
          }
        },
      ),
    );
  });

  test('has room for a document of any length on both sides', () => {
    const vocabulary = new Vocabulary();
    const text = Array.from({ length: 3_000 }, (_, n) => `${' '.repeat(n % 3)}f(a${n % 7})`).join('\n');
    const model = document(text);
    for (const line of [0, 2_999, 1_500, 10]) {
      expect(around(model, line, vocabulary)).toEqual(around(document(text), line, vocabulary));
    }
  });

  test('takes thousands of lines at once, and goes back to none', () => {
    const vocabulary = new Vocabulary();
    const model = document('a\nb\nc');
    const insertText = 'x;\n'.repeat(5_000);
    model.change(2, [{ offset: 2, deleteCount: 0, insertText }]);
    expect(model.lineCount).toBe(5_003);
    expect(model.lines(vocabulary)).toEqual(document(`a\n${insertText}b\nc`).lines(vocabulary));
    model.change(3, [{ offset: 2, deleteCount: insertText.length, insertText: '' }]);
    expect(model.lines(vocabulary)).toEqual(document('a\nb\nc').lines(vocabulary));
  });

  test('is after any edits what it would be made anew', () => {
    const edit = fc.record({ at: fc.nat(), removed: fc.nat({ max: 20 }), insertText: hostileText, look: fc.boolean() });
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGE_IDS),
        hostileText,
        fc.array(edit, { maxLength: 6 }),
        (languageId, before, edits) => {
          const vocabulary = new Vocabulary();
          const edited = document(before, languageId);
          let text = before;
          for (const { at, removed, insertText, look } of edits) {
            const offset = at % (text.length + 1);
            const change: TextEdit = { offset, deleteCount: Math.min(removed, text.length - offset), insertText };
            text = text.slice(0, offset) + insertText + text.slice(offset + change.deleteCount);
            edited.change(2, [change]);
            if (look) edited.prepare(vocabulary, at % 40);
          }
          expect(edited.lines(vocabulary)).toEqual(document(text, languageId).lines(vocabulary));
        },
      ),
    );
  });

  test('finds the same place for an offset as counting does, with either line end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', '💡')), fc.nat(), (parts, at) => {
        const text = parts.join('');
        const offset = at % (text.length + 1);
        const { line, character } = document(text).positionAt(offset);
        const linesBefore = text.slice(0, offset).split('\n');
        expect({ line, character }).toEqual({ line: linesBefore.length - 1, character: linesBefore.at(-1)!.length });
      }),
    );
  });

  test('stays within the document for an offset beyond it', () => {
    expect(document('a\nbc').positionAt(100)).toEqual({ line: 1, character: 2 });
    expect(document('a\nbc').positionAt(-1)).toEqual({ line: 0, character: 0 });
  });

  test('keeps the tokens of lines that an edit does not touch', () => {
    const vocabulary = new Vocabulary();
    const model = document('a;\nb;\nc;');
    const before = [...model.lines(vocabulary)];
    model.change(2, [{ offset: 3, deleteCount: 1, insertText: 'x' }]);
    const after = model.lines(vocabulary);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });
});
