// Real projects for tests to work on. No third-party source is committed: the published package is fetched once, checked
// against its hash, and kept in the cache folder.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { cacheFolder } from '../../scripts/cache-folder.mjs';
import { mustRun, npmCommand, QUIET_NPM } from '../../scripts/lib/run-command.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { Unavailable } from '../../scripts/lib/unavailable.ts';

const PACKAGES = {
  /** 1,500 TypeScript files of one style, MIT. Its dependencies are not needed to read it. */
  viem: {
    version: '2.57.20',
    sha512: 'LSvREzKT7xFXpmxW2YFJ/OtcZRkSGLp5zywSgadBf0qQCeqh2+FxHHWyrS2zEG7ZfBWQQvk8HI1i4HPzSMD14g==',
    // The same code again, compiled.
    leaveOut: ['_cjs', '_esm', '_types'],
  },
} as const;

export interface Project {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** A fresh copy of a project: of a published package, or of `test/fixtures/sample-project`. */
export async function projectFolder(name: keyof typeof PACKAGES | 'sample-project'): Promise<Project> {
  const source = name === 'sample-project' ? path.join(ROOT, 'test', 'fixtures', name) : await packageSources(name);
  const parent = await fs.mkdtemp(path.join(os.tmpdir(), 'sotto-project-'));
  const folder = path.join(parent, name);
  await fs.cp(source, folder, { recursive: true });
  return { folder, remove: () => fs.rm(parent, { recursive: true, force: true }) };
}

/** The folder in the cache; only to be read. */
export async function packageSources(name: keyof typeof PACKAGES): Promise<string> {
  const { version } = PACKAGES[name];
  const folder = path.join(cacheFolder(), 'projects', `${name}-${version}`);
  if (await isFolder(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  try {
    await fs.mkdir(unfinished, { recursive: true });
    await fetchPackage(name, unfinished);
    await fs.rename(path.join(unfinished, 'package'), folder).catch(async (error: unknown) => {
      // Another run was quicker.
      if (!(await isFolder(folder))) throw error;
    });
  } finally {
    await fs.rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function fetchPackage(name: keyof typeof PACKAGES, into: string): Promise<void> {
  const { version, sha512, leaveOut } = PACKAGES[name];
  const [npm, first] = npmCommand();
  try {
    await mustRun(npm, [...first, 'pack', `${name}@${version}`, '--pack-destination', into], {
      cwd: into,
      env: QUIET_NPM,
    });
  } catch (error) {
    throw new Unavailable('network', `the package ${name} ${version} could not be fetched`, { cause: error });
  }
  const archive = path.join(into, `${name}-${version}.tgz`);
  const hash = createHash('sha512')
    .update(await fs.readFile(archive))
    .digest('base64');
  if (hash !== sha512) throw new Error(`${name} ${version} has another hash than the pinned one: ${hash}`);
  await mustRun('tar', ['-xzf', archive, '-C', into]);
  for (const folder of leaveOut) await fs.rm(path.join(into, 'package', folder), { recursive: true, force: true });
}

async function isFolder(file: string): Promise<boolean> {
  return fs.stat(file).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
