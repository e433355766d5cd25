import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildOptions } from '../../scripts/build.ts';
import { type LogFields, silentLog } from '../../src/core/base/log.ts';
import { type Child, type ChildOptions, startChild } from '../../src/node/child.ts';
import { type CompletionSource, SourceUnavailable } from '../../src/core/completion/provide-completion.ts';
import { requestAt } from '../support/cursor.ts';
import type { CompletionRequest } from '../../src/core/completion/request.ts';
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import { defaultSettings, type Settings } from '../../src/core/settings/settings.ts';
import { bundles, type Headless, startHeadless, temporaryFolder, writeFiles } from '../support/headless.ts';

let dist = '';
let spinningChild = '';
const running: Headless[] = [];
const children: Child<object>[] = [];
const folders: string[] = [];

beforeAll(async () => {
  dist = await bundles();
  spinningChild = path.join(dist, 'spinning-child.js');
  await esbuild.build({
    ...buildOptions(dist),
    entryPoints: { 'spinning-child': 'test/support/spinning-child.ts' },
    sourcemap: false,
    logLevel: 'error',
  });
}, 60_000);
afterEach(() => {
  for (const headless of running.splice(0)) headless.sotto.dispose();
  for (const child of children.splice(0)) child.dispose();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});
afterAll(() => fs.rmSync(dist, { recursive: true, force: true }));

function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = temporaryFolder();
  folders.push(root);
  writeFiles(root, files);
  return root;
}

function start(root: string, settings?: () => Settings): Headless {
  const headless = startHeadless(dist, [root], temporaryFolder(), settings);
  running.push(headless);
  return headless;
}

const until = async (what: string, condition: () => boolean): Promise<void> => {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`still waiting for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** As somebody who types asks there. */
function atCursor(file: string, marked: string, version: number): CompletionRequest {
  return requestAt(marked, { uri: `file://${file}`, path: file, version });
}

/** Files that all begin a request in the same way. */
const HANDLERS = Object.fromEntries(
  ['books', 'members', 'loans', 'holds', 'fines'].map((name) => [
    `src/${name}.ts`,
    `import { readPage } from './page.ts';\nexport function ${name}(request: Request) {\n  const { limit, offset } = readPage(request);\n  return { limit, offset };\n}\n`,
  ]),
);
const ROOMS = 'export function rooms(request: Request) {\n  const { limit, offset } = █\n}\n';

