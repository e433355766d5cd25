// The suite as the extension host can load it: CommonJS, one file per test file.
import fs from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ROOT } from '../../scripts/lib/root.ts';

/** Returns the file whose `run()` starts all tests. */
export async function bundleSuite(): Promise<string> {
  const suite = path.join(ROOT, 'test', 'host', 'suite');
  const outdir = path.join(ROOT, 'out', 'host-suite');
  const files = (await fs.readdir(suite)).filter((file) => file === 'index.ts' || file.endsWith('.test.ts'));
  await fs.rm(outdir, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: files.map((file) => path.join(suite, file)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    // mocha is one instance for all files; it is found from out/ in our node_modules.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.cjs');
}
