import { expect, test } from 'vitest';
import { guessTargets, shareOfLines } from '../../../src/core/chat/guess-target.ts';

const candidate = (path: string, shared: readonly string[] = [], alike = 0, isOpen = false) => ({
  path,
  shared,
  alike,
  isOpen,
});

test('what defines the same names comes before what is only open', () => {
  const found = guessTargets([candidate('/open.ts', [], 0, true), candidate('/loans.ts', ['Loan'])]);
  expect(found.map(({ path }) => path)).toEqual(['/loans.ts', '/open.ts']);
});

test('of two that define the name, the open one and the one with the same lines come first', () => {
  const found = guessTargets([candidate('/b.ts', ['Loan']), candidate('/a.ts', ['Loan'], 0.8, true)]);
  expect(found.map(({ path }) => path)).toEqual(['/a.ts', '/b.ts']);
});

test('what has nothing to do with it is left out', () => {
  expect(guessTargets([candidate('/b.ts')])).toEqual([]);
});

test('lines are compared without their indentation, and braces do not count', () => {
  expect(shareOfLines('  return dueDate;\n}\n  return nothing;\n', 'f() {\n    return dueDate;\n}\n')).toBe(0.5);
  expect(shareOfLines('}\n', '}\n')).toBe(0);
});
