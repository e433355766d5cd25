import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { runReuseBench } from '../../bench/reuse.ts';
import { makeTrace } from '../../bench/traces/make-trace.ts';
import { sessionLine } from '../../src/core/completion/write-session.ts';

const BODY = Array.from({ length: 12 }, (_, n) => `const value${n} = compute(value${n % 3}, 'name${n}');\n`).join('');

test('a trace is asked about less often than at each key, and nothing that a model says each time is lost', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-reuse-'));
  const [trace, out] = [path.join(folder, 'trace.jsonl'), path.join(folder, 'out.json')];
  const versions = [{ path: 'a.ts', languageId: 'typescript', before: '', after: BODY }];
  fs.writeFileSync(trace, [...makeTrace({ versions, seed: 3 })].map(sessionLine).join(''));
  await runReuseBench(['--trace', trace, '--out', out]);
  const [always, ...sometimes] = JSON.parse(fs.readFileSync(out, 'utf8'));
  expect(always).toMatchObject({ wrongShare: 0, lost: 0 });
  expect(always.keysPerRequest).toBeGreaterThan(6);
  expect(always.requestsAskingAtEachKey).toBeGreaterThan(3 * always.requests);
  expect(always.wouldShow).toBeGreaterThan(50);
  for (const { requests } of sometimes) expect(requests).toBeGreaterThanOrEqual(always.requests);
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

test('what is no trace is bad input', async () => {
  await expect(runReuseBench([])).rejects.toThrow('--trace is missing');
  await expect(runReuseBench(['--trace', '/nowhere'])).rejects.toThrow('is no file');
});
