// Finds a Chromium (or Chrome, or Edge: the same engine) for UI tests, or installs one where that is a matter of one
// command.   node scripts/find-chromium.ts
import path from 'node:path';
import process from 'node:process';
import { findOnPath, firstFile } from './lib/find-program.ts';
import { runCommand } from './lib/run-command.ts';
import { Unavailable } from './lib/unavailable.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Throws `Unavailable` where there is none and none can be installed without asking. */
export async function findChromium(): Promise<string> {
  const chosen = process.env['CHROMIUM'];
  if (chosen) {
    if (firstFile([chosen])) return chosen;
    throw new Unavailable('chromium', `CHROMIUM is set to ${chosen}, which does not exist`);
  }
  const found = findOnPath(NAMES) ?? firstFile(usualPlaces());
  if (found) return found;
  await installOnDebian();
  const installed = findOnPath(NAMES);
  if (installed) return installed;
  throw new Unavailable('chromium', 'no Chromium, Chrome or Edge found; install one, or set CHROMIUM=/path/to/it');
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform !== 'win32') return [];
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name] ?? '')
    .filter(Boolean);
  const places = [
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ];
  return roots.flatMap((root) => places.map((place) => path.join(root, place)));
}

async function installOnDebian(): Promise<void> {
  if (process.getuid?.() !== 0 || !findOnPath(['apt-get'])) return;
  console.error(
    'sotto: installing chromium with apt-get (about 360 MB on disk): the UI tests drive the workbench with it',
  );
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-q'], { env });
  const { code, output } = await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
    env,
  });
  if (code !== 0) console.error(output.slice(-1000));
}

if (import.meta.main) console.log(await findChromium());
