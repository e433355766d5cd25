import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { IndexerNotices } from '../../src/node/protocol.ts';
import type { ModelBuilder } from '../../src/worker/index-repository.ts';
import {
  createIndexerService,
  type IndexerService,
  type IndexerServiceOptions,
} from '../../src/worker/indexer-service.ts';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';

type Notice = {
  [Name in keyof IndexerNotices]: readonly [Name, Parameters<IndexerNotices[Name]>[0]];
}[keyof IndexerNotices];

interface Harness {
  readonly root: string;
  readonly storage: string;
  readonly service: IndexerService;
  readonly notices: Notice[];
  /** Waits for the next `indexed` that was not waited for yet, and reads the model then: the files' names in order. */
  indexed(): Promise<string>;
  problems(): readonly string[];
  write(name: string, text: string): Promise<string>;
  context(text: string, openFiles?: readonly string[]): Promise<string>;
}

const cleanUps: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

let buildersMade = 0;

/** Instead of the engine's: the model is the list of the files it was made of. */
function listingBuilder(): ModelBuilder {
  buildersMade++;
  const names: string[] = [];
  return {
    addFile: (file) => names.push(path.basename(file.path)),
    *encodeInSteps() {
      yield;
      return Buffer.from(names.join(' '));
    },
  };
}

async function harness(
  files: Readonly<Record<string, string>>,
  options: Partial<Pick<IndexerServiceOptions, 'loadGrammar' | 'maxFiles' | 'quietMs' | 'stateKey'>> & {
    readonly after?: Harness;
  } = {},
): Promise<Harness> {
  const { after, ...serviceOptions } = options;
  const folder = after
    ? path.dirname(after.root)
    : await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'sotto-index-')));
  if (!after) cleanUps.push(() => fs.rm(folder, { recursive: true, force: true }));
  const root = path.join(folder, 'project');
  const storage = path.join(folder, 'storage', 'new');
  await fs.mkdir(root, { recursive: true });
  const write = async (name: string, text: string): Promise<string> => {
    await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await fs.writeFile(path.join(root, name), text);
    return path.join(root, name);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);

  const notices: Notice[] = [];
  let seen = 0;
  let wake = (): void => {};
  const service = createIndexerService({
    notify(name, params) {
      // How often depends on how busy the machine is.
      if (name === 'progress') return;
      notices.push([name, params] as Notice);
      wake();
    },
    loadGrammar,
    createModelBuilder: listingBuilder,
    quietMs: 20,
    restFactor: 0,
    ...serviceOptions,
  });
  cleanUps.push(async () => {
    service.dispose();
    // What it is writing is written to its end.
    await service.settle();
  });
  return {
    root,
    storage,
    service,
    notices,
    async indexed() {
      const models = (): readonly Notice[] => notices.filter(([name]) => name === 'indexed');
      while (models().length <= seen) await new Promise<void>((resolve) => (wake = resolve));
      seen = models().length;
      return fs.readFile(path.join(storage, 'repository.model'), 'utf8');
    },
    problems: () => notices.flatMap(([name, params]) => (name === 'problem' ? [params.message] : [])),
    write,
    async context(text, openFiles = []) {
      const file = path.join(root, 'open.ts');
      const found = await service.context({
        file,
        languageId: 'typescript',
        text,
        offset: text.length,
        openFiles,
        budgetChars: 5_000,
      });
      return found.map((snippet) => `${path.basename(snippet.path)}: ${snippet.text}`).join('\n');
    },
  };
}

test('indexes a folder, writes the model and tells of it', async () => {
  const { root, storage, service, notices, indexed, context } = await harness({
    'a.ts': 'export function a(x: number): void {}\n',
    'sub/b.py': 'def b(): pass\n',
    'picture.ts': 'a\0b',
  });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts b.py');
  expect(notices).toHaveLength(1);
  expect(notices[0]![1]).toMatchObject({
    modelFile: path.join(storage, 'repository.model'),
    files: 2,
    outlined: 2,
    skipped: 1,
    bytes: 52,
  });
  expect(await context("import { a } from './a';")).toBe('a.ts: export function a(x: number): void {}');
  expect(await context('', [path.join(root, 'a.ts')])).toBe('a.ts: export function a(x: number): void {}');
});

