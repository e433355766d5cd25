import fs from 'node:fs/promises';
import { Lru } from '../../core/base/lru.ts';
import { findExported } from '../../core/repository/find-exported.ts';
import { resolveImport } from '../../core/repository/imports/resolve-import.ts';
import type { FileOutline, Import } from '../../core/repository/outline.ts';
import { folderOf, joinPath } from '../../core/repository/path.ts';
import { type LocatedDefinition, RepositoryOutline } from '../../core/repository/repository-outline.ts';
import { readSource } from '../../node/read-source.ts';
import type { Outliner } from '../outline/create-outliner.ts';
import { findPackage, type InstalledPackage, realInside } from './find-package.ts';

/** What is not read by then is read for the next question. */
const BUDGET_MS = 60;
/** How long a package or a folder that was looked for counts as being there, or not. */
const FRESH_MS = 10_000;
const MAX_PACKAGES = 64;
const MAX_FOLDERS = 1024;
/** Of one package, for all that is ever asked of it. */
const MAX_FILES = 40;
const MAX_BYTES = 2_000_000;
const MAX_STEPS = 4;

const NODE = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact']);

/**
 * The signatures of what a text imports by name from installed packages, at the version that is installed: read where the
 * package declares its types, when they are asked for, through its re-exports, and kept by version. Only dependency folders
 * of the workspace folder are looked into.
 */
export class Dependencies {
  readonly #outliner: Outliner;
  readonly #now: () => number;
  readonly #found = new Lru<string, FoundPackage>(4 * MAX_PACKAGES);
  readonly #folders = new Lru<string, { readonly isThere: Promise<boolean>; readonly atMs: number }>(MAX_FOLDERS);
  readonly #read = new Lru<string, ReadPackage>(MAX_PACKAGES);

  constructor(outliner: Outliner, now: () => number) {
    this.#outliner = outliner;
    this.#now = now;
  }

  /** `repository` is the workspace's own index: what it knows is not looked for here. */
  async of(outline: FileOutline, root: string, repository: RepositoryOutline): Promise<readonly LocatedDefinition[]> {
    const isNode = NODE.has(outline.languageId);
    if (!isNode && outline.languageId !== 'python') return [];
    const endMs = this.#now() + BUDGET_MS;
    const found: LocatedDefinition[] = [];
    for (const imported of outline.imports) {
      const { source, names } = imported;
      if (/^(?:[./#]|node:)/.test(source) || names.every(({ name }) => name === '*')) continue;
      if (resolveImport(imported, outline, repository.files).length > 0) continue;
      const installed = await this.#find(outline, source, root);
      if (!installed) continue;
      for (const { name, local } of names) {
        if (name === '*') continue;
        found.push(
          ...(await this.#exported(installed, { name, local }, isNode ? 'typescript' : 'python', root, endMs)),
        );
        if (this.#now() > endMs) return found;
      }
    }
    return found;
  }

  async #find({ path, languageId }: FileOutline, source: string, root: string): Promise<InstalledPackage | undefined> {
    const key = `${folderOf(path)} ${languageId} ${source}`;
    const known = this.#found.get(key);
    if (known && this.#now() - known.atMs < FRESH_MS) return known.installed;
    const installed = await findPackage({
      languageId,
      source,
      from: path,
      root,
      hasFolder: (folder) => this.#hasFolder(folder),
    });
    this.#found.set(key, { installed, atMs: this.#now() });
    return installed;
  }

  #hasFolder(folder: string): Promise<boolean> {
    const known = this.#folders.get(folder);
    if (known && this.#now() - known.atMs < FRESH_MS) return known.isThere;
    const isThere = fs.access(folder).then(
      () => true,
      () => false,
    );
    this.#folders.set(folder, { isThere, atMs: this.#now() });
    return isThere;
  }

  async #exported(
    { key, entries }: InstalledPackage,
    { name, local }: { readonly name: string; readonly local: string },
    languageId: string,
    root: string,
    endMs: number,
  ): Promise<readonly LocatedDefinition[]> {
    const files = this.#read.get(key) ?? { repository: new RepositoryOutline(), tried: new Set(), bytes: 0 };
    this.#read.set(key, files);
    const [entry] = entries as [string];
    let level: readonly string[] = [entry];
    let names: ReadonlySet<string> = new Set([name]);
    for (let step = 0; step <= MAX_STEPS && level.length > 0; step++) {
      for (const file of level) {
        if (this.#now() > endMs) return [];
        await this.#take(file, languageId, files, root);
      }
      const found = findExported(files.repository, entry, name, local);
      if (found.length > 0) return found;
      const onward = level.flatMap((file) => reExports(files.repository.get(file), names));
      level = [...new Set(onward.flatMap((each) => each.files))];
      names = new Set(onward.map((each) => each.name));
    }
    return [];
  }

  async #take(file: string, languageId: string, files: ReadPackage, root: string): Promise<void> {
    if (files.tried.has(file) || files.repository.size >= MAX_FILES || files.bytes > MAX_BYTES) return;
    files.tried.add(file);
    // A package may link to anything.
    if ((await realInside(file, root)) !== file) return;
    const source = await readSource(file, languageId);
    if (source.kind !== 'text') return;
    files.bytes += source.bytes;
    const outline = await this.#outliner.outline(file, languageId, source.text);
    if (outline) files.repository.set(outline);
  }
}

interface FoundPackage {
  readonly installed: InstalledPackage | undefined;
  readonly atMs: number;
}

interface ReadPackage {
  readonly repository: RepositoryOutline;
  readonly tried: Set<string>;
  bytes: number;
}

/** Files that a name may come from, with its name there. */
function reExports(
  outline: FileOutline | undefined,
  names: ReadonlySet<string>,
): readonly { readonly files: readonly string[]; readonly name: string }[] {
  if (!outline) return [];
  return outline.imports.flatMap((imported) =>
    imported.names
      .filter(({ local }) => local === '*' || names.has(local))
      .flatMap(({ name }) => {
        const files = filesOf(imported, outline);
        return name === '*' ? [...names].map((each) => ({ files, name: each })) : [{ files, name }];
      }),
  );
}

/** Within the package: what is written relative to the file. */
function filesOf({ source }: Import, { path, languageId }: FileOutline): readonly string[] {
  const folder = folderOf(path);
  if (languageId === 'python') {
    const dots = /^\.*/.exec(source)![0].length;
    if (dots === 0) return [];
    const target = joinPath(joinPath(folder, '../'.repeat(dots - 1)), source.slice(dots).replaceAll('.', '/'));
    return [`${target}.pyi`, `${target}.py`, `${target}/__init__.pyi`, `${target}/__init__.py`];
  }
  if (!/^\.\.?(?:\/|$)/.test(source)) return [];
  const target = joinPath(folder, source);
  const stem = target.replace(/\.[cm]?jsx?$/, '');
  return [`${stem}.d.ts`, `${stem}.ts`, `${stem}.d.mts`, `${stem}.d.cts`, `${target}/index.d.ts`];
}
