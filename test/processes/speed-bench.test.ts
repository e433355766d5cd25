import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { measureKeystroke } from '../../bench/speed/keystroke.ts';
import { readSources } from '../../bench/speed/sources.ts';
import { temporaryFolder, writeFiles } from '../support/headless.ts';

test('a keystroke is measured through both processes, up to a suggestion', { timeout: 60_000 }, async () => {
  const root = temporaryFolder();
  try {
    const text = 'export function one(items: number[]): number {\n  return items.length;\n}\n'.repeat(30);
    writeFiles(root, Object.fromEntries([0, 1, 2, 3, 4, 5].map((i) => [path.join('src', `f${i}.ts`), text])));
    const { contextMs, overheadMs, shown, peakMB } = await measureKeystroke(root, await readSources(root));
    expect(contextMs).toHaveLength(100);
    expect(overheadMs).toHaveLength(200);
    expect(shown).toBeGreaterThan(20);
    expect(peakMB.engine).toBeGreaterThan(10);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
});
