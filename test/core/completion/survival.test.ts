import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterEdit,
  type Followed,
  type FollowedEdit,
  follow,
  nextSurvivalCheck,
  tellSurvival,
  tellUndone,
} from '../../../src/core/completion/survival.ts';
import { keptShare } from '../../../src/core/completion/kept-share.ts';

/** A document with an accepted text in it, marked `[…]`. */
function accepted(marked: string): { document: string; followed: Followed } {
  const offset = marked.indexOf('[');
  const text = marked.slice(offset + 1, marked.lastIndexOf(']'));
  return {
    document: marked.slice(0, offset) + text + marked.slice(marked.lastIndexOf(']') + 1),
    followed: follow({ id: 1, uri: 'file:///a.ts', offset, text, time: 0 }),
  };
}

type Edit = readonly [find: string, replacement: string, options?: { byUndo?: boolean; after?: boolean }];

/** The document after these edits (`find` is replaced; `''` with `after` stands for its end), the text marked anew. */
function afterEdits(marked: string, ...edits: Edit[]): string {
  const given = accepted(marked);
  let document = given.document;
  let followed: Followed | undefined = given.followed;
  for (const [find, insertText, options] of edits) {
    const offset = find === '' ? document.length : document.indexOf(find);
    expect(offset, `${find} is in ${document}`).toBeGreaterThanOrEqual(0);
    const place = options?.after
      ? { offset: offset + find.length, deleteCount: 0 }
      : { offset, deleteCount: find.length };
    document = document.slice(0, place.offset) + insertText + document.slice(place.offset + place.deleteCount);
    followed = followed && afterEdit(followed, { ...place, insertText, byUndo: options?.byUndo ?? false });
  }
  if (followed === undefined) return 'lost';
  const { offset, standing } = followed;
  expect(document.slice(offset, offset + standing.length)).toBe(standing);
  return `${document.slice(0, offset)}[${standing}]${document.slice(offset + standing.length)}`;
}

describe('an accepted text is followed', () => {
  const cases: Readonly<Record<string, readonly [marked: string, edits: readonly Edit[], result: string]>> = {
    'when text is written above it': ['a [bar()]', [['a', 'aaa']], 'aaa [bar()]'],
    'when text above it goes': ['aaa [bar()]', [['aa ', '']], 'a[bar()]'],
    'when its owner goes on typing after it': ['a [bar()]', [['', ';']], 'a [bar()];'],
    'when something is typed right before it': ['a [bar()]', [['a ', '!', { after: true }]], 'a ![bar()]'],
    'when something is written into it': ['a [bar()]', [['(', 'x', { after: true }]], 'a [bar(x)]'],
    'when a part is taken from its middle': ['a [bar(x)]', [['r(x', '']], 'a [ba)]'],
    'when its beginning is replaced with what stands before it': ['a [bar()]', [['a ba', 'ca']], '[car()]'],
    'when its end is replaced with what stands after it': ['a [bar()] b', [['() b', '.x']], 'a [bar.x]'],
    'when its end is deleted and typed again': [
      'a [bar()]',
      [
        ['()', ''],
        ['', '('],
        ['', ')'],
        ['', ';'],
      ],
      'a [bar()];',
    ],
    'when its end is deleted and something else typed': [
      'a [bar()]',
      [
        ['()', ''],
        ['', '.x'],
      ],
      'a [bar].x',
    ],
    'when its end is deleted and that undone': [
      'a [bar()]',
      [
        ['()', ''],
        ['', '()', { byUndo: true }],
      ],
      'a [bar()]',
    ],
    'when it is undone and redone': [
      'a [bar()]',
      [
        ['bar()', ''],
        ['', 'bar()', { byUndo: true }],
      ],
      'a [bar()]',
    ],
    'when it is deleted with its surroundings, and that undone': [
      '[bar()] a',
      [
        ['bar() a', ''],
        ['', 'bar() a', { byUndo: true }],
      ],
      '[bar()] a',
    ],
    'when the whole document is formatted': [
      "if(a){\nb('x', [read('y')] )\n}",
      [["if(a){\nb('x', read('y') )\n}", 'if (a) {\n  b("x", read("y"));\n}\n']],
      'if (a) {\n  b("x", [read("y")]);\n}\n',
    ],
    'when a formatter breaks it over lines': [
      '[const all = read(one, two);]\n',
      [['const all = read(one, two);\n', 'const all = read(\n  one,\n  two,\n);\n']],
      '[const all = read(\n  one,\n  two,\n);]\n',
    ],
    'to the nearest place, when a formatter hands back the document and it stands there twice': [
      'x(1)\n[next();]\nnext();\n',
      [['x(1)\nnext();\nnext();\n', 'x(1);\nnext();\nnext();\n']],
      'x(1);\n[next();]\nnext();\n',
    ],
    'to the nearest place, when it stands before and after that place, too': [
      'next();\nlong = 1\n[next();]\nnext();\n',
      [['next();\nlong = 1\nnext();\nnext();\n', 'next();\nlong = 1;\nnext();\nnext();\n']],
      'next();\nlong = 1;\n[next();]\nnext();\n',
    ],
    'when it is deleted, and other things are replaced around its place': [
      'a [bar()] b',
      [
        ['bar()', ''],
        ['a  b', 'bar() c'],
      ],
      '[]bar() c',
    ],
  };
  for (const [name, [marked, edits, result]] of Object.entries(cases)) {
    test(name, () => expect(afterEdits(marked, ...edits)).toBe(result));
  }

  test('only by its beginning, when it is very long', () => {
    const text = 'word '.repeat(1_000);
    expect(follow({ id: 1, uri: '', offset: 0, text, time: 0 }).standing).toHaveLength(2_000);
  });

  test('no longer, when a whole file is pasted into it', () =>
    expect(afterEdits('[bar()]', ['(', 'x'.repeat(30_000), { after: true }])).toBe('lost'));
});

