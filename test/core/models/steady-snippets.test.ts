import { describe, expect, test } from 'vitest';
import { steadySnippets } from '../../../src/core/models/steady-snippets.ts';

const snippets = (names: string) => names.split('').map((name) => ({ path: `${name}.ts`, text: name }));
const order = (last: string, next: string) =>
  steadySnippets(snippets(last), snippets(next))
    .map(({ text }) => text)
    .join('');

describe('snippets stand', () => {
  test.for([
    ['by path at first', '', 'cab', 'abc'],
    ['where they stood, however they are ranked now', 'bca', 'abc', 'bca'],
    ['with new ones behind', 'ca', 'bac', 'cab'],
    ['closed up where one is gone', 'abc', 'ca', 'ac'],
  ] as const)('%s', ([, last, next, expected]) => expect(order(last, next)).toBe(expected));
  test('as the very same list, where nothing has changed', () => {
    const last = snippets('ba');
    expect(steadySnippets(last, snippets('ab'))).toBe(last);
  });
});
