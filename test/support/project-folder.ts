// Real projects for tests to work on.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packageFolder } from '../../scripts/lib/published-package.ts';
import { ROOT } from '../../scripts/lib/root.ts';

const PACKAGES = {
  /** 1,500 TypeScript files of one style, MIT. Its dependencies are not needed to read it. */
  viem: {
    name: 'viem',
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
  return packageFolder(PACKAGES[name]);
}
