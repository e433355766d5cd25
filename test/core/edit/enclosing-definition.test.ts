import { expect, test } from 'vitest';
import { enclosingDefinition } from '../../../src/core/edit/enclosing-definition.ts';

const text = `import a from 'a';

/** Says how. */
class Plank {
  saw() {
    return 1;
  }

  // Twice.
  measure() {
    return 2;
  }
}
`;
const lines = text.split('\n');

test.each([
  [5, 'saw', 4, 7],
  [8, 'measure', 8, 12],
  [7, 'Plank', 2, 13],
  [2, 'Plank', 2, 13],
])('line %i is in %s', (line, name, start, end) =>
  expect(enclosingDefinition(lines, line, 'typescript')).toEqual({ name, start, end }),
);

test('a line outside of all definitions is in none', () =>
  expect(enclosingDefinition(lines, 0, 'typescript')).toBeUndefined());

test('a decorator belongs to what it decorates', () =>
  expect(enclosingDefinition(['@cached', 'def f():', '    return 1', ''], 2, 'python')).toMatchObject({
    start: 0,
    end: 3,
  }));
