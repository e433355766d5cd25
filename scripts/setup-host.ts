// Brings the real VS Code that host tests, UI tests and `npm start` use: code-server, which is VS Code's own workbench
// and Node extension host served over HTTP.   node scripts/setup-host.ts [current | oldest]
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cacheFolder } from './cache-folder.mjs';
import { mustRun, npmCommand, QUIET_NPM, runCommand } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';
import { Unavailable } from './lib/unavailable.ts';

/** `current` is what we develop against; `oldest` is the first VS Code release that our manifest allows. */
export type HostName = 'current' | 'oldest';

export interface HostRuntime {
  readonly codeServerVersion: string;
  /** The Node that runs the server and with it the extension host. */
  readonly node: string;
  /** The server's main script. */
  readonly entry: string;
}

// Counts up when the steps below change, so that folders prepared in the old way are not used any more.
const RECIPE = 1;

/** Throws `Unavailable` where this machine cannot have it. Safe to call from several processes at once. */
export async function ensureHost(name: HostName): Promise<HostRuntime> {
  const need = name === 'current' ? 'host' : 'oldest-host';
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    const here = `${process.platform}-${process.arch}`;
    throw new Unavailable(
      need,
      `a VS Code workbench for tests exists for Linux only (this is ${here}); use npm run test:desktop`,
    );
  }
  const pinned = path.join(ROOT, 'test', 'support', 'host-runtime', name);
  const version = await pinnedVersion(pinned);
  const folder = path.join(cacheFolder(), `vscode-host-${version}-${RECIPE}`);
  if (!(await exists(folder))) {
    console.error(
      `sotto: bringing VS Code's workbench (code-server ${version}) into ${folder}: about ${SIZES[name]}, once; ` +
        `it runs the extension in a real editor`,
    );
    await removeUnfinished(folder);
    const unfinished = `${folder}.${process.pid}`;
    try {
      await install(name, pinned, unfinished);
      await moveInPlace(unfinished, folder);
    } catch (error) {
      throw new Unavailable(need, `code-server ${version} could not be set up: ${(error as Error).message}`, {
        cause: error,
      });
    } finally {
      await fs.rm(unfinished, { recursive: true, force: true });
    }
  }
  return runtimeIn(folder, version);
}

const SIZES: Readonly<Record<HostName, string>> = {
  current: '250 MB to download, 810 MB on disk',
  oldest: '130 MB to download, 510 MB on disk',
};

/** Native modules that code-server's own install script would build: it needs some, and does without others. */
const NATIVE_MODULES: Readonly<Record<HostName, readonly NativeModule[]>> = {
  current: [
    { folder: '', name: 'argon2', prebuilt: true },
    { folder: 'lib/vscode', name: '@vscode/spdlog', without: 'the server writes no log files' },
    { folder: 'lib/vscode', name: '@vscode/native-watchdog', without: 'a busy extension host may outlive the server' },
  ],
  oldest: [
    { folder: '', name: 'argon2' },
    { folder: 'lib/vscode', name: '@vscode/spdlog', without: 'the server writes no log files' },
    { folder: 'lib/vscode', name: 'native-watchdog', without: 'a busy extension host may outlive the server' },
  ],
};

interface NativeModule {
  /** Where `npm rebuild` finds it, relative to code-server; '' is the runtime's top folder. */
  readonly folder: string;
  readonly name: string;
  /** Comes with a binary for this platform: nothing to build. */
  readonly prebuilt?: boolean;
  /** What is lost when it cannot be built; a module without this is needed. */
  readonly without?: string;
}

async function pinnedVersion(pinned: string): Promise<string> {
  const manifest = JSON.parse(await fs.readFile(path.join(pinned, 'package.json'), 'utf8'));
  return manifest.dependencies['code-server'];
}