/** Each character with where it comes from: the naive way to follow a text. */
type Tagged = readonly { readonly character: string; readonly accepted: boolean }[];

const anyText = fc.string({ unit: fc.constantFrom('a', 'b', '(', ' ', '\n', 'é'), maxLength: 6 });
const anyEdit = fc.record({ at: fc.nat(40), deleteCount: fc.nat(4), insertText: anyText, byUndo: fc.boolean() });

test('what was accepted and still stands is in it, and it says what the document says', () =>
  fc.assert(
    fc.property(anyText, anyText, anyText, fc.array(anyEdit, { maxLength: 8 }), (before, text, after, edits) => {
      fc.pre(text !== '');
      let tagged: Tagged = [before, text, after].flatMap((part, i) =>
        part.split('').map((character) => ({ character, accepted: i === 1 })),
      );
      let followed: Followed | undefined = follow({ id: 1, uri: '', offset: before.length, text, time: 0 });
      for (const { at, deleteCount, insertText, byUndo } of edits) {
        const offset = Math.min(at, tagged.length);
        const edit: FollowedEdit = {
          offset,
          deleteCount: Math.min(deleteCount, tagged.length - offset),
          insertText,
          byUndo,
        };
        tagged = tagged.toSpliced(
          offset,
          edit.deleteCount,
          ...insertText.split('').map((character) => ({ character, accepted: false })),
        );
        followed = afterEdit(followed!, edit);
        const { offset: begin, standing } = followed!;
        const document = tagged.map(({ character }) => character).join('');
        expect(document.slice(begin, begin + standing.length)).toBe(standing);
        tagged.forEach((one, i) => {
          if (one.accepted) expect(i >= begin && i < begin + standing.length).toBe(true);
        });
      }
    }),
    { numRuns: 500 },
  ));

describe('the share kept', () => {
  test.each([
    ['all of it', 'read(one, two);', 'read(one, two);', 1],
    ['formatted anew', 'read(one,two)', 'read(\n  one,\n  two\n)', 1],
    ['with a body written into it', 'for (const a of b) {}', 'for (const a of b) { a.run(); a.stop(); }', 1],
    ['nothing', 'read(one)', '', 0],
    ['a name of it changed', 'aaaa(bb, cc)', 'dddd(bb, cc)', 7 / 11],
    ['in another order', 'aa bb', 'bb aa', 0.5],
    ['blanks, still there', '\n  ', '\n', 1],
    ['blanks, gone', '\n  ', '', 0],
  ])('%s', (_, text, standing, share) => expect(keptShare(text, standing)).toBeCloseTo(share));

  test('is that of the best way to pair the tokens', () => {
    const words = fc.array(fc.constantFrom('a', 'bb', 'ccc', '('), { maxLength: 7 });
    const best = (a: readonly string[], b: readonly string[]): number =>
      a.length === 0 || b.length === 0
        ? 0
        : Math.max(
            best(a.slice(1), b),
            best(a, b.slice(1)),
            a[0] === b[0] ? a[0]!.length + best(a.slice(1), b.slice(1)) : 0,
          );
    fc.assert(
      fc.property(words, words, (a, b) => {
        fc.pre(a.length > 0);
        expect(keptShare(a.join(' '), b.join(' '))).toBeCloseTo(best(a, b) / a.join('').length);
      }),
    );
  });
});

describe('the checks', () => {
  const followed = follow({ id: 7, uri: '', offset: 0, text: 'bar()', time: 1_000 });

  test('are told when they are due, all that are due at once', () => {
    expect(tellSurvival(followed, 15_999)).toEqual({ told: [], followed });
    const first = tellSurvival(followed, 31_000);
    expect(first.told).toEqual([
      { id: 7, afterMs: 15_000, kept: 1 },
      { id: 7, afterMs: 30_000, kept: 1 },
    ]);
    expect(tellSurvival(first.followed!, 31_000).told).toEqual([]);
    expect(tellSurvival(first.followed!, 700_000).followed).toBeUndefined();
  });

  test('are never due on a clock that went backwards', () => expect(tellSurvival(followed, -5).told).toEqual([]));

  test('tell when to look again', () => {
    expect(nextSurvivalCheck([])).toBeUndefined();
    const later = tellSurvival(followed, 20_000).followed!;
    expect(nextSurvivalCheck([later])).toBe(31_000);
    expect(nextSurvivalCheck([later, { ...followed, time: 12_000 }])).toBe(27_000);
  });
});

describe('an acceptance is taken back', () => {
  const undone = (marked: string, find: string, byUndo: boolean, time: number) => {
    const { document, followed } = accepted(marked);
    const edit = { offset: document.indexOf(find), deleteCount: find.length, insertText: '', byUndo };
    return tellUndone(followed, afterEdit(followed, edit)!, edit, time);
  };
  test('by undo within half a minute', () => {
    expect(undone('a [bar()]', 'bar()', true, 2_000)).toEqual({ id: 1, afterMs: 2_000, kept: 0 });
    expect(undone('a [bar()]', 'bar()', true, 40_000)).toBeUndefined();
  });
  test('by undo, though its beginning was typed by hand', () =>
    expect(undone('a [a.b()]', '.b()', true, 2_000)).toEqual({ id: 1, afterMs: 2_000, kept: 0.2 }));
  test('by nothing else', () => {
    expect(undone('a [bar()]', 'bar()', false, 2_000)).toBeUndefined();
    expect(undone('a [bar()]', 'a ', true, 2_000)).toBeUndefined();
  });
});