test('what is imported from an installed package comes with its signature, and the package is not indexed', async () => {
  const { root, storage, service, indexed, context } = await harness({
    'a.ts': 'export const a = 1;\n',
    'node_modules/quill/package.json': '{ "version": "1.0.0", "types": "main.d.ts" }',
    'node_modules/quill/main.d.ts': 'export function write(text: string): void;\n',
  });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts');
  // On a busy machine it may take more than one question's time to read it.
  let found = '';
  for (let asked = 0; !found.includes('main.d.ts') && asked < 50; asked++) {
    found = await context("import { write } from 'quill';\n");
  }
  expect(found).toContain('main.d.ts: export function write(text: string): void');
});

test('takes up changed, new and deleted files, together and after a pause', async () => {
  const { root, storage, service, indexed, write, context } = await harness({
    'a.ts': 'export function old() {}\n',
    'gone.ts': 'export const gone = 1;\n',
  });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts gone.ts');
  const changed = await write('a.ts', 'export function renamed() {}\n');
  const added = await write('b.ts', 'export function b() {}\n');
  await fs.rm(path.join(root, 'gone.ts'));
  service.filesChanged({ files: [changed] });
  service.filesChanged({ files: [added, path.join(root, 'gone.ts')] });
  expect(await indexed()).toBe('a.ts b.ts');
  expect(
    await context("import { renamed } from './a'; import { b } from './b'; import { gone } from './gone';\nrenamed("),
  ).toBe('a.ts: export function renamed() {}\nb.ts: export function b() {}');
});

test('leaves the model as it is while few of the files have changed: the engine reads those itself', async () => {
  const names = Array.from({ length: 30 }, (_, n) => `f${n}.ts`);
  const { root, storage, service, indexed, notices, write, context } = await harness(
    Object.fromEntries(names.map((name) => [name, ''])),
  );
  service.index({ roots: [root], storage });
  await indexed();
  service.filesChanged({ files: [await write('f0.ts', 'export const a = 1;\n')] });
  await service.settle();
  expect(await context("import { a } from './f0';")).toBe('f0.ts: export const a = 1');
  expect(notices.length).toBe(1);
  service.filesChanged({ files: [await write('f1.ts', ''), await write('f2.ts', ''), await write('f3.ts', '')] });
  await indexed();
});

test('takes up at once what was told to have changed where someone waits for it', async () => {
  const { root, storage, service, indexed, write, context } = await harness({ 'a.ts': '' }, { quietMs: 600_000 });
  service.index({ roots: [root], storage });
  await indexed();
  service.filesChanged({ files: [await write('a.ts', 'export const a = 1;\n')] });
  expect(await context("import { a } from './a';")).toBe('');
  await service.settle();
  expect(await context("import { a } from './a';")).toBe('a.ts: export const a = 1');
});

test('finds definitions and files by their names, and says where imports lead', async () => {
  const { root, storage, service, indexed } = await harness({
    'loans.ts': 'export class Loan {\n  overdue() {}\n}\n',
    'sub/loan-list.ts':
      "import { Loan } from '../loans';\nimport fs from 'node:fs';\nexport const list: Loan[] = [];\n",
  });
  service.index({ roots: [root], storage });
  await indexed();
  const found = service.definitions({ name: 'Loan.overdue' });
  expect(found.map(({ path: file, definition }) => `${path.basename(file)}:${definition.line}`)).toEqual([
    'loans.ts:1',
  ]);
  const { files, definitions } = service.search({ query: 'loan', limit: 10 });
  expect(files.map((file) => path.relative(root, file))).toEqual(['loans.ts', path.join('sub', 'loan-list.ts')]);
  expect(definitions.map(({ definition }) => definition.name)).toEqual(['Loan']);
  const file = path.join(root, 'sub', 'loan-list.ts');
  const outline = await service.outline({
    file,
    languageId: 'typescript',
    text: `${await fs.readFile(file, 'utf8')}export const unsaved = 1;\n`,
  });
  expect(outline.definitions.map(({ name }) => name)).toEqual(['list', 'unsaved']);
  expect(outline.imports.map((each) => each.file && path.relative(root, each.file))).toEqual(['loans.ts', undefined]);
});

