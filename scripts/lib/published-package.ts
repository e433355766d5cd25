// Source that is worked with and not committed: published packages, fetched once, checked against their hash, kept in
// the cache folder.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cacheFolder } from '../cache-folder.mjs';
import { mustRun, npmCommand, QUIET_NPM } from './run-command.ts';
import { Unavailable } from './unavailable.ts';

/** One version of an npm package without a scope. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** Of the archive, in base64, as npm's `integrity` has it. */
  readonly sha512: string;
  /** Folders that are removed after unpacking: the same code again, compiled, say. */
  readonly leaveOut?: readonly string[];
}

/** The folder in the cache; only to be read. Throws `Unavailable` without a network. */
export async function packageFolder(wanted: PublishedPackage): Promise<string> {
  const folder = path.join(cacheFolder(), 'projects', `${wanted.name}-${wanted.version}`);
  if (await isFolder(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  try {
    await fs.mkdir(unfinished, { recursive: true });
    await fetchPackage(wanted, unfinished);
    await fs.rename(path.join(unfinished, 'package'), folder).catch(async (error: unknown) => {
      // Another run was quicker.
      if (!(await isFolder(folder))) throw error;
    });
  } finally {
    await fs.rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function fetchPackage({ name, version, sha512, leaveOut = [] }: PublishedPackage, into: string): Promise<void> {
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
