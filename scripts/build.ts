// Bundles the extension, its two child processes and the command line as ESM with shared chunks, and copies what is
// loaded from disk at run time.   node scripts/build.ts [--watch] [--minify]
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { GRAMMARS } from './grammars.ts';
import { ROOT } from './lib/root.ts';

const require = createRequire(import.meta.url);

export function buildOptions(outdir: string): esbuild.BuildOptions {
  return {
    absWorkingDir: ROOT,
    entryPoints: {
      extension: 'src/extension.ts',
      engine: 'src/worker/engine.ts',
      indexer: 'src/worker/indexer.ts',
      'lifeline-thread': 'src/worker/lifeline-thread.ts',
      'syntax-thread': 'src/worker/syntax-thread.ts',
      cli: 'src/cli/main.ts',
    },
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

export async function copyRuntimeFiles(outdir: string): Promise<void> {
  await fs.mkdir(path.join(outdir, 'grammars'), { recursive: true });
  await fs.copyFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(outdir, 'web-tree-sitter.wasm'));
  for (const { file, source } of GRAMMARS) {
    await fs.copyFile(require.resolve(source), path.join(outdir, 'grammars', file));
  }
}

if (import.meta.main) {
  const dist = path.join(ROOT, 'dist');
  await fs.rm(dist, { recursive: true, force: true });
  await copyRuntimeFiles(dist);
  const options: esbuild.BuildOptions = {
    ...buildOptions(dist),
    minify: process.argv.includes('--minify'),
    logLevel: 'info',
  };
  if (process.argv.includes('--watch')) {
    await (await esbuild.context(options)).watch();
  } else {
    const result = await esbuild.build(options);
    await fs.writeFile(path.join(dist, 'meta.json'), JSON.stringify(result.metafile));
  }
}
