import { expect, test } from 'vitest';
import { collectContext, explainContext } from '../../../src/core/context/collect-context.ts';
import type { Draft } from '../../../src/core/context/draft.ts';
import { type Files, openFile } from '../../support/context-index.ts';

async function contextOf(files: Files, budgetChars = 10_000): Promise<string> {
  const { index, ...open } = await openFile(files);
  const snippets = collectContext({ ...open, openFiles: [], roots: [], budgetChars }, index);
  return snippets.map(({ path, text }) => `// ${path}\n${text}`).join('\n');
}

const STORE = `
export function open(path: string): Store {
  return new Store();
}
export class Store {
  get(key: string): string {
    return key;
  }
  set(key: string, value: string): void {
    this.key = value;
  }
}
`;

test('gives the signature of what is imported', async () => {
  const files = { '/src/main.ts': "import { open } from './store.ts';\n█", '/src/store.ts': STORE };
  expect(await contextOf(files)).toContain('export function open(path: string): Store');
});

test('gives the members of the type of what stands before the cursor before anything else, and that type', async () => {
  const files = {
    '/src/main.ts': "import { open } from './store.ts';\nfunction run() {\n  const store = open('a');\n  store.█\n}\n",
    '/src/store.ts': STORE,
    '/src/other.ts': 'export class Other {\n  unlike(): void {}\n}\n',
  };
  const lines = (await contextOf(files)).split('\n');
  expect(lines.slice(0, 4).toSorted()).toEqual([
    '// /src/store.ts',
    'get(key: string): string',
    'set(key: string, value: string): void',
    'this.key = value',
  ]);
  expect(lines).toContain('export class Store');
});

test('has no line twice', async () => {
  const same = 'export class Reader {\n  close(): void {}\n}\nexport class Writer {\n  close(): void {}\n}\n';
  const files = {
    '/main.ts': "import { Reader, Writer } from './both';\nnew Reader();\nnew Writer();\n█",
    '/both.ts': same,
  };
  const lines = (await contextOf(files)).split('\n').map((line) => line.trim());
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines).toContain('close(): void {}');
});

test('is the same whether the index has seen the open file or not', async () => {
  const main = "import { open } from './store.ts';\nfunction run() {\n  const store = open('a');\n  store.█\n}\n";
  const { index, ...open } = await openFile({ '/src/main.ts': main, '/src/store.ts': STORE });
  const options = { ...open, openFiles: [], roots: [], budgetChars: 10_000 };
  const unseen = collectContext(options, index);
  index.repository.set(open.outline);
  index.set(open.outline.path, open.text);
  expect(collectContext(options, index)).toEqual(unseen);
  expect(unseen).not.toEqual([]);
});

test('with a small budget takes the likeliest whole lines, with none nothing', async () => {
  const files = { '/src/main.ts': "import { open } from './store.ts';\n█", '/src/store.ts': STORE };
  expect(await contextOf(files, 70)).toMatch(
    /^\/\/ \/src\/store.ts\nexport (?:function open\(path: string\): Store|class Store)$/,
  );
  expect(await contextOf(files, 10)).toBe('');
});

test('is the same wherever the repository lies', async () => {
  const under = async (root: string): Promise<string> => {
    const { index, ...open } = await openFile({
      [`${root}/src/main.ts`]: "import { open } from './store.ts';\n█",
      [`${root}/src/store.ts`]: STORE,
    });
    const snippets = collectContext({ ...open, openFiles: [], roots: [root], budgetChars: 70 }, index);
    return snippets.map(({ path, text }) => `${path.slice(root.length)}\n${text}`).join('\n');
  };
  const near = await under('/a');
  expect(near).toContain('export');
  expect(await under(`/home/${'deep/'.repeat(20)}a`)).toBe(near);
});

test('gives nothing where there is nothing but the file itself', async () => {
  expect(await contextOf({ '/main.ts': 'const a = 1;\n█' })).toBe('');
});

test('says of each line which retrievers found it', async () => {
  const { index, ...open } = await openFile({
    '/src/main.ts': "import { open } from './store.ts';\nconst store = open('a');\nstore.█",
    '/src/store.ts': STORE,
  });
  const [first] = explainContext({ ...open, openFiles: [], roots: [], budgetChars: 10_000 }, index);
  const get = first!.definitions.find(({ text }) => text.startsWith('get('));
  expect(get!.retrievers).toContain('receiver');
});

test('what was just written in another file comes before what was not', async () => {
  const { index, ...open } = await openFile({
    '/main.ts': "import * as fees from './fees';\nfees.█\n",
    '/fees.ts': 'export function first(): void {}\nexport function second(): void {}\n',
  });
  const options = { ...open, openFiles: [], roots: [], budgetChars: 10_000 };
  const order = (recentEdits: readonly string[]) =>
    explainContext({ ...options, recentEdits }, index).flatMap(({ definitions }) =>
      definitions.map(({ text }) => /function (\w+)/.exec(text)?.[1]),
    );
  expect(order([])).toEqual(['first', 'second']);
  expect(order(['  second();'])).toEqual(['second', 'first']);
});

async function drafted(files: Files, draft: Draft | undefined): Promise<readonly string[]> {
  const { index, ...open } = await openFile(files);
  const snippets = explainContext({ ...open, openFiles: [], roots: [], budgetChars: 20_000, draft }, index);
  return snippets.flatMap(({ definitions }) => definitions.map(({ text }) => /function (\w+)/.exec(text)![1]!));
}

test('what the engine would write comes before what else would fit, the likelier first', async () => {
  const files = {
    '/main.ts': "import * as fees from './fees';\nfees.█\n",
    '/fees.ts': ['alpha', 'delta', 'gamma'].map((name) => `export function ${name}(): void {}\n`).join(''),
  };
  const names = new Map([
    ['gamma', 0.6],
    ['delta', 0.2],
  ]);
  expect(await drafted(files, undefined)).toEqual(['alpha', 'delta', 'gamma']);
  expect(await drafted(files, { names, lines: [] })).toEqual(['gamma', 'delta', 'alpha']);
});

test('where the line will most likely end without a name of another file, less goes along', async () => {
  const fees = Array.from({ length: 300 }, (_, at) => `export function feeOfKind${at}(days: number): number {}\n`);
  const files = {
    '/main.ts': "import * as fees from './fees';\nfunction run(own: number) {\n  const left = own;\n  return █\n}\n",
    '/fees.ts': fees.join(''),
  };
  const within = { names: new Map(), lines: [{ names: ['left'], chance: 0.9 }] };
  const beyond = { names: new Map(), lines: [{ names: ['feeOfKind1'], chance: 0.9 }] };
  expect((await drafted(files, within)).length).toBeLessThan((await drafted(files, beyond)).length);
});
