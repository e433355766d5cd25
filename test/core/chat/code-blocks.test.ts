import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeBlocks } from '../../../src/core/chat/code-blocks.ts';

const block = (markdown: string): unknown => codeBlocks(markdown)[0];

test('fenced blocks come in order, without their fences', () => {
  const markdown = 'Look:\n\n```ts\nconst a = 1;\n\nconst b = 2;\n```\n\nand\n~~~python\nx = 1\n~~~\n';
  expect(codeBlocks(markdown)).toEqual([
    { language: 'ts', text: 'const a = 1;\n\nconst b = 2;' },
    { language: 'python', text: 'x = 1' },
  ]);
});

const paths: readonly (readonly [string, string, string | undefined])[] = [
  ['ts src/loans.ts', 'ts', 'src/loans.ts'],
  ['ts:src/loans.ts', 'ts', 'src/loans.ts'],
  ['TS title="src/loans.ts"', 'ts', 'src/loans.ts'],
  ['ts {1,3} file=src/loans.ts', 'ts', 'src/loans.ts'],
  ['src/loans.ts', 'ts', 'src/loans.ts'],
  ['ts {1,3}', 'ts', undefined],
  ['c++', 'c++', undefined],
  ['objective-c', 'objective-c', undefined],
  ['', '', undefined],
];
test.each(paths)('"%s" is in %s, for %s', (info, language, path) => {
  expect(block(`\`\`\`${info}\nx\n\`\`\``)).toEqual({ language, text: 'x', ...(path === undefined ? {} : { path }) });
});

test('a first line that is a comment with nothing but a path names the file, and stays in the text', () => {
  expect(block('```ts\n// filepath: src/a.ts\nx\n```')).toEqual({
    language: 'ts',
    text: '// filepath: src/a.ts\nx',
    path: 'src/a.ts',
  });
  expect(block('```py\n# src/a.py\nx\n```')).toMatchObject({ path: 'src/a.py' });
  expect(block('```py\n# See docs/a.md\nx\n```')).not.toHaveProperty('path');
});

test('a block in a list loses the indentation of its fence only', () => {
  expect(block('1. Do\n\n   ```py\n   if x:\n       y\n   ```')).toEqual({ language: 'py', text: 'if x:\n    y' });
  expect(block('- ```py\n  x\n  ```\n- more')).toEqual({ language: 'py', text: 'x' });
});

test('a block that is still open counts, with what has come', () => {
  expect(codeBlocks('```ts\nconst a')).toEqual([{ language: 'ts', text: 'const a' }]);
});

test('a shorter or another fence closes nothing', () => {
  expect(codeBlocks('````\n```\n~~~\n````\nafter')).toEqual([{ language: '', text: '```\n~~~' }]);
});

test('a fence within a block of Markdown is part of it', () => {
  expect(codeBlocks('```md\nRun:\n```sh\nls\n```\nDone.\n```\n')).toEqual([
    { language: 'md', text: 'Run:\n```sh\nls\n```\nDone.' },
  ]);
});

test('inline code with three backticks opens nothing', () => {
  expect(codeBlocks('```a``` is code\nand so on')).toEqual([]);
});

test('any text in a fence that is longer than all in it comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('`', '```', '~~~', '\n', 'a', ' ', '- ', '> ')).map((parts) => parts.join('')),
      (text) => {
        const fence = '`'.repeat(text.length * 3 + 3);
        expect(codeBlocks(`${fence}x\n${text}\n${fence}`)).toEqual([{ language: 'x', text }]);
      },
    ),
  );
});
