// All tests, set-up included:   npm test   (the quick tier)      npm run test:all   (adds what is slow)
// Ends with the line `N passed, N failed, N skipped`. SOTTO_REQUIRE=chromium,host turns skips for want of these into failures.
import path from 'node:path';
import { measureLatency } from '../test/e2e/latency.ts';
import { driveChat, driveChatWithLlama } from '../test/e2e/chat-drive.ts';
import { driveChatView } from '../test/e2e/chat-view.ts';
import { driveUi } from '../test/e2e/drive.ts';
import { measureModelGhost } from '../test/e2e/model-ghost.ts';
import { driveRestrictedMode } from '../test/e2e/restricted-mode.ts';
import { driveTrickyCases } from '../test/e2e/tricky-cases.ts';
import { runHostSuite } from '../test/host/run.ts';
import { checkLock } from './check-lock.ts';
import { exitOnSignals, mustRun } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';
import { onceMore, report, requirements } from './lib/tally.ts';
import type { Tally } from './lib/tally.ts';
import { ensureLlamaServer } from './setup-server.ts';
import { packExtension } from './package.ts';
import { runDesktopSuite } from './test-desktop.ts';
import { unitTests } from './unit-tests.ts';

exitOnSignals();
const all = process.argv.includes('--all');
const tallies: Tally[] = [];
const started = performance.now();

/** One after the other: two editors at once on two cores only wait for each other, and time limits are missed. */
async function tier(name: string, run: () => Promise<Tally>): Promise<void> {
  console.log(`\n== ${name}`);
  const from = performance.now();
  const tally = await run();
  tallies.push(tally);
  const counts = `${tally.passed} passed, ${tally.failures.length} failed, ${tally.skips.length} not run`;
  console.log(`-- ${name}: ${counts} in ${((performance.now() - from) / 1000).toFixed(0)} s`);
}

/** A step that is no test but that tests stand on: it counts as one. */
async function step(name: string, run: () => Promise<unknown>): Promise<void> {
  await tier(name, () =>
    run().then(
      () => ({ tier: name, passed: 1, failures: [], skips: [] }),
      (error: unknown) => ({ tier: name, passed: 0, failures: [(error as Error).message], skips: [] }),
    ),
  );
}

let vsix: string | undefined;

// Built once and kept; without the requirement, the tests that need it are skipped where it is not there.
if (requirements().has('llama')) await ensureLlamaServer();

await tier('unit tests', unitTests);
await step('pack', async () => {
  vsix = await packExtension();
});
// Packing leaves a minified build; what runs in the host suite is the readable one.
await step('build', () => mustRun(process.execPath, [path.join(ROOT, 'scripts', 'build.ts')], { cwd: ROOT }));
const built = tallies.every((tally) => tally.tier === 'unit tests' || tally.failures.length === 0);

if (built && vsix) {
  const packed = vsix;
  await tier('host suite', () => runHostSuite({ host: 'current' }));
  await tier('UI drive, packed', () => onceMore(() => driveUi(packed)));
  if (all) {
    await tier('chat view', driveChatView);
    await tier('chat in VS Code', () => driveChat(packed));
    await tier("chat with llama.cpp's server", () => driveChatWithLlama(packed));
    await tier('Restricted Mode', () => driveRestrictedMode(packed));
    await tier('tricky cases', () => driveTrickyCases(packed));
    await tier('host suite, several folders', () => runHostSuite({ host: 'current', several: true }));
    await tier('host suite, packed', () => runHostSuite({ host: 'current', vsix: packed }));
    await tier('host suite, oldest VS Code', () => runHostSuite({ host: 'oldest' }));
    await tier('host suite, desktop VS Code', runDesktopSuite);
    await tier('ghost text of a model', () => measureModelGhost(packed));
    await tier('latency', () => measureLatency(packed));
  }
}
if (all) await tier('lock file', () => checkLock());

console.log(`\nall in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
process.exitCode = report(tallies);