test('forgets the files of a folder that is gone', async () => {
  const { root, storage, service, indexed, context } = await harness({
    'a.ts': '',
    'sub/deep/b.ts': 'export const b = 1;',
  });
  service.index({ roots: [root], storage });
  await indexed();
  await fs.rm(path.join(root, 'sub'), { recursive: true });
  service.filesChanged({ files: [path.join(root, 'sub')] });
  expect(await indexed()).toBe('a.ts');
  expect(await context("import { b } from './sub/deep/b';")).toBe('');
});

test('does not take up changed files that the rules leave out', async () => {
  const { root, storage, service, indexed, write, context } = await harness({ '.gitignore': 'hidden/\n', 'a.ts': '' });
  service.index({ roots: [root], storage });
  await indexed();
  service.filesChanged({ files: [await write('hidden/h.ts', 'export const h = 1;\n'), '/etc/passwd'] });
  expect(await indexed()).toBe('a.ts');
  expect(await context("import { h } from './hidden/h';")).toBe('');
});

test('an empty folder gives an empty model and no complaint', async () => {
  const { root, storage, service, indexed, problems } = await harness({});
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('');
  expect(problems()).toEqual([]);
});

test('a folder that vanishes is told once and leaves an empty model', async () => {
  const { root, storage, service, indexed, problems, context } = await harness({ 'a.ts': 'export const a = 1;\n' });
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts');
  await fs.rm(root, { recursive: true });
  for (let round = 0; round < 2; round++) {
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('');
  }
  expect(problems()).toEqual([`Sotto cannot index ${root}: there is no such folder`]);
  expect(await context("import { a } from './a';")).toBe('');
});

test('what may not be read is told in one line, and the rest is indexed', async () => {
  const { root, storage, service, indexed, problems } = await harness({ 'a.ts': '', 'b/c.ts': '', 'd.ts': '' });
  await fs.chmod(path.join(root, 'b'), 0);
  await fs.chmod(path.join(root, 'd.ts'), 0);
  await fs.mkdir(storage, { recursive: true });
  for (const folder of [root, path.dirname(root), storage]) await fs.chmod(folder, 0o777);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('a.ts');
  } finally {
    if (isRoot) process.seteuid?.(0);
    await fs.chmod(path.join(root, 'b'), 0o755);
  }
  expect(problems()).toEqual([`Sotto may not read ${root}/b and 1 more; suggestions do not know what is in there`]);
});

