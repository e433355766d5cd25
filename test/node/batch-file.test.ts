import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BatchFileOptions, startBatchFile } from '../../src/node/batch-file.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-batch-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A clock whose timers run when `turn` is called. */
function handTurned() {
  let waiting: (() => void)[] = [];
  return {
    now: () => 0,
    after(_: number, run: () => void) {
      waiting.push(run);
      return { dispose: () => void (waiting = waiting.filter((other) => other !== run)) };
    },
    turn: () => waiting.splice(0).forEach((run) => run()),
    waiting: () => waiting.length,
  };
}

async function start({
  file: name = 'rows.txt',
  ...options
}: Partial<BatchFileOptions<string>> & { file?: string } = {}) {
  const file = path.join(folder, 'sub', name);
  const clock = handTurned();
  const endings: unknown[] = [];
  const lines = await startBatchFile(file, 'first', {
    toLine: (row) => `${row}\n`,
    clock,
    largestBytes: 1_000,
    onEnded: (reason) => endings.push(reason),
    ...options,
  });
  return { file, clock, lines, endings, read: () => fs.readFileSync(file, 'utf8') };
}

test('has its first row at once, and further ones when the batch is due', async () => {
  const { lines, clock, read } = await start();
  lines.add('a');
  lines.add('b');
  expect(clock.waiting()).toBe(1);
  expect(read()).toBe('first\n');
  clock.turn();
  await expect.poll(read).toBe('first\na\nb\n');
});

test('keeps the order over many batches, and has all of it when it ends', async () => {
  const { lines, clock, read } = await start({ largestBytes: 100_000 });
  const rows = Array.from({ length: 300 }, (_, i) => `row ${i}`);
  for (const row of rows) {
    lines.add(row);
    clock.turn();
  }
  await lines.end();
  expect(read()).toBe(`${['first', ...rows].join('\n')}\n`);
  lines.add('late');
  clock.turn();
  await lines.end();
  expect(read()).not.toContain('late');
});

test('has what was left when there is no time to wait', async () => {
  const { lines, clock, read } = await start();
  lines.add('a');
  lines.dispose();
  expect(read()).toBe('first\na\n');
  expect(clock.waiting()).toBe(0);
});

test('ends by itself, once, before it would grow too large', async () => {
  const { lines, clock, endings, read } = await start({ largestBytes: 12 });
  for (const row of ['1234', 'ü', '6']) lines.add(row);
  clock.turn();
  await expect.poll(() => endings).toEqual(['full']);
  await lines.end();
  expect(read()).toBe('first\n1234\n');
});

test('says why, where it cannot be written any more', async () => {
  const { file, lines, clock, endings } = await start();
  fs.rmSync(path.dirname(file), { recursive: true });
  lines.add('a');
  clock.turn();
  await expect.poll(() => endings.length).toBe(1);
  expect(String(endings[0])).toContain('ENOENT');
});

test('who ends it hears why the last rows are missing', async () => {
  const gone = await start();
  gone.lines.add('a');
  fs.rmSync(path.dirname(gone.file), { recursive: true });
  expect(String(await gone.lines.end())).toContain('ENOENT');
  const full = await start({ file: 'full.txt', largestBytes: 8 });
  full.lines.add('too long');
  expect(await full.lines.end()).toBe('full');
  const whole = await start({ file: 'whole.txt' });
  whole.lines.add('a');
  expect(await whole.lines.end()).toBeUndefined();
  expect([...gone.endings, ...full.endings]).toEqual([]);
});

test('writes nothing after a row that did not fit', async () => {
  const { lines, clock, read } = await start({ largestBytes: 12 });
  lines.add('too long');
  clock.turn();
  lines.add('b');
  expect(await lines.end()).toBe('full');
  expect(read()).toBe('first\n');
});

test('has what came while it was being written, when there is no time to wait', async () => {
  const { lines, clock, read } = await start();
  lines.add('ä');
  clock.turn();
  // The write is under way, and not over before the next turn.
  await Promise.resolve();
  lines.add('b');
  lines.dispose();
  expect(read()).toBe('first\nä\nb\n');
  await lines.end();
  expect(read()).toBe('first\nä\nb\n');
});

test('is its owner’s alone, and takes no file that is there', async () => {
  const { file } = await start();
  if (process.platform !== 'win32') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  await expect(start()).rejects.toThrow('EEXIST');
});
