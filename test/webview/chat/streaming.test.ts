import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeChunks } from '../../../src/webview/chat/code-chunks.ts';
import { createFrameBudget } from '../../../src/webview/chat/frame-budget.ts';
import { readPlace } from '../../../src/webview/chat/place.ts';
import { signAtCursor } from '../../../src/webview/chat/sign-at-cursor.ts';
import { steadyEnd } from '../../../src/webview/chat/steady-end.ts';

const ends: readonly (readonly [string, string, string | undefined])[] = [
  ['strong text that is still open is strong already', 'This is **very imp', 'This is **very imp**'],
  ['its first signs are not shown', 'This is **', 'This is '],
  ['nor are those of code', 'Call `', 'Call '],
  ['code that is still open is code already', 'Call `isOver', 'Call `isOver`'],
  ['what is code is not read as strong', 'Use `a ** b', 'Use `a ** b`'],
  ['a link is its text until its address is there', 'See [the docs](https://a.te', 'See the docs'],
  ['a dash may become a list, a rule or a heading', 'Some text\n-', 'Some text'],
  ['so may a number', 'Some text\n1.', 'Some text'],
  ['the beginning of a fence is not shown', 'Some text\n``', 'Some text'],
  ['a table is not shown as text before it is one', '| a | b |', undefined],
  ['nor while the line under its head is coming', '| a | b |\n|--', undefined],
  ['from then on it is', '| a | b |\n|---|---|', '| a | b |\n|---|---|'],
  [
    'what is whole stays as it is',
    'All **of** it, `a` and [b](https://c.test).',
    'All **of** it, `a` and [b](https://c.test).',
  ],
];
test.each(ends)('%s', (_, text, drawn) => {
  expect(steadyEnd({ kind: 'prose', text })?.text).toBe(drawn);
});

test('the signs that will close a block of code are not shown as code', () => {
  const code = (text: string) => steadyEnd({ kind: 'code', info: 'ts', text, closed: false })?.text;
  expect(code('a\n``')).toBe('a');
  expect(code('a\nb')).toBe('a\nb');
});

const line = fc.constantFrom('', '  indented', 'const a = 1;', 'x'.repeat(300), '}');
test('chunks of code joined are the code', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 300 }), (lines) => {
      const text = lines.join('\n');
      expect(codeChunks(text).join('')).toBe(text);
      for (const chunk of codeChunks(text)) expect(chunk.length).toBeLessThanOrEqual(5_000);
    }),
  );
});

test('while code grows, all of its chunks but the last stay as they are', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 300 }), fc.nat(), (lines, at) => {
      const text = lines.join('\n');
      const before = codeChunks(text.slice(0, at % (text.length + 1))).slice(0, -1);
      expect(codeChunks(text).slice(0, before.length)).toEqual(before);
    }),
  );
});

test('a line of any length is cut into chunks', () => {
  expect(codeChunks('x'.repeat(100_000)).map(({ length }) => length)).toEqual(Array.from({ length: 20 }, () => 5_000));
});

test('a chunk ends at a pause in the code rather than within a function', () => {
  const text = `${'  a;\n'.repeat(45)}\nfunction next() {\n}\n`;
  expect(codeChunks(text)[1]).toBe('function next() {\n}\n');
});

const places: readonly (readonly [string, string | undefined])[] = [
  ['src/loans.ts', 'src/loans.ts'],
  ['loans.ts:12', 'loans.ts:12'],
  ['src/loans.ts:10-24', 'src/loans.ts:10-24'],
  ['src/loans.ts#L12', 'src/loans.ts:12'],
  ['./README.md', './README.md'],
  ['Loan.isOverdue', 'Loan.isOverdue'],
  ['isOverdue()', 'isOverdue'],
  ['Loan::new', 'Loan::new'],
  ['console.log', undefined],
  ['node.js', 'node.js'],
  ['e.g', undefined],
  ['and/or', undefined],
  ['localhost:8080', undefined],
  ['https://a.test/x.ts', undefined],
  ['command:workbench.action.quit', undefined],
  ['npm install', undefined],
];
test.each(places)('"%s" is the place %s', (text, place) => {
  expect(readPlace(text)).toBe(place);
});

const cursors: readonly (readonly [string, unknown])[] = [
  ['@', { sign: '@', query: '', start: 0 }],
  ['Look at @lo', { sign: '@', query: 'lo', start: 8 }],
  ['a@b', undefined],
  ['/ex', { sign: '/', query: 'ex', start: 0 }],
  ['a /ex', undefined],
  ['/explain this', undefined],
];
test.each(cursors)('after "%s" %o can follow', (text, expected) => {
  expect(signAtCursor(text, text.length)).toEqual(expected);
});

test('what does not fit into a frame is done in the next ones', () => {
  const frames: (() => void)[] = [];
  let time = 0;
  const budget = createFrameBudget({ now: () => time, onNextFrame: (callback) => void frames.push(callback) });
  const done: number[] = [];
  const work = (id: number): void => {
    budget.run(
      () => {
        time += 3;
        done.push(id);
      },
      () => work(id),
    );
  };
  for (let id = 0; id < 8; id++) work(id);
  expect(done).toEqual([0, 1, 2]);
  frames.shift()?.();
  expect(done).toEqual([0, 1, 2, 3, 4, 5]);
  frames.shift()?.();
  expect(done).toHaveLength(8);
});
