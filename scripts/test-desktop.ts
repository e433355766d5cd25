// The suite of test/host in a desktop VS Code:   npm run test:desktop
// Uses VSCODE_EXECUTABLE where it is set, else downloads a stable VS Code (about 150 MB) into the cache folder.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from '../test/host/bundle-suite.ts';
import { tallyOfRows } from '../test/host/tally-of-rows.ts';
import { projectFolder } from '../test/support/project-folder.ts';
import { cacheFolder } from './cache-folder.mjs';
import { mustRun } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';
import { nothingRun, report } from './lib/tally.ts';
import type { Tally } from './lib/tally.ts';

/** Skipped, by the name `desktop`, where no VS Code can be fetched or started. */
export async function runDesktopSuite(): Promise<Tally> {
  const extensionTestsPath = await bundleSuite();
  const project = await projectFolder('viem');
  // Short, because VS Code makes a socket in it, whose path may not be longer than about 100 characters.
  const userData = await fs.mkdtemp(path.join(os.tmpdir(), 'sotto-'));
  const results = path.join(userData, 'results.json');
  try {
    const executable = process.env['VSCODE_EXECUTABLE'];
    const failure = await runTests({
      ...(executable
        ? { vscodeExecutablePath: executable }
        : { cachePath: path.join(cacheFolder(), 'vscode-desktop') }),
      extensionDevelopmentPath: ROOT,
      extensionTestsPath,
      extensionTestsEnv: { SOTTO_TEST_RESULTS: results, SOTTO_TEST_HOST: 'desktop' },
      launchArgs: [
        project.folder,
        `--user-data-dir=${userData}`,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--disable-gpu',
        '--skip-welcome',
        '--skip-release-notes',
        // Chromium refuses to run as root with its sandbox.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    }).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    const text = await fs.readFile(results, 'utf8').catch(() => undefined);
    if (text !== undefined) return tallyOfRows('desktop', JSON.parse(text));
    const reason = failure ? firstLine(failure.message) : 'it wrote no results';
    return nothingRun('desktop', {
      name: 'all tests',
      reason: `no desktop VS Code could be run here (${reason}); set VSCODE_EXECUTABLE=/path/to/code`,
      need: 'desktop',
    });
  } finally {
    await project.remove();
    await fs.rm(userData, { recursive: true, force: true });
  }
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

if (import.meta.main) {
  await mustRun(process.execPath, [path.join(ROOT, 'scripts', 'build.ts')], { cwd: ROOT });
  const tally = await runDesktopSuite();
  const [skip] = tally.skips;
  if (tally.passed === 0 && tally.failures.length === 0 && skip) {
    console.error(`sotto: ${skip.reason}`);
    process.exitCode = 2;
  } else {
    process.exitCode = report([tally]);
  }
}
