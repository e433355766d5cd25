// A real VS Code workbench on 127.0.0.1 and a headless browser that has it open. Used by the suite inside the extension
// host, by the UI drive, and (without the browser) by `npm start`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { findChromium } from '../../scripts/find-chromium.ts';
import { mustRun } from '../../scripts/lib/run-command.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import type { HostRuntime } from '../../scripts/setup-host.ts';

/** What every window starts from: nothing that asks the network, and nothing that opens by itself over the editor. */
export const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'typescript.disableAutomaticTypeAcquisition': true,
  // The AI features that come with VS Code want an account; they would also draw their own ghost text.
  'chat.disableAIFeatures': true,
};

const TEST_SETTINGS: Readonly<Record<string, unknown>> = {
  ...QUIET_SETTINGS,
  'git.enabled': false,
  'files.autoSave': 'off',
  'window.restoreWindows': 'none',
};

/** A folder that holds everything a window writes: settings, extensions, logs, the browser's profile. */
export function makeProfile(settings: Readonly<Record<string, unknown>> = {}): string {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-workbench-'));
  prepareProfile(profile, { ...TEST_SETTINGS, ...settings });
  return profile;
}

/** Settings that are there already are kept: they may be a person's. */
export function prepareProfile(profile: string, settings: Readonly<Record<string, unknown>>): void {
  for (const folder of ['data/User', 'extensions', 'browser', 'xdg']) {
    fs.mkdirSync(path.join(profile, folder), { recursive: true });
  }
  fs.writeFileSync(path.join(profile, 'config.yaml'), 'auth: none\n');
  const file = path.join(profile, 'data', 'User', 'settings.json');
  if (!fs.existsSync(file)) fs.writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

export async function installExtension(host: HostRuntime, profile: string, vsix: string): Promise<void> {
  const args = [host.entry, ...profileArguments(profile), '--install-extension', path.resolve(vsix), '--force'];
  await mustRun(host.node, args, { env: serverEnvironment(profile) });
}

/** Folders of the extensions installed in a profile. */
export function installedExtensions(profile: string): string[] {
  const folder = path.join(profile, 'extensions');
  const all = fs.readdirSync(folder).map((name) => path.join(folder, name));
  return all.filter((extension) => fs.existsSync(path.join(extension, 'package.json')));
}

export interface Server {
  readonly port: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  /** The server ends after this time, and when our process does, whatever happens. */
  readonly lifeSeconds: number;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders open untrusted (Restricted Mode) when the settings ask for workspace trust. */
  readonly workspaceTrust?: boolean;
  readonly port?: number;
}

export async function startServer(host: HostRuntime, profile: string, options: ServerOptions): Promise<Server> {
  const port = options.port ?? (await freePort(0));
  const logFile = path.join(profile, 'server.log');
  const log = fs.openSync(logFile, 'a');
  const command = [
    host.node,
    host.entry,
    `--bind-addr=127.0.0.1:${port}`,
    '--auth=none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    '--ignore-last-opened',
    '--disable-proxy',
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...profileArguments(profile),
  ];
  const runTied = path.join(ROOT, 'scripts', 'run-tied.ts');
  const child = spawn(process.execPath, [runTied, String(options.lifeSeconds), ...command], {
    env: serverEnvironment(profile, options.env),
    stdio: ['pipe', log, log],
    detached: true,
  });
  fs.closeSync(log);
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      running = false;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.stdin?.destroy();
    await ended;
  };
  const deadline = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (!running)
      throw new Error(`the workbench server ended early:\n${fs.readFileSync(logFile, 'utf8').slice(-3000)}`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error(
        `the workbench server did not come up in 60 s:\n${fs.readFileSync(logFile, 'utf8').slice(-3000)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { port, ended, stop };
}

function profileArguments(profile: string): string[] {
  return [
    `--config=${path.join(profile, 'config.yaml')}`,
    `--user-data-dir=${path.join(profile, 'data')}`,
    `--extensions-dir=${path.join(profile, 'extensions')}`,
  ];
}

function serverEnvironment(
  profile: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string | undefined> {
  const xdg = path.join(profile, 'xdg');
  const environment: Record<string, string | undefined> = {
    ...process.env,
    EXTENSIONS_GALLERY: '{}', // No marketplace: nothing is looked up.
    XDG_CONFIG_HOME: xdg,
    XDG_DATA_HOME: xdg,
    XDG_CACHE_HOME: xdg,
    // Where its sockets go. A socket's path may not be longer than about 100 characters.
    ...(xdg.length < 50 ? { XDG_RUNTIME_DIR: xdg } : {}),
    ...extra,
  };
  // A workbench that is started from a terminal inside another VS Code must not talk to that one.
  for (const name of Object.keys(environment)) if (name.startsWith('VSCODE_')) environment[name] = undefined;
  return environment;
}

/** The wanted port where it is free, any other free one for 0; `undefined` where the wanted one is taken. */
export async function freePort(wanted: 0): Promise<number>;
export async function freePort(wanted: number): Promise<number | undefined>;
export async function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', () => resolve(undefined));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/healthz', timeout: 2000 }, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 500);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
}

export interface WindowOptions {
  /** A folder or a `.code-workspace` file; neither is an empty window. */
  readonly folder?: string;
  readonly workspace?: string;
  /** A file to open at the start. */
  readonly file?: string;
}

export function workbenchUrl(port: number, { folder, workspace, file }: WindowOptions): string {
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (workspace) url.searchParams.set('workspace', path.resolve(workspace));
  else if (folder) url.searchParams.set('folder', path.resolve(folder));
  else url.searchParams.set('ew', 'true');
  if (file) {
    const uri = `vscode-remote://127.0.0.1:${port}${path.resolve(file)}`;
    url.searchParams.set('payload', JSON.stringify([['openFile', uri]]));
  }
  return url.href;
}

export async function startBrowser(profile: string): Promise<BrowserContext> {
  const executablePath = await findChromium();
  return chromium.launchPersistentContext(path.join(profile, 'browser'), {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    timeout: 60_000,
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--disable-component-update',
      '--disable-background-networking',
      // Nothing but 127.0.0.1 is ever resolved: a test that needs the network fails.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  });
}

export interface Development {
  readonly extensions: readonly string[];
  /** A CommonJS file whose `run()` the extension host awaits. */
  readonly testsPath?: string;
}

/**
 * Runs extensions from their folders, and a test suite in the extension host. A built workbench ignores the URL parameters
 * for that unless the server runs in smoke-test mode, which hides notifications and which old releases do not offer.
 * So the page's embedded configuration is changed before the workbench reads it. Not with `page.route()`: Chromium's
 * local-network-access checks then block the page's websocket.
 */
export async function developmentMode(page: Page, port: number, { extensions, testsPath }: Development): Promise<void> {
  const toUri = (file: string) => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${port}`,
    path: path.resolve(file),
  });
  const options = {
    extensions: extensions.map(toUri),
    ...(testsPath ? { extensionTestsPath: toUri(testsPath) } : {}),
  };
  await page.addInitScript(`
    document.addEventListener('readystatechange', () => {
      const meta = document.getElementById('vscode-workbench-web-configuration');
      if (document.readyState !== 'interactive' || !meta) return;
      const configuration = JSON.parse(meta.getAttribute('data-settings'));
      configuration.developmentOptions = { ...configuration.developmentOptions, ...${JSON.stringify(options)} };
      meta.setAttribute('data-settings', JSON.stringify(configuration));
    });
  `);
}
