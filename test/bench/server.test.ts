import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BadInput } from '../../bench/lib/bad-input.ts';
import { type Keystroke, madeUpKeystrokes, madeUpMoves, sessionKeystrokes } from '../../bench/server/keystrokes.ts';
import { countIn } from '../../bench/server/meter.ts';
import { runServerBench } from '../../bench/server.ts';

let folder = '';
let server: Server | undefined;
/** Bodies of the requests to `/infill`. */
let asked: string[] = [];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-server-bench-'));
  asked = [];
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** Answers as llama.cpp's server does. Its cache is the last prompt; every character is a token. */
async function startFake(): Promise<string> {
  let cache = '';
  const stream = (json: Readonly<Record<string, string | undefined>>): string => {
    const whole = json['prompt'] || `${json['input_suffix']}${json['input_prefix']}`;
    let same = 0;
    while (same < whole.length && whole[same] === cache[same]) same++;
    cache = whole;
    const timings = { prompt_n: whole.length - same, cache_n: same };
    const begins = /"(.*)"/.exec(json['grammar'] ?? '')?.[1] ?? '';
    const answer =
      'input_prefix' in json ? { content: 'x', stop: true, timings } : { choices: [{ text: `${begins}x` }], timings };
    return `data: ${JSON.stringify(answer)}\n\ndata: [DONE]\n\n`;
  };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const json = body === '' ? {} : (JSON.parse(body) as Record<string, string>);
      switch (request.url ?? '') {
        case '/v1/models':
          return response.end(
            JSON.stringify({ data: [{ id: 'starcoder', owned_by: 'llamacpp', meta: { n_ctx: 16384 } }] }),
          );
        case '/props':
          return response.end(JSON.stringify({ default_generation_settings: { n_ctx: 16384 }, total_slots: 1 }));
        case '/tokenize':
          return response.end(JSON.stringify({ tokens: [1] }));
        case '/slots':
          return response.end('[{"is_processing":false}]');
        case '/v1/completions':
        case '/infill':
          if (request.url === '/infill') asked.push(body);
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          return response.end(stream(json));
        default:
          response.statusCode = 404;
          return response.end('{}');
      }
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function all(keystrokes: AsyncIterable<Keystroke> | Iterable<Keystroke>): Promise<string[]> {
  const shown: string[] = [];
  for await (const { text, offset } of keystrokes) shown.push(`${text.slice(0, offset)}█${text.slice(offset)}`);
  return shown;
}

test('a made-up trace has sixty keystrokes or more, closes brackets as an editor does, and is the same for a seed', async () => {
  const first = await all(madeUpKeystrokes(1));
  expect(first.length).toBeGreaterThanOrEqual(60);
  expect(await all(madeUpKeystrokes(1))).toEqual(first);
  expect(await all(madeUpKeystrokes(2))).not.toEqual(first);
  const opened = first.find((text) => text.includes('(█)'))!;
  const next = first[first.indexOf(opened) + 1]!;
  expect(next).toMatch(/\(\w█\)/);
  // What was closed by the editor is typed over at the end, not doubled.
  expect(first.at(-1)).toContain('\n}\n');
  expect(first.at(-1)).not.toContain('))');
});

test('made-up anchor moves leave the place, change what is above it, or add much to it', () => {
  const [jump, edit, much] = [...madeUpMoves(1, 1)];
  const at = ({ text, offset }: { readonly text: string; readonly offset: number }) => text.slice(0, offset);
  expect([jump!, edit!, much!].map(({ kind }) => kind)).toEqual(['jump', 'edit elsewhere', 'much typed']);
  expect(at(jump!.before).length - at(jump!.pause).length).toBeGreaterThan(1_000);
  expect(at(edit!.pause).split('\n').slice(-10)).toEqual(at(edit!.before).slice(0, -1).split('\n').slice(-10));
  expect(at(edit!.pause).startsWith(at(edit!.before).slice(0, -1))).toBe(false);
  expect(at(much!.pause).startsWith(at(much!.before).slice(0, -1))).toBe(true);
  expect(at(much!.pause).length - at(much!.before).length).toBeGreaterThan(900);
  for (const { pause, next } of [jump!, edit!, much!]) expect(at(next)).toBe(`${at(pause)}r`);
});

const HEADER = { kind: 'sotto-session', format: 1, withText: true };
const OPENED = { kind: 'opened', time: 0, uri: 'file:///a.ts', version: 1, path: 'a.ts', languageId: 'typescript' };
const changed = (version: number, offset: number, insertText: string, cause: string): object => ({
  kind: 'changed',
  time: version * 100,
  uri: 'file:///a.ts',
  version,
  edits: [{ offset, deleteCount: 0, insertLength: insertText.length, insertText }],
  cause,
});

function writeSession(...rows: readonly object[]): string {
  const file = path.join(folder, 'trace.jsonl');
  fs.writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return file;
}

test('every typed key of a session is a keystroke, and a paste is none', async () => {
  const file = writeSession(
    HEADER,
    { ...OPENED, length: 4, text: 'a;\n\n' },
    changed(2, 3, 'f', 'typed'),
    changed(3, 4, '()', 'auto-closed'),
    changed(4, 7, 'pasted', 'pasted'),
  );
  expect(await all(sessionKeystrokes(file))).toEqual(['a;\nf█\n', 'a;\nf(█)\n']);
});

test('counts are read as soon as they are whole', () => {
  expect(countIn('data: {"timings":{"prompt_n":12,"cache')).toBeUndefined();
  expect(countIn('data: {"timings":{"prompt_n":12,"cache_n":30}}')).toEqual({ evaluated: 12, cached: 30 });
  expect(countIn('data: {"timings":{"cache_n":30}}')).toBeUndefined();
});

test('each strategy is told by what the server evaluated for it', async () => {
  const out = path.join(folder, 'out.json');
  const text = 'above;\n'.repeat(100) + 'below;\n'.repeat(100);
  const keys = ['f', 'i', 'r'].map((char, key) => changed(key + 2, 700 + key, char, 'typed'));
  const trace = writeSession(HEADER, { ...OPENED, length: text.length, text }, ...keys);
  await runServerBench(['--url', await startFake(), '--trace', trace, '--out', out, '--moves', '0']);
  const { strategies, cancelToIdleMs } = JSON.parse(fs.readFileSync(out, 'utf8'));
  expect(Object.keys(strategies)).toEqual(['plain', 'infill', 'ours']);
  // The fake puts the suffix first for /infill, so there only what was typed is new; else all that stands after the cursor.
  expect(strategies.infill).toMatchObject({ evaluatedPerKeystroke: 1, promptTokens: 1402.5 });
  // A second time, a server may still know the prompt.
  expect(new Set(asked).size).toBe(asked.length);
  expect(strategies.plain.evaluatedPerKeystroke).toBeGreaterThan(700);
  expect(strategies.plain.evaluatedPerKeystroke).toBeLessThan(800);
  expect(strategies.plain.promptTokens).toBeGreaterThan(1_402);
  expect(strategies.ours).toEqual({
    evaluatedPerKeystroke: expect.any(Number),
    promptTokens: expect.any(Number),
    firstTokenMs: expect.any(Number),
    totalMs: expect.any(Number),
    inPlace: {
      keystrokes: 2,
      evaluatedPerKeystroke: expect.any(Number),
      mostEvaluated: expect.any(Number),
      expensive: 0,
    },
    prepared: { times: 0, evaluated: 0, medianMs: 0, withinASecond: null },
  });
  expect(strategies.ours.inPlace.evaluatedPerKeystroke).toBeLessThan(3);
  // It is never seen working, so nothing can be said.
  expect(cancelToIdleMs).toBeNull();
});

const faults: readonly (readonly [string, () => readonly string[], string])[] = [
  ['no address', () => [], '--url is missing'],
  ['no http address', () => ['--url', 'ftp://127.0.0.1'], 'is no http or https address'],
  ['nobody at the address', () => ['--url', 'http://127.0.0.1:9'], 'no model server answers'],
  ['a trace that is not there', () => ['--url', 'http://127.0.0.1:9', '--trace', '/nowhere.jsonl'], 'is no file'],
  [
    'a trace of another kind',
    () => ['--url', 'http://127.0.0.1:9', '--trace', writeSession({ id: 1 })],
    'is not a session',
  ],
  [
    'a trace without texts',
    () => ['--url', 'http://127.0.0.1:9', '--trace', writeSession({ ...HEADER, withText: false })],
    'holds no texts',
  ],
  [
    'a trace without keys',
    () => ['--url', 'http://127.0.0.1:9', '--trace', writeSession(HEADER)],
    'holds no keystroke',
  ],
];
for (const [name, args, message] of faults) {
  test(`${name} is bad input`, async () => {
    await expect(runServerBench([...args()])).rejects.toBeInstanceOf(BadInput);
    await expect(runServerBench([...args()])).rejects.toThrow(message);
  });
}
