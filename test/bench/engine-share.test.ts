import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { runEngineShareBench } from '../../bench/engine-share.ts';
import { makeTrace } from '../../bench/traces/make-trace.ts';
import { sessionLine } from '../../src/core/completion/write-session.ts';

const BODY = Array.from({ length: 8 }, (_, n) => `const value${n} = compute(value${n % 3}, 'name${n}');\n`).join('');

test('the engine is silent beside a quick server, speaks beside a slow one where it is sure, and alone without one', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-share-'));
  const [trace, out, root] = ['trace.jsonl', 'out.jsonl', 'project'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  fs.mkdirSync(root);
  // As many files as a project must have.
  for (let n = 0; n < 5; n++)
    fs.writeFileSync(path.join(root, `b${n}.ts`), `${BODY.repeat(3)}export const n${n} = ${n};\n`);
  const versions = [{ path: 'a.ts', languageId: 'typescript', before: '', after: BODY }];
  fs.writeFileSync(trace, [...makeTrace({ versions, seed: 3 })].map(sessionLine).join(''));
  await runEngineShareBench(['--trace', trace, '--root', root, '--out', out]);
  const [quick, slow, none] = fs
    .readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(quick.model).toBeGreaterThan(0);
  expect(quick.engine).toBe(0);
  expect(slow.engine).toBeGreaterThan(0);
  expect(none.model).toBe(0);
  expect(none.engine).toBeGreaterThan(slow.engine);
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

test('a session without its project is bad input', async () => {
  await expect(runEngineShareBench(['--trace', '/nowhere'])).rejects.toThrow('--root');
});