test('a storage that cannot be written is told and stops nothing', async () => {
  const { root, storage, service, notices, context } = await harness({ 'a.ts': 'export const a = 1;\n' });
  await fs.mkdir(path.dirname(storage), { recursive: true });
  await fs.writeFile(storage, 'a file where the folder should be');
  service.index({ roots: [root], storage });
  while (notices.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(notices.map(([name]) => name)).toEqual(['problem', 'gaveUp']);
  expect(await context("import { a } from './a';")).toBe('a.ts: export const a = 1');
});

test('stops at the limit, nearest to the root first, and says so', async () => {
  const { root, storage, service, indexed, problems } = await harness(
    { 'deep/er/x.ts': '', 'b.ts': '', 'a.ts': '', 'deep/c.ts': '' },
    { maxFiles: 3 },
  );
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts b.ts c.ts');
  expect(problems()).toEqual([
    'Sotto reads 3 source files of this folder, and knows the definitions of open folders only',
  ]);
});

test('reads what is beside open files before the rest', async () => {
  const { root, storage, service, indexed } = await harness({
    'a.ts': '',
    'z/open.ts': '',
    'z/side.ts': '',
    'b.ts': '',
  });
  service.index({ roots: [root], storage, openFiles: [path.join(root, 'z/open.ts'), '/elsewhere/x.ts', 'Untitled-1'] });
  expect(await indexed()).toBe('open.ts side.ts a.ts b.ts');
});

test('above the limit the definitions of open folders are known, of those opened later too', async () => {
  const { root, storage, service, indexed, notices } = await harness(
    {
      'a.ts': 'export const a = 1;',
      'b.ts': 'export const b = 1;',
      'y/c.ts': 'export const c = 1;',
      'z/d.ts': 'export const d = 1;',
    },
    { maxFiles: 2, stateKey: 'this program' },
  );
  const known = () => ['a', 'b', 'c', 'd'].filter((name) => service.definitions({ name }).length > 0).join(' ');
  service.index({ roots: [root], storage, openFiles: [path.join(root, 'z/d.ts')] });
  expect(await indexed()).toBe('d.ts a.ts');
  expect(known()).toBe('d');
  expect(notices.at(-1)![1]).toMatchObject({ files: 2, outlined: 1, isCut: true });
  service.opened({ file: path.join(root, 'y/c.ts') });
  service.opened({ file: path.join(root, 'a.ts') });
  await service.settle();
  expect(known()).toBe('a b c d');
});

test('a second call takes the place of the first', async () => {
  const { root, storage, service, notices, indexed, write } = await harness({ 'one/a.ts': '' });
  await write('two/b.ts', '');
  service.index({ roots: [path.join(root, 'one')], storage });
  service.index({ roots: [path.join(root, 'two')], storage });
  expect(await indexed()).toBe('b.ts');
  expect(notices).toHaveLength(1);
});

test('answers while it indexes', { timeout: 30_000 }, async () => {
  const line = 'export function name(a: number): { b: string } { return { b: String(a) }; }\n';
  const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}.ts`, line.repeat(200)]));
  const { root, storage, service, notices, indexed, context } = await harness(files);
  // Without the grammar's loading, which happens once.
  await context('const a = 1;');
  service.index({ roots: [root], storage });
  let answers = 0;
  for (; notices.length === 0; answers++) {
    await context(`const a = ${answers};`);
    // As the next message would come.
    await setImmediate();
  }
  expect(answers).toBeGreaterThan(60);
  await indexed();
});

/** Runs an indexer over the files, and waits until all that it leaves behind is there. */
async function firstRun(files: Readonly<Record<string, string>>): Promise<Harness> {
  const first = await harness(files, { stateKey: 'this program' });
  const { root, storage, service, indexed } = first;
  service.index({ roots: [root], storage });
  await indexed();
  const state = path.join(storage, 'repository.outlines.jsonl');
  while (!(await fs.stat(state).catch(() => undefined))) await setImmediate();
  service.dispose();
  return first;
}

const FILES = { 'a.ts': 'export const a = 1;\n', 'binary.ts': 'a\0b', 'text.md': '# title\n' };
const A_IN_CONTEXT = ["import { a } from './a';", 'a.ts: export const a = 1'] as const;

test('a new process goes on with what the last one has left, without making it anew', async () => {
  const first = await firstRun(FILES);
  const { root, storage, service, indexed, context, notices } = await harness(
    {},
    { after: first, stateKey: 'this program' },
  );
  const before = buildersMade;
  service.index({ roots: [root], storage });
  expect(await indexed()).toBe('a.ts text.md');
  expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
  await service.settle();
  expect(buildersMade).toBe(before);
  expect(notices).toEqual(first.notices);
});

for (const [what, change] of [
  ['changed', async ({ write }) => void (await write('a.ts', 'export const a = 22;\n'))],
  ['came', async ({ write }) => void (await write('b.ts', 'export const b = 1;\n'))],
  ['went', ({ root }) => fs.rm(path.join(root, 'text.md'))],
] as const satisfies readonly (readonly [string, (first: Harness) => Promise<void>])[]) {
  test(`what is left is used at first and made anew when a file ${what} meanwhile`, async () => {
    const first = await firstRun(FILES);
    await change(first);
    const { root, storage, service, indexed } = await harness({}, { after: first, stateKey: 'this program' });
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('a.ts text.md');
    expect(await indexed()).toBe({ changed: 'a.ts text.md', came: 'a.ts b.ts text.md', went: 'a.ts' }[what]);
  });
}

for (const [what, spoil] of [
  ['damaged', async ({ storage }) => fs.truncate(path.join(storage, 'repository.outlines.jsonl'), 300)],
  ['without its model', async ({ storage }) => fs.rm(path.join(storage, 'repository.model'))],
  ['of other folders', async ({ root, storage }) => replaceIn(storage, root, `${root}2`)],
  ['damaged in one letter', async ({ storage }) => replaceIn(storage, '"line":0', '"line":9', 'rows')],
  [
    'beside the model of another window',
    async ({ storage }) => fs.writeFile(path.join(storage, 'repository.model'), 'x'),
  ],
  ['in another form', async ({ storage }) => replaceIn(storage, '"version":2', '"version":1')],
  ['of another version', async ({ storage }) => replaceIn(storage, 'this program', 'that program')],
] as const satisfies readonly (readonly [string, (first: Harness) => Promise<void>])[]) {
  test(`what is left ${what} is not used`, async () => {
    const first = await firstRun(FILES);
    await spoil(first);
    const { root, storage, service, indexed, context, problems } = await harness(
      {},
      { after: first, stateKey: 'this program' },
    );
    const before = buildersMade;
    service.index({ roots: [root], storage });
    expect(await indexed()).toBe('a.ts text.md');
    expect(buildersMade).toBe(before + 1);
    expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
    expect(problems()).toEqual([]);
  });
}

async function replaceIn(
  storage: string,
  from: string,
  to: string,
  where: 'header' | 'rows' = 'header',
): Promise<void> {
  const file = path.join(storage, 'repository.outlines.jsonl');
  const [header = '', ...rest] = (await fs.readFile(file, 'utf8')).split('\n');
  const rows = rest.join('\n');
  expect(where === 'header' ? header : rows).toContain(from);
  const written = where === 'header' ? [header.replaceAll(from, to), rows] : [header, rows.replaceAll(from, to)];
  await fs.writeFile(file, written.join('\n'));
}

test('two windows that write at once leave what one of them wrote', async () => {
  const first = await firstRun(FILES);
  const second = await harness({}, { after: first, stateKey: 'this program' });
  const third = await harness({}, { after: first, stateKey: 'this program' });
  await first.write('b.ts', 'export const b = 1;\n');
  for (const { service, root, storage } of [second, third]) service.index({ roots: [root], storage });
  await Promise.all([second.service.settle(), third.service.settle()]);
  const fourth = await harness({}, { after: first, stateKey: 'this program' });
  fourth.service.index({ roots: [fourth.root], storage: fourth.storage });
  await fourth.service.settle();
  expect(await fourth.context("import { b } from './b';")).toBe('b.ts: export const b = 1');
  expect(await fs.readdir(first.storage)).toEqual(['repository.model', 'repository.outlines.jsonl']);
});

test('a paused indexer answers, and goes on where it was', async () => {
  const { root, storage, service, notices, indexed, context } = await harness({
    'a.ts': 'export const a = 1;\n',
    'b.ts': 'export const b = 1;\n',
  });
  service.pause({});
  service.index({ roots: [root], storage });
  // The file that is being read is read to its end, and no other.
  while ((await context(A_IN_CONTEXT[0])) === '') await setImmediate();
  for (let turn = 0; turn < 20; turn++)
    expect(await context(`import { b } from './b'; // ${turn}`)).not.toContain('b.ts');
  expect(notices).toEqual([]);
  service.resume({});
  expect(await indexed()).toBe('a.ts b.ts');
});