describe('with its real processes', { timeout: 30_000 }, () => {
  test('a new file is completed by what the others do', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    expect(await headless.indexed()).toMatchObject({ files: 5 });
    const result = await headless.complete(path.join(root, 'src/rooms.ts'), ROOMS);
    expect(result).toMatchObject({ kind: 'suggestion', suggestion: { insertText: 'readPage(request);' } });
  });

  test('what is written to disk is known at once, also to an engine that had to start again', async () => {
    const root = project({ ...HANDLERS, 'src/other.ts': 'other(code);\n' });
    const headless = start(root);
    const { sotto } = headless;
    await headless.indexed();
    const changed = Object.keys(HANDLERS).map((name) => path.join(root, name));
    for (const file of changed) {
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('readPage(request)', 'pageOf(request)'));
    }
    sotto.filesChanged(changed);
    const rooms = path.join(root, 'src/rooms.ts');
    const said = { kind: 'suggestion', suggestion: { insertText: 'pageOf(request);' } };
    expect(await headless.complete(rooms, ROOMS)).toMatchObject(said);
    const { pid } = sotto.engine;
    sotto.engine.restart();
    await until('another engine', () => sotto.engine.isReady && sotto.engine.pid !== pid);
    expect(await headless.complete(rooms, ROOMS)).toMatchObject(said);
  });

  test('settings that are changed count from the next request on', async () => {
    const root = project(HANDLERS);
    let settings: Settings = defaultSettings;
    const headless = start(root, () => settings);
    const { pipeline } = headless.sotto;
    const request = requestFromText({
      path: path.join(root, 'src/rooms.ts'),
      languageId: 'typescript',
      text: '',
      offset: 0,
      triggerKind: 'automatic',
      time: 0,
    });
    const answer = { insertText: 'readPage()', confidence: undefined, tokens: [] };
    const bounds = () => [
      pipeline.gateBeforeShow(request, { ...answer, origin: 'engine' }).bound,
      pipeline.gateBeforeShow(request, { ...answer, origin: 'model' }).bound,
    ];
    const shown = () => pipeline.postProcess({ text: 'a();\nb();\nc();', endsLine: undefined }, request);
    const [balanced, all] = [bounds(), shown()];
    settings = { ...defaultSettings, 'completion.mode': 'quiet', 'completion.maxLines': 2 };
    const [quiet, two] = [bounds(), shown()];
    settings = { ...defaultSettings, 'completion.mode': 'eager' };
    const eager = bounds();
    for (const [index, bound] of balanced.entries()) {
      expect(quiet[index]).toBeGreaterThan(bound);
      expect(eager[index]).toBeLessThan(bound);
    }
    expect(all).toMatchObject({ insertText: 'a();\nb();\nc();' });
    expect(two).toMatchObject({ insertText: 'a();\nb();' });
  });

  test('a metered server delays nothing while it is away', async () => {
    const root = project(HANDLERS);
    let answers = false;
    const source: CompletionSource = async function* () {
      if (!answers) throw new SourceUnavailable('refused');
      yield { text: 'const { limit, offset } = readPage(request);' };
    };
    const headless = startHeadless(dist, [root], temporaryFolder(), () => defaultSettings, {
      serverSource: () => source,
      serverKind: () => 'metered',
    });
    running.push(headless);
    await headless.indexed();
    const { pipeline } = headless.sotto;
    const ask = () => headless.complete(path.join(root, 'src/new.ts'), 'export function rooms(request) {\n█\n}\n');
    expect(pipeline.delay(0.1, requestAt('█')).askAfterMs).toBeGreaterThan(0);
    expect(await ask()).toMatchObject({ kind: 'suggestion', suggestion: { origin: 'engine' } });
    expect(pipeline.delay(0.1, requestAt('█')).askAfterMs).toBe(0);
    answers = true;
    headless.sotto.reuse.forget();
    expect(await ask()).toMatchObject({ kind: 'suggestion', suggestion: { origin: 'model' } });
    expect(pipeline.delay(0.1, requestAt('█')).askAfterMs).toBeGreaterThan(0);
  });
  test('a model that is wrong where it is unsure is shown up to there, once enough was typed otherwise', async () => {
    const root = project(HANDLERS);
    const source: CompletionSource = async function* ({ before }) {
      if (!before.endsWith('\n')) return;
      yield { text: 'reserve(book', origin: 'model', logProbabilities: [-0.02] };
      yield { text: ', yesterday);', origin: 'model', logProbabilities: [-2] };
    };
    const headless = startHeadless(dist, [root], temporaryFolder(), () => defaultSettings, {
      serverSource: () => source,
    });
    running.push(headless);
    await headless.indexed();
    const file = path.join(root, 'src/new.ts');
    await headless.complete(file, 'const book = 1;█');
    const shown: string[] = [];
    for (let line = 0; line < 8; line++) {
      const result = await headless.type(file, '\n');
      shown.push(result.kind === 'suggestion' ? result.suggestion.insertText : result.reason);
      await headless.type(file, 'reserve(book');
      await headless.type(file, ', 14);');
    }
    expect(shown[0]).toBe('reserve(book, yesterday);');
    expect(shown.at(-1)).toBe('reserve(book');
  });
  test('definitions of what a file imports are its context', async () => {
    const root = project({
      ...HANDLERS,
      'src/page.ts': 'export function readPage(request: Request): Page {\n  return parse(request.url);\n}\n',
    });
    const headless = start(root);
    await headless.indexed();
    const file = path.join(root, 'src/rooms.ts');
    await headless.complete(file, `import { readPage } from './page.ts';\n${ROOMS}`);
    await headless.sotto.context.refresh(`file://${file}`);
    const snippets = headless.sotto.context.snippets(`file://${file}`);
    expect(snippets.map(({ path: from }) => path.relative(root, from))).toContain('src/page.ts');
    expect(snippets.map(({ text }) => text).join('\n')).toContain('readPage(request: Request): Page');
  });

  test('whether a text breaks the syntax is judged by the whole document', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    await headless.indexed();
    const file = path.join(root, 'src/long.ts');
    // What the `}` closes stands far above what a request holds.
    const marked = `export function long(): void {\n${'  next();\n'.repeat(1_000)}█\n`;
    await headless.complete(file, marked);
    const request = atCursor(file, marked, 1);
    const mended = (uri: string) =>
      headless.sotto.pipeline.mendSyntax({ kind: 'text', insertText: '}', replaceSuffix: 0 }, false, {
        ...request,
        uri,
      });
    expect(await mended('file:///another')).toMatchObject({ reason: 'breaks-syntax' });
    await expect.poll(() => mended(request.uri), { timeout: 10_000 }).toMatchObject({ insertText: '}' });
  });

  test('a name that nobody has is found in what is about to be shown', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    await headless.indexed();
    const file = path.join(root, 'src/rooms.ts');
    await headless.complete(file, ROOMS);
    const { findInvented } = headless.sotto.pipeline;
    const at = (insertText: string, version = 1) =>
      findInvented({ kind: 'text', insertText, replaceSuffix: 0 }, atCursor(file, ROOMS, version));
    await expect.poll(() => at('books(request) ?? readBooks(request);'), { timeout: 10_000 }).toBe(18);
    expect(await at('books(request) ?? holds(request);')).toBeUndefined();
    expect(await at('readBooks(request);', 2), 'the text is another one by now').toBeUndefined();
  });

  test('a killed engine is back with all it knew', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    await headless.indexed();
    const { engine } = headless.sotto;
    const first = engine.pid!;
    process.kill(first, 'SIGKILL');
    await until('another engine', () => engine.pid !== first && engine.isReady);
    const result = await headless.complete(path.join(root, 'src/rooms.ts'), ROOMS);
    expect(result).toMatchObject({ kind: 'suggestion', suggestion: { insertText: 'readPage(request);' } });
  });

  test('a dead engine means nothing at once, not a wait', async () => {
    const headless = start(project(HANDLERS));
    await headless.indexed();
    const { engine } = headless.sotto;
    process.kill(engine.pid!, 'SIGKILL');
    const request = engine.call('complete', {
      uri: 'file:///a.ts',
      version: 1,
      offset: 0,
      nearPaths: [],
    });
    await expect(request).rejects.toThrow();
    // It was not the next one that said no.
    expect(engine.isReady).toBe(false);
  });

  test('a model file that is damaged is told in the log and not used', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    const { modelFile } = await headless.indexed();
    const damaged = path.join(path.dirname(modelFile), 'damaged.model');
    fs.writeFileSync(damaged, fs.readFileSync(modelFile).subarray(0, 400));
    await expect(headless.sotto.engine.call('loadRepository', { file: damaged, begunMs: 1 })).rejects.toThrow(/model/);
    const result = await headless.complete(path.join(root, 'src/rooms.ts'), ROOMS);
    expect(result.kind).toBe('suggestion');
  });

  test('an empty folder is indexed without a word', async () => {
    const headless = start(project({}));
    expect(await headless.indexed()).toMatchObject({ files: 0 });
    expect(headless.problems).toEqual([]);
  });

  test('binary, huge, minified and malformed files are left out, and the rest is indexed', async () => {
    const headless = start(
      project({
        ...HANDLERS,
        'src/data.ts': new Uint8Array([0, 1, 2, 3, 0]),
        'src/latin1.ts': new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a]),
        'src/huge.ts': `${'export const x = 1;\n'.repeat(80_000)}`,
        'src/app.min.js': 'var a=1;'.repeat(2_000),
        'src/line.js': `var a = [${'1,'.repeat(20_000)}];`,
        'src/broken.ts': 'export function ((((( {{{{ <<<< \n'.repeat(50),
        '.env': 'SECRET=hunter2',
      }),
    );
    const { files, skipped } = await headless.indexed();
    expect(files).toBe(6);
    expect(skipped).toBeGreaterThanOrEqual(5);
  });
});

