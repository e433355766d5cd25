import { expect, test } from 'vitest';
import type { GhostFrame, KeyDown } from '../support/ghost-frames.ts';
import { type AnswerFate, followAnswer } from '../support/late-answers.ts';

/** `[ms, line as it is drawn, its number]`, ghost text in brackets. */
type Drawn = readonly [ms: number, marked: string, line?: number, list?: boolean];

function frameOf([ms, marked, line = 1, list = false]: Drawn): GhostFrame {
  const ghost = /⟦([^]*?)⟧/.exec(marked)?.[1] ?? '';
  return { ms, line, text: marked.replace(/⟦[^]*?⟧/, ''), ghost, shown: marked.replace(/[⟦⟧]/g, ''), list };
}

/** Asked at 0 with `a = `, answered at 900 with `b.c;`. */
const answer = { askedMs: 0, endedMs: 900, linePrefix: 'a = ', text: 'b.c;' };

type Row = readonly [name: string, fate: AnswerFate, frames: readonly Drawn[], keys?: readonly number[]];

const rows: readonly Row[] = [
  [
    'is drawn while nothing is typed',
    'at rest',
    [
      [0, 'a = '],
      [950, 'a = ⟦b.c;⟧'],
    ],
  ],
  [
    'is drawn after the next key',
    'at the next key',
    [
      [0, 'a = '],
      [1000, 'a = b'],
      [1080, 'a = b⟦.c;⟧'],
    ],
    [990],
  ],
  [
    'is drawn two keys later',
    'later',
    [
      [0, 'a = '],
      [1000, 'a = b'],
      [1100, 'a = b.'],
      [1180, 'a = b.⟦c;⟧'],
    ],
    [990, 1090],
  ],
  [
    'was drawn before its end',
    'stood',
    [
      [0, 'a = '],
      [800, 'a = ⟦b.c;⟧'],
    ],
  ],
  [
    'is never drawn',
    'lost',
    [
      [0, 'a = '],
      [2500, 'a = x'],
    ],
    [2490],
  ],
  [
    'is typed past before it is drawn',
    'lost',
    [
      [0, 'a = '],
      [1000, 'a = b'],
      [1100, 'a = b.'],
      [1300, 'a = b.c;'],
    ],
    [990, 1090, 1290],
  ],
  [
    'goes another way than the next key',
    'overtaken',
    [
      [0, 'a = '],
      [1000, 'a = x'],
    ],
    [990],
  ],
  [
    'goes another way than what was typed meanwhile',
    'unfit',
    [
      [0, 'a = '],
      [500, 'a = x'],
    ],
    [490],
  ],
  [
    'is typed already',
    'unfit',
    [
      [0, 'a = '],
      [500, 'a = b.c;'],
    ],
    [490],
  ],
  [
    'belongs to a line that was left',
    'unfit',
    [
      [0, 'a = '],
      [500, '', 2],
    ],
    [490],
  ],
  [
    'comes where another one stands',
    'covered',
    [
      [0, 'a = '],
      [300, 'a = ⟦b.d();⟧'],
    ],
  ],
];

test.for(rows)('an answer that %s', ([, fate, frames, keys = []]) => {
  const pressed: readonly KeyDown[] = keys.map((ms) => ({ ms, key: 'b' }));
  expect(followAnswer(answer, frames.map(frameOf), pressed).fate).toBe(fate);
});

test('an answer of several lines fits on the line that was reached, and where a line is whole its next one counts', () => {
  const block = { ...answer, linePrefix: 'if (a) {', text: '\n  b();\n  c();' };
  const fate = (...frames: readonly Drawn[]) => followAnswer(block, frames.map(frameOf), []).fate;
  expect(fate([0, 'if (a) {}'], [950, 'if (a) {⟦\n  b();\n  c();\n⟧}'])).toBe('at rest');
  expect(fate([0, 'if (a) {}'], [950, 'if (a) {⟦ d(); ⟧}'])).toBe('covered');
  expect(fate([0, 'if (a) {'], [500, '  b', 2], [950, '  b⟦();\n  c();⟧', 2])).toBe('at rest');
  expect(fate([0, 'if (a) {'], [500, '  x', 2])).toBe('unfit');
});

test('how long it took is told', () => {
  const frames = [frameOf([0, 'a = ']), frameOf([960, 'a = ⟦b.c;⟧'])];
  expect(followAnswer(answer, frames, []).afterMs).toBe(60);
});