test('a paused indexer reads no changes, and takes them up afterwards', async () => {
  const first = await harness({ 'a.ts': '' });
  // Of the same folder, and not paused: it shows that there was time enough.
  const other = await harness({}, { after: first, quietMs: 600_000 });
  const { root, service, write, context } = first;
  for (const each of [first, other]) {
    each.service.index({ roots: [root], storage: `${each.storage}${each === other ? '-2' : ''}` });
    await each.service.settle();
  }
  const file = await write('a.ts', 'export const a = 1;\n');
  service.pause({});
  service.filesChanged({ files: [file] });
  const settled = service.settle();
  other.service.filesChanged({ files: [file] });
  await other.service.settle();
  expect(await other.context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
  expect(await context(A_IN_CONTEXT[0])).toBe('');
  service.resume({});
  await settled;
  expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
});

test('a process that starts paused takes up what the last one has left', async () => {
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`text${at}.md`, '# title\n']));
  const first = await firstRun({ ...FILES, ...many });
  const { root, storage, service, indexed, context } = await harness({}, { after: first, stateKey: 'this program' });
  service.pause({});
  service.index({ roots: [root], storage });
  await indexed();
  expect(await context(A_IN_CONTEXT[0])).toBe(A_IN_CONTEXT[1]);
});

