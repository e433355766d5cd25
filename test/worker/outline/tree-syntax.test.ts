import { expect, test } from 'vitest';
import { createTreeSyntax } from '../../../src/worker/outline/create-tree-syntax.ts';
import { createGrammars } from '../../../src/worker/outline/grammars.ts';
import { loadGrammar } from '../../../scripts/lib/load-grammar.ts';

// A machine under test is busy; the budget itself is tested below.
const syntax = createTreeSyntax({ grammars: createGrammars(loadGrammar) });

/** The inserted text in `[…]`; what it replaces of the text after it in `{…}`. */
async function errorDelta(marked: string, languageId = 'typescript'): Promise<number | undefined> {
  const [, before = '', insertText = '', replaced = '', after = ''] =
    /^([^[]*)\[([^\]]*)\](?:\{([^}]*)\})?([\s\S]*)$/.exec(marked)!;
  return syntax.errorDelta({
    budgetMs: 5_000,
    before,
    after: replaced + after,
    insertText,
    replaceSuffixChars: replaced.length,
    languageId,
  });
}

test('finds nothing wrong with a whole statement', async () => {
  expect(await errorDelta('function f() {\n  [return 1;]\n}\n')).toBe(0);
});

test('finds a bracket that nothing opened', async () => {
  expect(await errorDelta('call([a)])\n')).toBeGreaterThan(0);
});

test('finds nothing wrong where the closing bracket is replaced', async () => {
  expect(await errorDelta('call([a)]{)}\n')).toBe(0);
});

test('counts an error that goes away', async () => {
  expect(await errorDelta('const a = f(1[)];\n')).toBeLessThan(0);
});

// In a file that is broken elsewhere, recovery takes whole good lines for errors.
test('says nothing where other lines are broken', async () => {
  const broken = 'function f() {\n  if (!a.\n}\nfunction g() {\n  r\n}\n';
  expect(await errorDelta(`${broken}const a = [b.find((c) => c.d < e);]\n`)).toBeUndefined();
  expect(await errorDelta('}}}\nconst a = 1;\n\nconst b = [1;]\n')).toBeUndefined();
});

test('answers where only the line at hand is unfinished', async () => {
  expect(await errorDelta('const a = [1;]\nconst b = 2;\n')).toBeLessThanOrEqual(0);
});

test('knows other languages, and says where it knows none', async () => {
  expect(await errorDelta('def f():\n    [return (1]\n', 'python')).toBeGreaterThan(0);
  expect(await errorDelta('fn f() { [g()] }', 'rust')).toBe(0);
  expect(await errorDelta('# [title]', 'markdown')).toBeUndefined();
});

test('gives up when the time is over, and answers the next question', async () => {
  const hasty = createTreeSyntax({ grammars: createGrammars(loadGrammar) });
  const edit = { insertText: '1', replaceSuffixChars: 0, languageId: 'typescript', budgetMs: 0 };
  expect(await hasty.errorDelta({ ...edit, before: 'f(a);\n'.repeat(20_000), after: '' })).toBeUndefined();
  expect(await hasty.errorDelta({ ...edit, before: 'f(', after: ');' })).toBe(0);
  hasty.dispose();
});
