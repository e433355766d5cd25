// Bundles the extension, its two child processes and the command line as ESM with shared chunks, and the chat's page; copies
// what is loaded from disk at run time.   node scripts/build.ts [--watch] [--minify]
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { GRAMMARS } from './grammars.ts';
import { queryFiles, querySource } from './lib/query-files.ts';
import { ROOT } from './lib/root.ts';

const require = createRequire(import.meta.url);

/** By itself: code that it shared with the others would be in a file for each of the ways to share it, and activation reads them one by one. */
const EXTENSION = { extension: 'src/extension.ts' };
const PROCESSES = {
  engine: 'src/worker/engine.ts',
  indexer: 'src/worker/indexer.ts',
  'lifeline-thread': 'src/worker/lifeline-thread.ts',
  'syntax-thread': 'src/worker/syntax-thread.ts',
  cli: 'src/cli/main.ts',
};

export function buildOptions(
  outdir: string,
  entryPoints: Readonly<Record<string, string>> = PROCESSES,
): esbuild.BuildOptions {
  return {
    absWorkingDir: ROOT,
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    splitting: true,
    target: 'node22',
    external: ['vscode'],
    sourcemap: 'linked',
    metafile: true,
    // CommonJS packages ask for Node's modules through `require`, which an ESM bundle does not have.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  };
}

/** The chat's page: a script and a style of its own, for the browser inside VS Code. Its font is copied beside them. */
function webviewOptions(outdir: string): esbuild.BuildOptions {
  return {
    absWorkingDir: ROOT,
    entryPoints: [
      { in: 'src/webview/chat/main.tsx', out: 'chat' },
      { in: 'src/webview/chat/chat.css', out: 'chat' },
    ],
    outdir: path.join(outdir, 'webview'),
    bundle: true,
    platform: 'browser',
    format: 'esm',
    // VS Code 1.103, the oldest that we support, is Electron 37.
    target: 'chrome138',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    sourcemap: 'linked',
    metafile: true,
  };
}

export async function copyRuntimeFiles(outdir: string): Promise<void> {
  await fs.mkdir(path.join(outdir, 'grammars'), { recursive: true });
  await fs.copyFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(outdir, 'web-tree-sitter.wasm'));
  for (const { file, source } of GRAMMARS) {
    await fs.copyFile(require.resolve(source), path.join(outdir, 'grammars', file));
  }
  for (const file of queryFiles()) await fs.copyFile(querySource(file), path.join(outdir, 'grammars', file));
}

if (import.meta.main) {
  const dist = path.join(ROOT, 'dist');
  await fs.rm(dist, { recursive: true, force: true });
  await copyRuntimeFiles(dist);
  const builds = [buildOptions(dist, EXTENSION), buildOptions(dist), webviewOptions(dist)].map(
    (options): esbuild.BuildOptions => ({
      ...options,
      minify: process.argv.includes('--minify'),
      logLevel: 'info',
    }),
  );
  if (process.argv.includes('--watch')) {
    for (const options of builds) await (await esbuild.context(options)).watch();
  } else {
    const results = await Promise.all(builds.map((options) => esbuild.build(options)));
    const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile?.outputs));
    await fs.writeFile(path.join(dist, 'meta.json'), JSON.stringify({ outputs }));
  }
}