function runtimeIn(folder: string, codeServerVersion: string): HostRuntime {
  const modules = path.join(folder, 'node_modules');
  return {
    codeServerVersion,
    node: path.join(modules, `node-linux-${process.arch}`, 'bin', 'node'),
    entry: path.join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

/** What code-server's install script does, without its native builds that need system libraries or another network. */
async function install(name: HostName, pinned: string, folder: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    await fs.copyFile(path.join(pinned, file), path.join(folder, file));
  await npm(['ci', '--ignore-scripts'], folder);

  const { node, entry } = runtimeIn(folder, '');
  const codeServer = path.join(folder, 'node_modules', 'code-server');
  const vscode = path.join(codeServer, 'lib', 'vscode');
  await npm(['install', '--omit=dev', '--ignore-scripts'], vscode);
  await npm(['install', '--omit=dev', '--ignore-scripts'], path.join(vscode, 'extensions'));
  await link('code-linux.sh', path.join(vscode, 'bin', 'remote-cli', 'code-server'));
  await link('browser-linux.sh', path.join(vscode, 'bin', 'helpers', 'browser.sh'));
  for (const module of NATIVE_MODULES[name]) {
    if (!module.prebuilt) await build(module, module.folder ? vscode : folder, path.dirname(path.dirname(node)));
  }
  await closeProposedApi(path.join(vscode, 'out'));
  // Proves that the binaries run here. Without --config the server would write into the person's home folder.
  await mustRun(node, [entry, '--config', path.join(folder, 'config.yaml'), '--version']);
}

async function build(module: NativeModule, cwd: string, nodeFolder: string): Promise<void> {
  // Headers of the Node that will load the module, not of the one that npm runs on.
  const env = {
    PATH: `${path.join(nodeFolder, 'bin')}:${process.env['PATH']}`,
    npm_config_nodedir: nodeFolder,
    npm_config_build_from_source: 'true',
  };
  const [command, first] = npmCommand();
  const args = [...first, 'rebuild', module.name, '--ignore-scripts=false'];
  const { code, output } = await runCommand(command, args, { cwd, env: { ...QUIET_NPM, ...env } });
  if (code === 0) return;
  if (!module.without) {
    throw new Error(`${module.name} must be compiled, which needs g++, make and python3\n${output.slice(-1500)}`);
  }
  console.error(`sotto: ${module.name} could not be compiled (g++, make and python3 are needed): ${module.without}`);
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const [command, first] = npmCommand();
  await mustRun(command, [...first, ...args], { cwd, env: QUIET_NPM });
}

// code-server answers "yes" whenever VS Code asks whether an extension may use proposed API. An extension that a stock
// VS Code refuses to load would pass every test here, so the stock answer (what the manifest declares) is put back.
const GATE_OPEN =
  /function ([\w$]+)\(([\w$]+),([\w$]+)\)\{return!0\}(function [\w$]+\(\2,\3\)\{if\(!\1\(\2,\3\)\)throw new Error\(`Extension '\$\{\2\.identifier\.value\}' CANNOT use API proposal)/;
const GATE_STRICT = 'function $1($2,$3){return!!$2.enabledApiProposals?.includes($3)}$4';
// The member that stands for "all extensions may" keeps its name in some releases and is shortened in others.
const ALL_OPEN = /(extensionEnabledProposedApi\?\?\[\]\)\.map\([\w$]+=>[\w$]+\.toKey\([\w$]+\)\)\),this\.[\w$]+=)!0,/;
const ALL_STRICT = '$1!1,';

async function closeProposedApi(out: string): Promise<void> {
  const workbench = 'vs/code/browser/workbench/workbench.js';
  await replaceIn(path.join(out, 'vs/workbench/api/node/extensionHostProcess.js'), GATE_OPEN, GATE_STRICT);
  await replaceIn(path.join(out, 'vs/workbench/api/worker/extensionHostWorkerMain.js'), GATE_OPEN, GATE_STRICT);
  await replaceIn(path.join(out, workbench), GATE_OPEN, GATE_STRICT);
  await replaceIn(path.join(out, workbench), ALL_OPEN, ALL_STRICT);
}

async function replaceIn(file: string, pattern: RegExp, replacement: string): Promise<void> {
  const before = await fs.readFile(file, 'utf8');
  const after = before.replace(pattern, replacement);
  if (after === before || pattern.test(after)) {
    throw new Error(`the proposed-API gate was not found in ${file}: this code-server needs other patterns`);
  }
  await fs.writeFile(file, after);
}

async function link(target: string, file: string): Promise<void> {
  await fs.rm(file, { force: true });
  await fs.symlink(target, file);
}

async function moveInPlace(unfinished: string, folder: string): Promise<void> {
  try {
    await fs.rename(unfinished, folder);
  } catch (error) {
    // Another run was quicker: its folder is as good as ours.
    if (!(await exists(folder))) throw error;
  }
}

/** Deletes what runs that were killed during a set-up have left. */
async function removeUnfinished(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  await fs.mkdir(parent, { recursive: true });
  for (const entry of await fs.readdir(parent)) {
    const pid = entry.startsWith(`${path.basename(folder)}.`)
      ? Number(entry.slice(path.basename(folder).length + 1))
      : 0;
    if (pid && !isRunning(pid)) await fs.rm(path.join(parent, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

if (import.meta.main) {
  try {
    console.log(await ensureHost(process.argv[2] === 'oldest' ? 'oldest' : 'current'));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.error(`sotto: ${error.message}`);
    process.exitCode = 2;
  }
}
