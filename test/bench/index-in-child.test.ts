import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { indexInChild } from '../../bench/safety/index-in-child.ts';
import { temporaryFolder } from '../support/headless.ts';

let dist = '';
beforeEach(() => {
  dist = temporaryFolder();
  fs.writeFileSync(path.join(dist, 'package.json'), '{"type":"module"}');
  fs.copyFileSync(
    new URL('../fixtures/children/hanging-indexer.mjs', import.meta.url).pathname,
    path.join(dist, 'indexer.js'),
  );
});
afterEach(() => fs.rmSync(dist, { recursive: true, force: true }));

for (const [what, giveUpMs] of [
  ['hangs', 50],
  ['crashes', 10_000],
] as const) {
  test(`an indexer that ${what} does not count as alive`, async () => {
    const recipe = { kind: 'file', name: 'a.ts', content: '' } as const;
    const run = await indexInChild(path.join(dist, what), dist, dist, recipe, giveUpMs);
    expect(run).toMatchObject({ outcome: 'cancelled', alive: false, laterIndexed: false });
  });
}
