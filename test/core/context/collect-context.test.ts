import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBudget } from '../../../src/core/context/budget.ts';
import { collectContext } from '../../../src/core/context/collect-context.ts';
import { rank } from '../../../src/core/context/rank.ts';
import type { Candidate, Importance } from '../../../src/core/context/retriever.ts';
import type { Snippet } from '../../../src/core/context/snippet.ts';
import { RepositoryOutline } from '../../../src/core/repository/repository-outline.ts';
import { languageIdForPath } from '../../../src/core/syntax/languages.ts';
import { outliner } from '../../worker/outline/check-outline.ts';

interface Case {
  /** Name → source. The first is the open one. */
  readonly files: Readonly<Record<string, string>>;
  readonly openFiles?: readonly string[];
  readonly budgetChars?: number;
}

async function snippetsOf({ files, openFiles = [], budgetChars = 10_000 }: Case): Promise<readonly Snippet[]> {
  const repository = new RepositoryOutline();
  const outlines = [];
  for (const [path, text] of Object.entries(files)) {
    const outline = await outliner.outline(path, languageIdForPath(path)!, text);
    outlines.push(outline!);
    repository.set(outline!);
  }
  const [text = ''] = Object.values(files);
  return collectContext({ outline: outlines[0]!, text, openFiles, budgetChars, repository });
}

/** Each snippet as the prompt will show it. */
async function contextOf(testCase: Case): Promise<string> {
  const snippets = await snippetsOf(testCase);
  return snippets.map(({ kind, path, text }) => `// ${path} (${kind})\n${text}`).join('\n');
}

const lines = (...each: readonly string[]): string => each.join('\n');

test('gives signatures of what is imported, with the members of types, and nothing else of the file', async () => {
  const files = {
    '/src/main.ts': "import { Store, open as openStore } from './store.ts';\n",
    '/src/store.ts': `
      export function open(path: string): Store { return new Store(); }
      export function unrelated(): void {}
      export class Store {
        private secret = 1;
        get(key: string): string { return key; }
        set(key: string, value: string): void {}
      }`,
  };
  expect(await contextOf({ files })).toBe(
    lines(
      '// /src/store.ts (imported-definition)',
      'export function open(path: string): Store',
      'export class Store',
      '  get(key: string): string',
      '  set(key: string, value: string): void',
    ),
  );
});

test('follows re-exports to the file that defines the name', async () => {
  const files = {
    '/main.ts': "import { deep } from './lib';\n",
    '/lib/index.ts': "export * from './inner';\n",
    '/lib/inner.ts': 'export const deep = (a: number): number => a;\n',
  };
  expect(await contextOf({ files })).toBe(
    lines('// /lib/inner.ts (imported-definition)', 'export const deep = (a: number): number'),
  );
});

test('of a module imported whole gives what is used, or its beginning where nothing is used yet', async () => {
  const module = { '/util.py': 'def first(a): pass\ndef second(b): pass\ndef _hidden(): pass\n' };
  expect(await contextOf({ files: { '/main.py': 'import util\nutil.second()\n', ...module } })).toBe(
    lines('// /util.py (imported-definition)', 'def second(b)'),
  );
  expect(await contextOf({ files: { '/main.py': 'import util\n', ...module } })).toBe(
    lines('// /util.py (imported-definition)', 'def first(a)', 'def second(b)'),
  );
});

test('knows a module that is imported by name', async () => {
  const files = {
    '/pkg/main.py': 'from . import util\nutil.run()\n',
    '/pkg/__init__.py': '',
    '/pkg/util.py': 'def run(): pass\n',
  };
  expect(await contextOf({ files })).toBe(lines('// /pkg/util.py (imported-definition)', 'def run()'));
});

test('of the own package gives what the text uses and does not define, hidden or not', async () => {
  const files = {
    '/p/main.go': 'package p\nfunc own() {}\nfunc main() { helper(); own() }\n',
    '/p/other.go': 'package p\nfunc helper(a int) {}\nfunc Unused() {}\nfunc own() {}\n',
  };
  expect(await contextOf({ files })).toBe(lines('// /p/other.go (imported-definition)', 'func helper(a int)'));
});

test('adds signatures of other open files after what is imported, without those of another language', async () => {
  const files = {
    '/src/main.ts': "import { a } from './a';\n",
    '/src/a.ts': 'export function a(): void {}\n',
    '/src/b.ts': 'export function b(): void {}\nfunction internal() { const local = 1; }\n',
    '/far/c.js': 'export function c() {}\n',
    '/src/d.py': 'def d(): pass\n',
  };
  expect(
    await contextOf({ files, openFiles: ['/far/c.js', '/src/b.ts', '/src/d.py', '/src/main.ts', '/gone.ts'] }),
  ).toBe(
    lines(
      '// /src/a.ts (imported-definition)',
      'export function a(): void',
      '// /far/c.js (open-file)',
      'export function c()',
      '// /src/b.ts (open-file)',
      'export function b(): void',
      'function internal()',
    ),
  );
});

test('a file that is imported and open comes once', async () => {
  const files = {
    '/main.ts': "import { a } from './a';\n",
    '/a.ts': 'export function a(): void {}\nexport function b(): void {}\n',
  };
  expect(await contextOf({ files, openFiles: ['/a.ts'] })).toBe(
    lines('// /a.ts (imported-definition)', 'export function a(): void', 'export function b(): void'),
  );
});

test('with a small budget takes signatures before members', async () => {
  const files = {
    '/main.ts': "import { A } from './a';\nimport { B } from './b';\n",
    '/a.ts': 'export class A { one(): void {} two(): void {} }\n',
    '/b.ts': 'export class B { three(): void {} }\n',
  };
  expect(await contextOf({ files, budgetChars: 62 })).toBe(
    lines(
      '// /a.ts (imported-definition)',
      'export class A',
      '  one(): void',
      '// /b.ts (imported-definition)',
      'export class B',
    ),
  );
  expect(await contextOf({ files, budgetChars: 10 })).toBe('');
});

test('typing below the imports does not change the order', async () => {
  const files = {
    '/main.ts': "import { A } from './a';\nimport { B } from './b';\n",
    '/a.ts': 'export class A {}\n',
    '/b.ts': 'export class B {}\n',
  };
  const before = await contextOf({ files });
  expect(await contextOf({ files: { ...files, '/main.ts': `${files['/main.ts']}new B(new B());\n` } })).toBe(before);
});

const importances: readonly Importance[] = ['asked', 'member', 'aside'];
const candidate: fc.Arbitrary<Candidate> = fc.record({
  kind: fc.constantFrom('imported-definition' as const, 'open-file' as const),
  path: fc.constantFrom('/a.ts', '/b.ts', '/folder/c.ts'),
  score: fc.integer({ min: -2, max: 2 }),
  lines: fc.array(
    fc.record({
      text: fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\n', ' ')),
      line: fc.nat(20),
      importance: fc.constantFrom(...importances),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

test('whatever was found: one snippet a file, whole lines, within the budget, in any order of finding the same', () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 6 }), fc.nat(200), (candidates, budgetChars) => {
      const snippets = fitBudget(rank(candidates), budgetChars);
      const known = new Set(candidates.flatMap((each) => each.lines.map((line) => line.text)));
      expect(new Set(snippets.map(({ path }) => path)).size).toBe(snippets.length);
      expect(snippets.flatMap(({ text }) => text.split('\n')).every((line) => known.has(line))).toBe(true);
      const spent = snippets.reduce((sum, { path, text }) => sum + path.length + text.length, 0);
      expect(spent).toBeLessThanOrEqual(budgetChars);
    }),
  );
});
