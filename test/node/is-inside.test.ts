import path from 'node:path';
import { expect, test } from 'vitest';
import { isInside } from '../../src/node/is-inside.ts';

test.each([
  ['/a/proj/x.ts', true],
  ['/a/proj/src/x.ts', true],
  ['/a/proj/..x.ts', true],
  ['/a/proj/../proj/x.ts', true],
  ['/a/proj', false],
  ['/a', false],
  ['/a/x.ts', false],
  ['/a/proj-two/x.ts', false],
])('%s is inside of /a/proj: %s', (file, inside) => {
  expect(isInside('/a/proj', file)).toBe(inside);
  expect(isInside('/a/proj/', file)).toBe(inside);
});

test('a name without a folder is inside of none, wherever this process was started', () =>
  expect(isInside(path.resolve('.'), 'Untitled-1')).toBe(false));
