import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedWeights } from '../../src/core/gate/weights.ts';
import { shippedThreshold } from '../../src/core/engine/threshold.ts';
import { bundles, temporaryFolder, writeFiles } from '../support/headless.ts';

const ROOM = 'export function rooms(request: Request) {\n  const { limit, offset } = \n  // \n}\n';
let dist = '';
let root = '';

beforeAll(async () => {
  dist = await bundles();
  root = temporaryFolder();
  const handlers = ['books', 'members', 'loans', 'holds', 'fines'].map((name) => [
    `src/${name}.ts`,
    `export function ${name}(request: Request) {\n  const { limit, offset } = readPage(request);\n  return { limit, offset };\n}\n`,
  ]);
  writeFiles(root, { ...Object.fromEntries(handlers), 'package.json': '{}', 'src/rooms.ts': ROOM });
}, 60_000);
afterAll(() => {
  for (const folder of [dist, root]) fs.rmSync(folder, { recursive: true, force: true });
});

describe('sotto gate explain', { timeout: 60_000 }, () => {
  interface Finished {
    readonly code: number;
    readonly out: string;
    readonly err: string;
  }

  function explain(...args: string[]): Promise<Finished> {
    return new Promise((resolve) => {
      const cli = [path.join(dist, 'cli.js'), 'gate', ...args];
      const child = execFile(process.execPath, cli, { cwd: root }, (_, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });
  }

  test('says what both stages made of it, by which features, and what would be shown', async () => {
    const { code, out } = await explain('explain', 'src/rooms.ts:2');
    expect(code).toBe(0);
    expect(out).toMatch(/^The engine, [\d.]+ % sure, says: readPage\(request\);\n/);
    expect(out).toMatch(/Before asking: [\d.]+ % likely to be taken, [\d.]+ % needed: passes\n/);
    const needed = (shippedThreshold * 100).toFixed(1);
    expect(out).toMatch(new RegExp(`Before showing: [\\d.]+ % likely to be taken, ${needed} % needed: passes\n`));
    expect(out).toMatch(/\n {2}\+\d\.\d\d {2}the engine is sure of it \(confidence [\d.]+\)\n/);
    expect(out).toMatch(/\nShown at once: readPage\(request\);\n$/);
  });

  test('gives every number as JSON, whose contributions come to the probability', async () => {
    const { out } = await explain('explain', 'src/rooms.ts:2', '--json');
    const { shown, answer, beforeRequest, beforeShow, showAfterMs } = JSON.parse(out);
    expect({ shown, showAfterMs, extent: beforeShow.extent }).toEqual({
      shown: 'readPage(request);',
      showAfterMs: 0,
      extent: 'all',
    });
    expect(answer).toMatchObject({ insertText: shown, origin: 'engine' });
    for (const { pass, probability, bound, contributions } of [beforeRequest, beforeShow]) {
      expect(pass).toBe(probability >= bound);
      for (const { name, value, logit, words } of contributions) {
        expect([typeof name, typeof value, typeof logit]).toEqual(['string', 'number', 'number']);
        expect(words).toMatch(/^[a-z]/);
      }
    }
    const sum = (beforeShow.contributions as { logit: number }[]).reduce((total, { logit }) => total + logit, 0);
    // What is left is the bias, the same wherever it is asked.
    const bias = Math.log(beforeShow.probability / (1 - beforeShow.probability)) - sum;
    expect(bias).toBeCloseTo(shippedWeights.beforeShow.engine.bias, 6);
  });

  test('answers 1 and says why where nothing would be shown', async () => {
    const { code, out } = await explain('explain', 'src/rooms.ts:3');
    expect({ code, out }).toEqual({
      code: 1,
      out: 'Nothing is shown: The cursor is in a comment, where Sotto is set to be quiet.\n',
    });
  });

  test.for([
    [[], /gate takes explain and one FILE/],
    [['forget', 'src/rooms.ts'], /gate takes explain and one FILE/],
    [['explain', 'src/none.ts:1'], /there is no such file/],
    [['explain', 'src/rooms.ts:99'], /the file has 5 lines/],
  ] as const)('answers 2 to what cannot be done: %s', async ([args, problem]) => {
    const { code, err } = await explain(...args);
    expect(code).toBe(2);
    expect(err).toMatch(problem);
  });
});