describe('the channel', { timeout: 30_000 }, () => {
  test('carries one notice for a change and at most two calls for a keystroke', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    await headless.indexed();
    await until('the engine', () => headless.sotto.engine.isReady);
    const { engine } = headless.sotto;
    const file = path.join(root, 'src/rooms.ts');
    await headless.complete(file, 'export function rooms(request: Request) {\n█\n}\n');
    for (const key of '  const { limit, offset } = readPage(request);\n  return') {
      const [callsBefore, noticesBefore] = [engine.callsMade, engine.noticesSent];
      await headless.type(file, key);
      expect(engine.callsMade - callsBefore, `calls after ${JSON.stringify(key)}`).toBeLessThanOrEqual(2);
      expect(engine.noticesSent - noticesBefore, `notices after ${JSON.stringify(key)}`).toBe(1);
    }
  });

  test('is back soon after each of many kills, and so is what the child knew', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    await headless.indexed();
    const { engine, indexer } = headless.sotto;
    for (let round = 0; round < 5; round++) {
      const before = [engine.pid!, indexer.pid!];
      for (const pid of before) process.kill(pid, 'SIGKILL');
      // One whose end is not told yet still counts as ready.
      const isAnother = ({ pid, isReady }: { readonly pid: number | undefined; readonly isReady: boolean }): boolean =>
        isReady && !before.includes(pid!);
      await until('both', () => isAnother(engine) && isAnother(indexer));
      const result = await headless.complete(path.join(root, 'src/rooms.ts'), ROOMS);
      expect(result).toMatchObject({ kind: 'suggestion', suggestion: { insertText: 'readPage(request);' } });
    }
  });

  test('the indexer that takes over does not index again', async () => {
    const root = project(HANDLERS);
    const headless = start(root);
    const first = await headless.indexed();
    const { indexer } = headless.sotto;
    const state = path.join(path.dirname(first.modelFile), 'repository.outlines.jsonl');
    await until('its state', () => fs.existsSync(state));
    const written = fs.statSync(first.modelFile).mtimeMs;
    const { pid } = indexer;
    process.kill(pid!, 'SIGKILL');
    await until('the next one', () => indexer.pid !== pid && headless.indexings() > 1);
    expect(fs.statSync(first.modelFile).mtimeMs).toBe(written);
  });
});

