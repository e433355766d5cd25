import fs from 'node:fs/promises';
import path from 'node:path';
import { packageTypes } from '../../core/repository/package-types.ts';
import { folderOf, selfAndParents } from '../../core/repository/path.ts';
import { isInside } from '../../node/is-inside.ts';

/** An installed package as it is imported from one place. */
export interface InstalledPackage {
  /** Changes with its version. */
  readonly key: string;
  /** Where what is imported may be declared, likeliest first. */
  readonly entries: readonly string[];
}

/** What a source names: `@scope/name/sub` → the package `@scope/name` and in it `./sub`. */
export interface PackageSource {
  readonly languageId: string;
  readonly source: string;
  /** Of the file that imports. */
  readonly from: string;
  /** The workspace folder: nothing outside it is looked at. */
  readonly root: string;
  /** Most folders have no packages of their own, and are asked about for every import of every file in them. */
  hasFolder(folder: string): Promise<boolean>;
}

/** `undefined` where there is none in a dependency folder of the workspace folder. */
export function findPackage(source: PackageSource): Promise<InstalledPackage | undefined> {
  return source.languageId === 'python' ? findPython(source) : findNode(source);
}

/** Larger ones are no manifests. */
const MAX_MANIFEST = 200_000;

async function findNode({ source, from, root, hasFolder }: PackageSource): Promise<InstalledPackage | undefined> {
  const [, name, rest] = /^((?:@[\w.~-]+\/)?[\w.~-]+)((?:\/[^/]+)*)$/.exec(source) ?? [];
  if (name === undefined || name.startsWith('.')) return undefined;
  const typesName = `@types/${name.replace(/^@([^/]+)\//, '$1__')}`;
  for (const parent of foldersUpTo(root, from)) {
    if (!(await hasFolder(`${parent}/node_modules`))) continue;
    for (const each of [name, typesName]) {
      const folder = await realInside(`${parent}/node_modules/${each}`, root);
      // One that leads out of the dependency folders is a package of the workspace, and known by itself.
      if (folder === undefined || !folder.includes('/node_modules/')) continue;
      const manifest = await readManifest(`${folder}/package.json`);
      if (manifest === undefined) continue;
      const entries = packageTypes(manifest.text, folder, `.${rest}`);
      const found = await firstReal(entries, root);
      if (found !== undefined) return { key: `${folder}@${manifest.version}${rest}`, entries: [found] };
    }
  }
  return undefined;
}

async function readManifest(file: string): Promise<{ readonly text: string; readonly version: string } | undefined> {
  try {
    const { size, mtimeMs } = await fs.stat(file);
    if (size > MAX_MANIFEST) return undefined;
    const text = await fs.readFile(file, 'utf8');
    const version = /"version"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '';
    return { text, version: `${version} ${mtimeMs}` };
  } catch {
    return undefined;
  }
}

const ENVIRONMENTS = ['.venv', 'venv', 'env'];

async function findPython({ source, from, root, hasFolder }: PackageSource): Promise<InstalledPackage | undefined> {
  const parts = source.split('.');
  if (parts.some((part) => !/^\w+$/.test(part))) return undefined;
  for (const parent of foldersUpTo(root, from)) {
    for (const environment of ENVIRONMENTS) {
      if (!(await hasFolder(`${parent}/${environment}`))) continue;
      for (const site of await sitePackages(`${parent}/${environment}`)) {
        const modules = [[`${parts[0]}-stubs`, ...parts.slice(1)], parts].map((each) => `${site}/${each.join('/')}`);
        const files = modules.flatMap((each) => [
          `${each}.pyi`,
          `${each}/__init__.pyi`,
          `${each}.py`,
          `${each}/__init__.py`,
        ]);
        const found = await firstReal(files, root);
        if (found === undefined) continue;
        const { mtimeMs } = await fs.stat(found);
        return { key: `${found} ${mtimeMs}`, entries: [found] };
      }
    }
  }
  return undefined;
}

async function sitePackages(environment: string): Promise<readonly string[]> {
  const versions = await fs.readdir(`${environment}/lib`).catch(() => []);
  const unix = versions.filter((each) => each.startsWith('python')).toSorted();
  return [...unix.map((each) => `${environment}/lib/${each}/site-packages`), `${environment}/Lib/site-packages`];
}

function* foldersUpTo(root: string, file: string): Generator<string> {
  for (const folder of selfAndParents(folderOf(file))) {
    if (folder === root || isInside(root, folder)) yield folder;
  }
}

async function firstReal(files: readonly string[], root: string): Promise<string | undefined> {
  for (const file of files) {
    const real = await realInside(file, root);
    if (real !== undefined) return real;
  }
  return undefined;
}

/** With its links followed; `undefined` where there is nothing, or they lead out of the root. */
export async function realInside(file: string, root: string): Promise<string | undefined> {
  try {
    const [real, base] = await Promise.all([fs.realpath(file), fs.realpath(root)]);
    if (!isInside(base, real)) return undefined;
    return real.split(path.sep).join('/');
  } catch {
    return undefined;
  }
}
