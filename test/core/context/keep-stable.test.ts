import { expect, test } from 'vitest';
import { keepStable } from '../../../src/core/context/keep-stable.ts';
import type { Snippet } from '../../../src/core/context/snippet.ts';

const snippet = (path: string, ...lines: readonly string[]): Snippet => ({
  kind: 'receiver',
  path,
  text: lines.join('\n'),
});

test('keeps the old snippets, in their order, while the new ones say nearly the same', () => {
  const old = [snippet('/a', 'one', 'two'), snippet('/b', 'three', 'four')];
  expect(keepStable(old, [snippet('/b', 'four', 'three'), snippet('/a', 'two')])).toBe(old);
  expect(keepStable(old, [snippet('/b', 'three', 'four', 'five'), snippet('/a', 'one')])).toBe(old);
});

test('takes the new ones where they really say something else, or nothing', () => {
  const old = [snippet('/a', 'one', 'two')];
  const fresh = [snippet('/a', 'one', 'three'), snippet('/b', 'four')];
  expect(keepStable(old, fresh)).toBe(fresh);
  expect(keepStable(old, [])).toEqual([]);
  expect(keepStable([], fresh)).toBe(fresh);
});
