import { describe, expect, test } from 'vitest';
import { classify, classifyChanges, type GhostChange, type GhostFrame } from '../support/ghost-frames.ts';

/** A line with its ghost text, in one or more parts, in brackets: `⟦like this⟧`. */
function frame(marked: string, { ms = 0, line = 1 } = {}): GhostFrame {
  const ghost = [...marked.matchAll(/⟦([^]*?)⟧/g)].map(([, part]) => part).join('');
  const text = marked.replace(/⟦[^]*?⟧/g, '');
  return { ms, line, text, ghost, shown: marked.replace(/[⟦⟧]/g, ''), list: false };
}

type Row = readonly [name: string, before: string, now: string, change: GhostChange | undefined, ...keys: string[]];

const rows: readonly Row[] = [
  ['nothing has changed', 'a⟦b⟧', 'a⟦b⟧', undefined],
  ['only the document has changed', 'a', 'ab', undefined, 'b'],
  ['the first text', 'a', 'a⟦b⟧', 'appearance'],
  ['more of it', 'a⟦b⟧', 'a⟦bc⟧', 'extension'],
  ['its first line, a frame after the others', 'a⟦\n  c\n}⟧', 'a⟦ b\n  c\n}⟧', 'extension'],
  ['another first line', 'a⟦ b\n  c⟧', 'a⟦ d\n  c⟧', 'other'],
  ['further lines', 'a⟦ {⟧', 'a⟦ {\n  b\n}⟧', 'extension'],
  ['a key of it', 'a⟦bc⟧', 'ab⟦c⟧', 'typing-through', 'b'],
  ['a key of it, and more', 'a⟦bc⟧', 'ab⟦cd⟧', 'typing-through', 'b'],
  ['two keys of it in one frame', 'a⟦bcd⟧', 'abc⟦d⟧', 'typing-through', 'b', 'c'],
  ['a key that the editor closes', 'f⟦(a, b);⟧', 'f(⟦a, b⟧)⟦;⟧', 'typing-through', '('],
  ['another one inside it', 'f(⟦[a]⟧)⟦;⟧', 'f([⟦a⟧])⟦;⟧', 'typing-through', '['],
  ['backspace to where it was for', 'ab⟦c⟧', 'a⟦bc⟧', 'typing-through', 'Backspace'],
  ['backspace further', 'ab⟦c⟧', 'a', 'removal', 'Backspace'],
  ['backspace over a blank', 'a = ⟦b⟧', 'a =', 'removal', 'Backspace'],
  ['the last key of it', 'a⟦b⟧', 'ab', 'removal', 'b'],
  ['all of it', 'a⟦b c⟧', 'ab c', 'removal', 'Tab'],
  ['another key', 'a⟦bc⟧', 'ax', 'removal', 'x'],
  ['another key, with a text for that', 'a⟦bc⟧', 'ax⟦yz⟧', 'removal', 'x'],
  ['Escape', 'a⟦b⟧', 'a', 'removal', 'Escape'],
  ['it is gone, and nobody did anything', 'a⟦b⟧', 'a', 'other'],
  ['it is another one, and nobody did anything', 'a⟦b⟧', 'a⟦c⟧', 'other'],
  ['it is shorter, and nobody did anything', 'a⟦bc⟧', 'a⟦b⟧', 'other'],
  ['a key of it takes it away', 'a⟦bc⟧', 'ab', 'other', 'b'],
  ['a key of it brings another one', 'a⟦bc⟧', 'ab⟦d⟧', 'other', 'b'],
  ['a key of it cuts it', 'a⟦bcd⟧', 'ab⟦c⟧', 'other', 'b'],
];

test.for(rows)('%s', ([, before, now, change, ...keys]) =>
  expect(classify(frame(before), frame(now), keys)).toBe(change),
);

describe('Enter', () => {
  const before = frame('if (a) {⟦\n  b();\n}⟧');
  test.for([
    ['into the text', '  ⟦b();\n}⟧', 'typing-through'],
    ['out of it', '  ', 'removal'],
    ['to a text of its own', '  ⟦c();⟧', 'removal'],
  ] as const)('%s', ([, marked, change]) =>
    expect(classify(before, frame(marked, { line: 2 }), ['Enter'])).toBe(change),
  );
});

test('a text that goes and comes back is told once', () => {
  const frames = [
    frame('a', { ms: 0 }),
    frame('a⟦bc⟧', { ms: 100 }),
    frame('ab⟦c⟧', { ms: 200 }),
    frame('ab', { ms: 250 }),
    frame('ab⟦c⟧', { ms: 300 }),
  ];
  const changes = classifyChanges(frames, [{ ms: 190, key: 'b' }]).map(({ change }) => change);
  expect(changes).toEqual(['appearance', 'typing-through', 'other', 'appearance']);
});

test('a key counts for the frame that shows what it did', () => {
  const frames = [frame('a⟦b⟧', { ms: 100 }), frame('a', { ms: 900 })];
  const changed = (ms: number) => classifyChanges(frames, [{ ms, key: 'Escape' }]).map(({ change }) => change);
  expect(changed(880)).toEqual(['removal']);
  expect(changed(20)).toEqual(['other']);
});
