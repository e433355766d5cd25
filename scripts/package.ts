// Builds the minified extension and packs it:   node scripts/package.ts   writes out/sotto-<version>.vsix
import fs from 'node:fs/promises';
import path from 'node:path';
import { mustRun } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';

/** Returns the packed file. Leaves the minified build in dist/. */
export async function packExtension(): Promise<string> {
  await mustRun(process.execPath, [path.join(ROOT, 'scripts', 'build.ts'), '--minify'], { cwd: ROOT });
  return packFolder(ROOT, path.join(ROOT, 'out'));
}

/** Packs an extension's folder as it is; the .vsix is named after the manifest. */
export async function packFolder(folder: string, into: string): Promise<string> {
  const { name, version } = JSON.parse(await fs.readFile(path.join(folder, 'package.json'), 'utf8'));
  const vsix = path.join(into, `${name}-${version}.vsix`);
  await fs.mkdir(into, { recursive: true });
  await fs.rm(vsix, { force: true });
  const vsce = path.join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Everything we need at run time is in the bundles. A message about a missing repository or license would be a question
  // that nobody answers here, so it is skipped.
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  await mustRun(process.execPath, [vsce, ...args], { cwd: folder });
  return vsix;
}

if (import.meta.main) {
  const vsix = await packExtension();
  const { size } = await fs.stat(vsix);
  console.log(`${path.relative(process.cwd(), vsix)}  ${(size / 1e6).toFixed(2)} MB`);
}
