import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BadInput } from '../../bench/lib/bad-input.ts';
import { findCtags, measureIndex } from '../../bench/speed/index-speed.ts';
import { measureGate } from '../../bench/speed/keystroke.ts';
import { measureReparse } from '../../bench/speed/reparse.ts';
import { readSources } from '../../bench/speed/sources.ts';
import { runSpeedBench } from '../../bench/speed.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-speed-'));
  for (let i = 0; i < 6; i++) {
    fs.writeFileSync(
      path.join(folder, `f${i}.ts`),
      `export function f${i}(): number {\n  return ${i};\n}\n`.repeat(20),
    );
  }
  fs.writeFileSync(path.join(folder, 'notes.md'), '# not parsed\n');
  fs.writeFileSync(path.join(folder, 'app.min.js'), 'var a=1;');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('everyone is measured on the files that the product would index and parse', async () => {
  const sources = await readSources(folder);
  expect(sources.map(({ file }) => path.basename(file))).toEqual([0, 1, 2, 3, 4, 5].map((i) => `f${i}.ts`));
});

test('indexing and its parts are told as megabytes a second; who is not there is not', async () => {
  const { mbPerS, filesPerS } = await measureIndex(await readSources(folder));
  for (const figure of [filesPerS, mbPerS.ours, mbPerS.parse, mbPerS['parse and query']])
    expect(figure).toSatisfy(Number.isFinite);
  expect(mbPerS.ctags !== undefined).toBe(findCtags() !== undefined);
});

test('a key is timed beside parsing anew, on the text of all files', async () => {
  const { reparseMs, fullMs, lines } = await measureReparse(await readSources(folder));
  for (const figure of [reparseMs, fullMs]) expect(figure).toSatisfy(Number.isFinite);
  expect(lines).toBeGreaterThanOrEqual(6 * 20 * 3);
});

test('the gate is timed place by place', async () => {
  const times = measureGate(await readSources(folder));
  expect(times).toHaveLength(5_000);
  expect(times.every(Number.isFinite)).toBe(true);
});

const faults: readonly (readonly [string, () => readonly string[], string])[] = [
  ['no folder', () => [], '--files is missing'],
  ['a folder that is not there', () => ['--files', '/nowhere'], 'is no folder'],
  ['a folder without sources', () => ['--files', path.join(import.meta.dirname, '../../docs')], 'fewer than five'],
];
for (const [name, args, message] of faults) {
  test(`${name} is bad input`, async () => {
    await expect(runSpeedBench([...args()])).rejects.toBeInstanceOf(BadInput);
    await expect(runSpeedBench([...args()])).rejects.toThrow(message);
  });
}
