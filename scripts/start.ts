// Opens VS Code with the extension in it:   npm start   or   npm start -- [--web] DIR
// The desktop one where there is one, else VS Code's workbench in the person's own browser.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import {
  freePort,
  installExtension,
  prepareProfile,
  QUIET_SETTINGS,
  startServer,
  workbenchUrl,
} from '../test/support/workbench.ts';
import { cacheFolder } from './cache-folder.mjs';
import { findDesktop } from './find-desktop.ts';
import { exitOnSignals, mustRun, runCommand } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';
import { Unavailable } from './lib/unavailable.ts';
import { packExtension } from './package.ts';
import { ensureHost } from './setup-host.ts';

exitOnSignals();
const { values, positionals } = parseArgs({
  options: { web: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = chosenFolder(positionals[0]);
const desktop = values.web ? undefined : findDesktop();
try {
  await (desktop ? openDesktop(desktop) : serveWorkbench());
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.error(`sotto: ${error.message}`);
  console.error(
    'sotto: install VS Code from https://code.visualstudio.com, so that `code` is on PATH, and run npm start again',
  );
  process.exitCode = 2;
}

/** Relative to where the person stands: npm itself runs scripts in the repository's folder and notes the place in INIT_CWD. */
function chosenFolder(name: string | undefined): string {
  if (name === undefined) return path.join(ROOT, 'test', 'fixtures', 'sample-project');
  const chosen = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), name);
  if (fs.statSync(chosen, { throwIfNoEntry: false })?.isDirectory()) return chosen;
  console.error(`sotto: there is no folder ${chosen}`);
  process.exit(2);
}

async function openDesktop(executable: string): Promise<void> {
  await mustRun(process.execPath, [path.join(ROOT, 'scripts', 'build.ts')], { cwd: ROOT });
  console.log(`opening ${folder} in ${executable}`);
  const args = ['--new-window', `--extensionDevelopmentPath=${ROOT}`, folder];
  // The command is a batch file on Windows, which only a shell runs; the quotes are for paths with blanks.
  const { code, output } =
    process.platform === 'win32'
      ? await runCommand('cmd.exe', ['/d', '/s', '/c', executable, ...args])
      : await runCommand(executable, args);
  if (code !== 0) throw new Error(`${executable} ended with ${code}\n${output}`);
}

async function serveWorkbench(): Promise<void> {
  const host = await ensureHost('current');
  console.error('sotto: packing the extension');
  const vsix = await packExtension();
  const profile = path.join(cacheFolder(), 'start-profile');
  prepareProfile(profile, QUIET_SETTINGS);
  await installExtension(host, profile, vsix);
  const server = await startServer(host, profile, { lifeSeconds: 24 * 60 * 60, port: await usualPort() });
  console.log(`Sotto is in this VS Code; open it in a browser (Ctrl-C here ends it):\n`);
  console.log(workbenchUrl(server.port, { folder }));
  console.log(`\nWhoever has an account on this machine can open it too while it runs.`);
  await server.ended;
}

/** The same port each time where it is free: the browser keeps a window's layout by address. */
async function usualPort(): Promise<number> {
  return (await freePort(8377)) ?? freePort(0);
}