test('changes that are being read when indexing starts anew do not start it once more', async () => {
  let onPython = (): void => {};
  const { root, storage, service, indexed, write } = await harness(
    { 'a.ts': '' },
    {
      quietMs: 600_000,
      loadGrammar(file) {
        if (file === 'python.wasm') onPython();
        return loadGrammar(file);
      },
    },
  );
  service.index({ roots: [root], storage });
  await indexed();
  const before = buildersMade;
  onPython = () => service.index({ roots: [root], storage });
  service.filesChanged({ files: [await write('b.py', 'b = 1\n')] });
  await service.settle();
  expect(await indexed()).toBe('a.ts b.py');
  await service.settle();
  expect(buildersMade).toBe(before + 1);
});

test('knows nothing before it is asked to index, and says how much memory it takes', async () => {
  const { service, context } = await harness({ 'a.ts': 'export const a = 1;\n' });
  service.filesChanged({ files: ['/a.ts'] });
  expect(await context("import { a } from './a';")).toBe('');
  const memory = service.memory({});
  expect(memory.rssMB).toBeGreaterThan(10);
});

test('says what a suggestion must import, once the whole folder is known and one file alone has it', async () => {
  const { root, storage, service, indexed, write } = await harness({
    'dates.ts': 'export function due() {}\n',
    'a.ts': "import { b } from './b.ts';\n",
    'b.ts': 'export const b = 1;\n',
  });
  const text = 'const x = ;\n';
  const ask = async (file = path.join(root, 'open.ts')): Promise<string> => {
    const place = { offset: text.indexOf(';'), insertText: 'due(x)', replaceSuffix: 0 };
    const needed = await service.imports({ file, languageId: 'typescript', text, ...place });
    return needed.map(({ name, source }) => `${name} from ${source}`).join();
  };
  expect(await ask()).toBe('');
  service.index({ roots: [root], storage });
  await indexed();
  expect(await ask()).toBe('due from ./dates.ts');
  expect(await ask('/elsewhere/open.ts')).toBe('');
  service.filesChanged({ files: [await write('other.ts', 'export function due() {}\n')] });
  await service.settle();
  expect(await ask()).toBe('');
});

test('says nothing of imports where a folder is too large to be known as a whole', async () => {
  const files = { 'a.ts': 'export const a = 1;\n', 'dates.ts': 'export function due() {}\n' };
  const { root, storage, service, indexed } = await harness(files, { maxFiles: 1 });
  const openFiles = [path.join(root, 'open.ts')];
  service.index({ roots: [root], storage, openFiles });
  await indexed();
  const place = { text: '\n', offset: 0, insertText: 'due()', replaceSuffix: 0 };
  expect(await service.imports({ file: openFiles[0]!, languageId: 'typescript', ...place })).toEqual([]);
});
