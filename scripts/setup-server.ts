// Builds llama.cpp's own HTTP server for tests, with a tiny model to load into it.   node scripts/setup-server.ts
// Its source comes inside the npm package node-llama-cpp (MIT), as a git bundle; nothing is fetched from anywhere else.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { cacheFolder } from './cache-folder.mjs';
import { mustRun, npmCommand, QUIET_NPM, runCommand } from './lib/run-command.ts';
import { writeTinyModel } from './make-tiny-model.ts';

export interface LlamaServer {
  readonly executable: string;
  /** Random weights behind StarCoder's tokenizer, with a chat template: for the wire and the caches, not for quality. */
  readonly model: string;
}

const VERSION = '3.22.1';
// Counts up when the steps below change, so that folders prepared in the old way are not used any more.
const RECIPE = 1;
const VOCABULARY = 'ggml-vocab-starcoder.gguf';

/**
 * What `SOTTO_LLAMA_SERVER` names (the executable or its folder, with the vocabulary beside it or under `vocab/`), else
 * what was built before; `undefined` where there is neither. Builds nothing.
 */
export async function findLlamaServer(): Promise<LlamaServer | undefined> {
  const named = process.env['SOTTO_LLAMA_SERVER'];
  if (named === undefined || named === '') return serverIn(builtFolder());
  const found = await serverIn((await isFile(named)) ? path.dirname(named) : named);
  if (found === undefined) throw new Error(`SOTTO_LLAMA_SERVER=${named}: no llama-server with ${VOCABULARY} there`);
  return found;
}

/** As `findLlamaServer`, and builds it where it is missing: 4 to 12 minutes, once. */
export async function ensureLlamaServer(jobs = os.availableParallelism()): Promise<LlamaServer> {
  const found = await findLlamaServer();
  if (found !== undefined) return found;
  const folder = builtFolder();
  console.error(`sotto: building llama.cpp's server into ${folder}: 4 to 12 minutes, once; tests talk to it`);
  for (const tool of ['git', 'cmake', 'g++']) {
    const { code } = await runCommand(tool, ['--version']);
    if (code !== 0) throw new Error(`building llama.cpp's server needs ${tool}`);
  }
  const unfinished = `${folder}.${process.pid}`;
  try {
    await fs.mkdir(unfinished, { recursive: true });
    await build(unfinished, jobs);
    await fs.rename(unfinished, folder).catch(async (error: unknown) => {
      // Another run was quicker: then its folder is as good as ours.
      if ((await serverIn(folder)) === undefined) throw error;
    });
  } finally {
    await fs.rm(unfinished, { recursive: true, force: true });
  }
  return (await serverIn(folder))!;
}

function builtFolder(): string {
  return path.join(cacheFolder(), `llama-server-${VERSION}-${RECIPE}`);
}

async function serverIn(folder: string): Promise<LlamaServer | undefined> {
  const executable = path.join(folder, process.platform === 'win32' ? 'llama-server.exe' : 'llama-server');
  const places = [path.join(folder, 'vocab', VOCABULARY), path.join(folder, VOCABULARY)];
  const present = await Promise.all(places.map(isFile));
  const vocabulary = places.find((_, i) => present[i]);
  if (vocabulary === undefined || !(await isFile(executable))) return undefined;
  // Made when first needed, and kept with the other things that outlive a clone: the server's folder may be read-only.
  const model = path.join(cacheFolder(), `tiny-model-${RECIPE}.gguf`);
  if (!(await isFile(model))) {
    await fs.mkdir(cacheFolder(), { recursive: true });
    const unfinished = `${model}.${process.pid}`;
    await writeTinyModel({ vocabulary, out: unfinished, chat: true });
    await fs.rename(unfinished, model);
  }
  return { executable, model };
}

async function build(into: string, jobs: number): Promise<void> {
  const work = await fs.mkdtemp(path.join(os.tmpdir(), 'sotto-llama-'));
  try {
    const [npm, first] = npmCommand();
    const env = QUIET_NPM;
    await mustRun(npm, [...first, 'pack', `node-llama-cpp@${VERSION}`], { cwd: work, env });
    await mustRun('tar', ['xzf', `node-llama-cpp-${VERSION}.tgz`, 'package/llama/gitRelease.bundle'], { cwd: work });
    await mustRun('git', ['clone', '--quiet', 'package/llama/gitRelease.bundle', 'source'], { cwd: work });
    await mustRun('cmake', ['-S', 'source', '-B', 'build', ...CMAKE_OPTIONS], { cwd: work });
    await mustRun('cmake', ['--build', 'build', '--target', 'llama-server', `-j${jobs}`], { cwd: work });
    const built = path.join(work, 'build', 'bin', 'llama-server');
    // Only for its size; a server with symbols is as good.
    await runCommand('strip', [built]);
    await fs.copyFile(built, path.join(into, 'llama-server'));
    await fs.mkdir(path.join(into, 'vocab'));
    await fs.copyFile(path.join(work, 'source', 'models', VOCABULARY), path.join(into, 'vocab', VOCABULARY));
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}

// Static, without what would need further libraries; GGML_NATIVE off, so that a cache folder may move between machines.
const CMAKE_OPTIONS = [
  '-DCMAKE_BUILD_TYPE=Release',
  '-DBUILD_SHARED_LIBS=OFF',
  '-DGGML_NATIVE=OFF',
  '-DLLAMA_CURL=OFF',
  '-DLLAMA_OPENSSL=OFF',
  '-DLLAMA_BUILD_TESTS=OFF',
  '-DLLAMA_BUILD_EXAMPLES=OFF',
  '-DLLAMA_BUILD_UI=OFF',
];

async function isFile(file: string): Promise<boolean> {
  return fs.stat(file).then(
    (stat) => stat.isFile(),
    () => false,
  );
}

if (import.meta.main) {
  const { executable, model } = await ensureLlamaServer(Number(process.env['SOTTO_BUILD_JOBS'] ?? 0) || undefined);
  console.log(`${executable}\n${model}`);
}