describe('a child that spins', { timeout: 30_000 }, () => {
  interface SpinMethods {
    spin(params: null): void;
    throw(params: null): void;
  }

  async function startSpinning(options: Partial<ChildOptions<SpinMethods>> = {}): Promise<Child<SpinMethods>> {
    const child = startChild<SpinMethods>({ name: 'spinning', entry: spinningChild, log: silentLog, ...options });
    children.push(child);
    await until('the child', () => child.pid !== undefined);
    return child;
  }

  test('ends when it is let go', async () => {
    let spins = false;
    const child = await startSpinning({ onNotice: () => (spins = true) });
    child.notify('spin', null);
    await until('it to spin', () => spins);
    const pid = child.pid!;
    expect(isRunning(pid)).toBe(true);
    child.dispose();
    await until('its end', () => !isRunning(pid));
  });

  test('or has a fault ends, with its last words in the log', async () => {
    const ends: unknown[] = [];
    const log = {
      ...silentLog,
      warn: (event: string, fields?: LogFields) => void (event === 'child.ended' && ends.push(fields?.['lastWords'])),
    };
    const child = await startSpinning({ log });
    child.notify('throw', null);
    await until('its end', () => ends.length > 0);
    expect(ends[0]).toMatch(/^ +at |by its own fault/);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie has ended; only its parent has not looked yet.
    return !/^State:\s+Z/m.test(
      fs.existsSync(`/proc/${pid}/status`) ? fs.readFileSync(`/proc/${pid}/status`, 'utf8') : '',
    );
  } catch {
    return false;
  }
}

describe('no child outlives a killed host', { timeout: 30_000 }, () => {
  async function startDoomedHost(root: string): Promise<{ host: ChildProcess; children: number[]; storage: string }> {
    const script = new URL('../support/doomed-host.ts', import.meta.url).pathname;
    const storage = temporaryFolder();
    folders.push(storage);
    const host = spawn(process.execPath, [script, dist, storage, root], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await new Promise<Buffer>((resolve) => host.stdout?.once('data', resolve))).toString().split('\n');
    return { host, children: line!.split(' ').map(Number), storage };
  }

  for (const state of ['idle', 'busy'] as const) {
    test(state, async () => {
      // Busy: long enough that the indexer is at it when its host dies.
      const many = Object.fromEntries(
        Array.from({ length: state === 'busy' ? 400 : 1 }, (_, i) => [
          `f${i}.ts`,
          `${'export const value = compute(1, 2, 3);\n'.repeat(800)}`,
        ]),
      );
      const { host, children, storage } = await startDoomedHost(project(many));
      const written = () => fs.readdirSync(storage, { recursive: true, encoding: 'utf8' });
      if (state === 'idle') await until('the model', () => written().some((name) => name.endsWith('.model')));
      expect(children.every(isRunning)).toBe(true);
      host.kill('SIGKILL');
      await until('the children to end', () => !children.some(isRunning));
    });
  }
});
