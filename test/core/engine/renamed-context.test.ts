import { describe, expect, test } from 'vitest';
import { renamedHash, renamedOverlap, renamedToken } from '../../../src/core/engine/renamed-context.ts';
import { tokenizeLine } from '../../../src/core/engine/tokenizer.ts';
import { Vocabulary } from '../../../src/core/engine/vocabulary.ts';
import { languageSyntax } from '../../../src/core/syntax/languages.ts';

describe('the last tokens with their names replaced', () => {
  test.each([
    ['the same but for names', 'x; left = left.next;', 'x; right = right.next;', true],
    ['different members', 'x; left = left.next;', 'x; right = right.last;', false],
    ['names that come again elsewhere', 'x; left = left + 1;', 'x; left = right + 1;', false],
    ['different numbers', 'x; left = left + 1;', 'x; left = left + 2;', true],
    ['different keywords', 'x; if (left) return', 'x; if (left) break', false],
  ])('%s', (_, one, other, isSame) => {
    const vocabulary = new Vocabulary();
    const [a, b] = [idsOf(one, vocabulary), idsOf(other, vocabulary)];
    expect(renamedHash(a, a.length, vocabulary) === renamedHash(b, b.length, vocabulary)).toBe(isSame);
  });

  test('may have members under other names', () => {
    const vocabulary = new Vocabulary();
    const [a, b] = [idsOf('x; this.left = left', vocabulary), idsOf('x; this.right = right', vocabulary)];
    expect(renamedHash(a, a.length, vocabulary)).not.toBe(renamedHash(b, b.length, vocabulary));
    expect(renamedHash(a, a.length, vocabulary, 'renamed')).toBe(renamedHash(b, b.length, vocabulary, 'renamed'));
  });

  test('are nothing where a file has just begun', () => {
    const vocabulary = new Vocabulary();
    const ids = idsOf('a = b;', vocabulary);
    expect(renamedHash(ids, ids.length, vocabulary)).toBe(0);
  });
});

test('a name that stood before becomes the one that stands there now', () => {
  const vocabulary = new Vocabulary();
  const there = idsOf('this.left = left', vocabulary);
  const here = idsOf('this.right =', vocabulary);
  const place = there.length - 1;
  const overlap = renamedOverlap(there, place, here, here.length, 12, vocabulary);
  expect(overlap).toBe(4);
  expect(vocabulary.text(renamedToken(there, place, here, here.length, overlap, vocabulary))).toBe('right');
});

/** After a border. */
function idsOf(line: string, vocabulary: Vocabulary): Int32Array {
  const ids = [0];
  tokenizeLine(line, 0, languageSyntax('typescript'), (piece, start, end, kind) =>
    ids.push(vocabulary.intern(piece.slice(start, end), kind)),
  );
  return Int32Array.from(ids);
}
