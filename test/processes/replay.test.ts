import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTrace } from '../../bench/traces/make-trace.ts';
import { readSession } from '../../src/core/completion/read-session.ts';
import type { SessionEvent } from '../../src/core/completion/session.ts';
import { sessionLine } from '../../src/core/completion/write-session.ts';
import type { LearnedState } from '../../src/core/gate/learned-state.ts';
import { startReplayer } from '../../src/node/replay-session.ts';
import { bundles, startHeadless, temporaryFolder, writeFiles } from '../support/headless.ts';
import { sessionText } from '../support/session-text.ts';

const handler = (name: string): string =>
  `import { readPage } from './page.ts';\n\nexport function ${name}(request: Request) {\n  const { limit, offset } = readPage(request);\n  return { limit, offset };\n}\n`;

let dist = '';
let root = '';
let recording = '';
/** What the command keeps while it is at it. */
let temporary = '';

beforeAll(async () => {
  dist = await bundles();
  root = temporaryFolder();
  temporary = temporaryFolder();
  writeFiles(root, {
    'src/page.ts': 'export function readPage(request: Request): Page {\n  return parse(request.url);\n}\n',
    ...Object.fromEntries(['books', 'members', 'loans', 'holds'].map((name) => [`src/${name}.ts`, handler(name)])),
  });
  recording = path.join(root, 'recording.jsonl');
  const versions = ['rooms', 'fines'].map((name) => ({
    path: `src/${name}.ts`,
    languageId: 'typescript',
    before: '',
    after: handler(name),
  }));
  fs.writeFileSync(recording, [...makeTrace({ versions, seed: 4 })].map(sessionLine).join(''));
}, 60_000);
afterAll(() => {
  for (const folder of [dist, root, temporary]) fs.rmSync(folder, { recursive: true, force: true });
});

async function replayed(): Promise<{ readonly made: readonly SessionEvent[]; readonly learned: LearnedState }> {
  const replayer = await startReplayer({ dist, root }, new AbortController().signal);
  try {
    const { events } = await readSession(fs.createReadStream(recording, 'utf8'));
    const made: SessionEvent[] = [];
    for await (const event of replayer.replay(events)) made.push(event);
    return { made, learned: replayer.sotto.learned.state() };
  } finally {
    replayer.dispose();
  }
}

describe('a replay with its real processes', { timeout: 60_000 }, () => {
  test('shows something, and does the same the second time', async () => {
    const [first, second] = [await replayed(), await replayed()];
    expect(first.made.filter(({ kind }) => kind === 'shown').length).toBeGreaterThan(5);
    expect(second).toEqual(first);
  });
  test('learns from what became of it', async () => {
    const { made, learned } = await replayed();
    const certain = made.filter((event) => event.kind === 'settled' && event.certainty !== 'none');
    expect(certain.length).toBeGreaterThan(0);
    expect(learned.person.count).toBeGreaterThan(0);
  });
});

test('a document keeps its context while a killed indexer comes back', { timeout: 60_000 }, async () => {
  const { sotto, indexed, complete } = startHeadless(dist, [root]);
  try {
    await indexed();
    const file = path.join(root, 'src/new.ts');
    const uri = `file://${file}`;
    await complete(file, `import { readPage } from './page.ts';\nexport const page = █\n`);
    const paths = () => sotto.context.snippets(uri).map((snippet) => path.relative(root, snippet.path));
    await sotto.context.refresh(uri);
    expect(paths()).toContain('src/page.ts');
    const { pid } = sotto.indexer;
    process.kill(pid!, 'SIGKILL');
    while (sotto.indexer.pid === pid || !sotto.indexer.isReady) {
      await sotto.context.refresh(uri).catch(() => {});
      expect(paths()).toContain('src/page.ts');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await sotto.context.refresh(uri);
    expect(paths()).toContain('src/page.ts');
  } finally {
    sotto.dispose();
  }
});

test('starts nothing for who has given up already', async () => {
  const isOver = startReplayer({ dist, root }, AbortSignal.abort('given up'));
  await expect(isOver).rejects.toBe('given up');
});

describe('sotto eval', { timeout: 60_000 }, () => {
  interface Finished {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  }

  function start(...args: string[]): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, [path.join(dist, 'cli.js'), 'eval', ...args], { env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    const finished = new Promise<Finished>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
    return { child, finished };
  }

  function file(text: string): string {
    const name = path.join(root, 'other.jsonl');
    fs.writeFileSync(name, text);
    return name;
  }

  test('says what Sotto would do', async () => {
    const { code, out } = await start(recording, '--root', root, '--json').finished;
    expect(code).toBe(0);
    const summary = JSON.parse(out);
    expect(summary.replayed).toBe(true);
    expect(summary.shown).toBeGreaterThan(0);
    const settled = Object.values<Record<string, number>>(summary.outcomes).flatMap((counts) => Object.values(counts));
    expect(settled.reduce((sum, count) => sum + count)).toBe(summary.shown);
  });
  test('tells what a recording without texts holds', async () => {
    const text = sessionText(
      [
        {
          kind: 'shown',
          time: 5,
          request: 1,
          suggestion: 1,
          length: 8,
          lines: 1,
          origin: 'engine',
          accept: {},
          tookMs: 4,
        },
        { kind: 'settled', time: 900, suggestion: 1, outcome: 'accepted', certainty: 'full', shownMs: 895 },
        { kind: 'survived', time: 31_000, suggestion: 1, afterMs: 30_000, kept: 0.75 },
      ],
      { kind: 'sotto-session', format: 1, withText: false },
    );
    const { code, out } = await start(file(text)).finished;
    expect(code).toBe(0);
    expect(out).toContain('can’t be replayed');
    expect(out).toMatch(/accepted +1\n +characters +8\n/);
    expect(out).toMatch(/kept after 30 s \(of 1\) +75 %/);
  });
  test.each([
    ['a foreign file', () => [file('{}\n')], /other\.jsonl: this is not a session/],
    ['no file', () => [path.join(root, 'nowhere')], /there is no such file/],
    ['a folder', () => [root], /is a folder/],
    ['no folder', () => [recording, '--root', path.join(root, 'nowhere')], /nowhere is no folder/],
    ['an edit that does not fit', () => [file(misfit()), '--root', root], /event 2: an edit ends at 9/],
    ['nothing', () => [], /eval takes one RECORDING/],
  ])('given %s, says so in one line', async (_, args, sentence) => {
    const { code, out, err } = await start(...args()).finished;
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
  test('ends at Ctrl-C', async () => {
    const long = makeTrace({
      versions: [{ path: 'a.ts', languageId: 'typescript', before: '', after: handler('a') }],
      seed: 1,
      keys: 20_000,
    });
    // It is at work once it keeps something in a folder of its own, and leaves nothing there.
    const { child, finished } = start(file([...long].map(sessionLine).join('')), '--root', root);
    while (fs.readdirSync(temporary).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    expect((await finished).code).toBe(130);
    expect(fs.readdirSync(temporary)).toEqual([]);
  });

  function misfit(): string {
    const [uri, path_, languageId] = ['file:///a.ts', 'a.ts', 'typescript'];
    const edits = [{ offset: 9, deleteCount: 0, insertLength: 1, insertText: 'x' }];
    return sessionText([
      { kind: 'opened', time: 0, uri, version: 1, path: path_, languageId, length: 1, text: 'a' },
      { kind: 'changed', time: 1, uri, version: 2, edits },
    ]);
  }
});
