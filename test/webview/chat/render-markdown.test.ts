// @vitest-environment jsdom
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activeParts } from '../../../bench/safety/active-parts.ts';
import { markdownBlocks } from '../../../src/core/chat/markdown-blocks.ts';
import { highlight } from '../../../src/webview/chat/highlight.ts';
import { blockHtml, createMarkdownRenderer } from '../../../src/webview/chat/render-markdown.ts';
import { createSanitiser } from '../../../src/webview/chat/sanitise.ts';

const sanitise = createSanitiser(window);
const renderer = createMarkdownRenderer(sanitise, highlight);

function page(html: string): HTMLElement {
  const element = document.createElement('div');
  element.innerHTML = html;
  return element;
}

const drawn = (markdown: string): HTMLElement =>
  page(
    markdownBlocks(markdown)
      .map((block) => blockHtml(block, renderer))
      .join(''),
  );

interface Row {
  readonly id: string;
  readonly markdown: string;
  readonly expect: { readonly rendersText?: string };
}
const rows: readonly Row[] = fs
  .readFileSync(path.join(import.meta.dirname, '../../corpora/security/webview.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test.each(rows)('$id is inert, and its text is kept', ({ markdown, expect: { rendersText } }) => {
  const element = drawn(markdown);
  expect([...activeParts(element)]).toEqual([]);
  if (rendersText !== undefined) expect(element.textContent).toContain(rendersText);
});

test('the second wall holds without the first: HTML that reaches it is made inert, too', () => {
  for (const { markdown } of rows) expect([...activeParts(page(sanitise(markdown)))]).toEqual([]);
  expect(sanitise('<a href="https://a.test" data-href="javascript:alert(1)" onclick="x()">a</a>')).toBe('<a>a</a>');
});

test('no mixture of signs makes anything active', () => {
  const signs = [
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '!',
    '`',
    '"',
    "'",
    '\n',
    '\n\n',
    '|',
    '-',
    '*',
    '&',
    '#',
    ' ',
    'javascript:',
  ];
  const words = [
    '<img src=x onerror=y>',
    '<svg/onload=x>',
    'https://a.test/',
    'command:x',
    '<a href=',
    'data:text/html,',
    '```html\n',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...signs, ...words), { maxLength: 30 }), (parts) => {
      expect([...activeParts(drawn(parts.join('')))]).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a link says where it leads whatever its own text and title say', () => {
  const link = drawn('[https://github.com](https://x.attacker.test "https://github.com")').querySelector('a');
  expect(link?.title).toBe('https://x.attacker.test');
  expect(link?.dataset['href']).toBe('https://x.attacker.test');
});

test('code of a language that is known is coloured; of another, or in a very long line, it is only text', () => {
  expect(renderer.code('const a = 1;', 'ts')).toContain('<span class="hljs-keyword">const</span>');
  expect(renderer.code('const a < b', 'klingon')).toBe('const a &lt; b');
  expect(renderer.code(`const a = "${'x'.repeat(1_000)}";`, 'ts')).not.toContain('<span');
});

test('tables, lists and headings are drawn, numbers go on where code has cut a list', () => {
  expect(drawn('|a|b|\n|-|-:|\n|1|2|').querySelector('td.right')?.textContent).toBe('2');
  expect(drawn('1. a\n   ```\n   x\n   ```\n2. b').querySelectorAll('ol')[1]?.getAttribute('start')).toBe('2');
  expect(drawn('# Title').querySelector('h3')?.textContent).toBe('Title');
});
