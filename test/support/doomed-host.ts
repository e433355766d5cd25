// A host for the orphan tests: starts both children, says who they are, and waits to be killed.
import process from 'node:process';
import { silentLog } from '../../src/core/base/log.ts';
import { defaultSettings } from '../../src/core/settings/settings.ts';
import { createSotto } from '../../src/node/create-pipeline.ts';

const [dist = '', storage = '', root = ''] = process.argv.slice(2);
const sotto = createSotto({
  dist,
  storage,
  roots: () => [root],
  settings: () => defaultSettings,
  snoozedUntil: () => undefined,
  documents: () => [],
  log: silentLog,
  now: () => performance.now(),
});
const tell = setInterval(() => {
  if (sotto.engine.pid === undefined || sotto.indexer.pid === undefined) return;
  clearInterval(tell);
  process.stdout.write(`${sotto.engine.pid} ${sotto.indexer.pid}\n`);
}, 10);
