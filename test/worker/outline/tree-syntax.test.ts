import { expect, test } from 'vitest';
import { createTreeSyntax } from '../../../src/worker/outline/create-tree-syntax.ts';
import { createGrammars } from '../../../src/worker/outline/grammars.ts';
import { loadGrammar } from '../../../scripts/lib/load-grammar.ts';

// A machine under test is busy; the budget itself is tested below.
const syntax = createTreeSyntax({ grammars: createGrammars(loadGrammar) });

/** The inserted text in `[…]`; what it replaces of the text after it in `{…}`. */
async function isSound(marked: string, languageId = 'typescript'): Promise<boolean | undefined> {
  const [, before = '', insertText = '', replaced = '', after = ''] =
    /^([^[]*)\[([^\]]*)\](?:\{([^}]*)\})?([\s\S]*)$/.exec(marked)!;
  const found = await syntax.firstSound({
    budgetMs: 5_000,
    before,
    after: replaced + after,
    insertions: [{ insertText, replaceSuffixChars: replaced.length }],
    languageId,
  });
  return found === undefined ? undefined : found === 0;
}

test('finds nothing wrong with a whole statement', async () => {
  expect(await isSound('function f() {\n  [return 1;]\n}\n')).toBe(true);
});

test('finds a bracket that nothing opened', async () => {
  expect(await isSound('call([a)])\n')).toBe(false);
});

test('finds nothing wrong where the closing bracket is replaced', async () => {
  expect(await isSound('call([a)]{)}\n')).toBe(true);
});

test('lets an error go away', async () => {
  expect(await isSound('const a = f(1[)];\n')).toBe(true);
});

test('takes the first of several that brings no error', async () => {
  const insertions = ['a)', '...)(', 'a', 'b'].map((insertText) => ({ insertText, replaceSuffixChars: 0 }));
  const question = { before: 'call(', after: ');\n', languageId: 'typescript', budgetMs: 5_000 };
  expect(await syntax.firstSound({ ...question, insertions })).toBe(2);
  expect(await syntax.firstSound({ ...question, insertions: insertions.slice(0, 2) })).toBe(-1);
});

// In a file that is broken elsewhere, recovery takes whole good lines for errors.
test('says nothing where other lines are broken', async () => {
  const broken = 'function f() {\n  if (!a.\n}\nfunction g() {\n  r\n}\n';
  expect(await isSound(`${broken}const a = [b.find((c) => c.d < e);]\n`)).toBeUndefined();
  expect(await isSound('}}}\nconst a = 1;\n\nconst b = [1;]\n')).toBeUndefined();
});

test('counts there all the same, where that is asked for', async () => {
  const question = { before: '}}}\n\nconst b = ', after: '\n', languageId: 'typescript', budgetMs: 5_000 };
  const insertions = ['(1;', '1;'].map((insertText) => ({ insertText, replaceSuffixChars: 0 }));
  expect(await syntax.firstSound({ ...question, insertions, countAnyway: true })).toBe(1);
});

test('says the same of a long text, going on from what it saw before, as one that sees it first', async () => {
  const long = 'const a = f(b, [c]);\n'.repeat(500);
  const insertions = ['(', '()'].map((insertText) => ({ insertText, replaceSuffixChars: 0 }));
  const settings = { grammars: createGrammars(loadGrammar) };
  const found: unknown[] = [];
  for (const typed of ['const a = f', 'const a = f.g', '']) {
    const question = { before: long + typed, after: `;\n${long}`, insertions, languageId: 'typescript' };
    const fresh = createTreeSyntax(settings);
    const patient = { ...question, budgetMs: 60_000, countAnyway: true };
    found.push(await syntax.firstSound(patient));
    expect(found.at(-1)).toBe(await fresh.firstSound(patient));
    fresh.dispose();
  }
  expect(found).toEqual([1, 1, -1]);
});

test('answers where only the line at hand is unfinished', async () => {
  expect(await isSound('const a = [1;]\nconst b = 2;\n')).toBe(true);
});

test('knows other languages, and says where it knows none', async () => {
  expect(await isSound('def f():\n    [return (1]\n', 'python')).toBe(false);
  expect(await isSound('fn f() { [g()] }', 'rust')).toBe(true);
  expect(await isSound('# [title]', 'markdown')).toBeUndefined();
});

test('gives up when the time is over, and answers the next question', async () => {
  const hasty = createTreeSyntax({ grammars: createGrammars(loadGrammar) });
  const question = { insertions: [{ insertText: '1', replaceSuffixChars: 0 }], languageId: 'typescript', budgetMs: 0 };
  expect(await hasty.firstSound({ ...question, before: 'f(a);\n'.repeat(20_000), after: '' })).toBeUndefined();
  expect(await hasty.firstSound({ ...question, before: 'f(', after: ');' })).toBe(0);
  hasty.dispose();
});
