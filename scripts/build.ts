// Bundles the extension, its two child processes and the command line as ESM with shared chunks, and copies what is
// loaded from disk at run time.   node scripts/build.ts [--watch] [--minify]
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { GRAMMARS } from './grammars.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

const options: esbuild.BuildOptions = {
  absWorkingDir: root,
  entryPoints: {
    extension: 'src/extension.ts',
    engine: 'src/worker/engine.ts',
    'engine-worker': 'src/worker/engine-worker.ts',
    indexer: 'src/worker/indexer.ts',
    'indexer-worker': 'src/worker/indexer-worker.ts',
    cli: 'src/cli/main.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  splitting: true,
  target: 'node22',
  external: ['vscode'],
  sourcemap: 'linked',
  minify: process.argv.includes('--minify'),
  metafile: true,
  logLevel: 'info',
  // CommonJS packages ask for Node's modules through `require`, which an ESM bundle does not have.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
};

async function copyRuntimeFiles(): Promise<void> {
  await fs.mkdir(path.join(dist, 'grammars'), { recursive: true });
  await fs.copyFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(dist, 'web-tree-sitter.wasm'));
  for (const { file, source } of GRAMMARS) {
    await fs.copyFile(require.resolve(source), path.join(dist, 'grammars', file));
  }
}

await fs.rm(dist, { recursive: true, force: true });
await copyRuntimeFiles();
if (process.argv.includes('--watch')) {
  await (await esbuild.context(options)).watch();
} else {
  const result = await esbuild.build(options);
  await fs.writeFile(path.join(dist, 'meta.json'), JSON.stringify(result.metafile));
}
