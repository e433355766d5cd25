import { crateFolder } from '../../repository/imports/resolve-rust.ts';
import { nameOf, stemOf } from '../../repository/path.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import type { FindSource } from './needed-import.ts';

/**
 * By `crate::` within a crate. A module that is not said to be public can be named below its parent alone, and which are
 * is not in the index: for what is further down, some file must show the way.
 */
export const rustSource: FindSource = (target, from, repository, example) => {
  const { path, definition } = target;
  if (/^pub\((?:super|self|in\b)/.test(definition.signature) || definition.kind === 'module') return undefined;
  const folder = crateFolder(from.path, repository.files);
  const isSameCrate =
    folder === crateFolder(path, repository.files) && !isProgramBesideLibrary(from.path, folder, repository);
  if (example && !/^(?:self|super)\b/.test(example.source) && example.source !== '') {
    const isOwn = example.source === 'crate' || example.source.startsWith('crate::');
    if (!isOwn || crateFolder(example.path, repository.files) === folder) return named(example.source);
  }
  if (!isSameCrate) return undefined;
  const modules = modulesOf(path, folder);
  const [first] = modules;
  if (modules.length > 1 && !isBelowModule(from.path, folder, first!)) return undefined;
  if (modules.length > 2) return undefined;
  return named(['crate', ...modules].join('::'));
};

function named(source: string) {
  return { source, kind: 'named' } as const;
}

/** `src/main.rs` beside `src/lib.rs` is a crate of its own. */
function isProgramBesideLibrary(path: string, folder: string, { files }: RepositoryOutline): boolean {
  return nameOf(path) === 'main.rs' && files.has(`${folder}/lib.rs`);
}

function modulesOf(path: string, folder: string): readonly string[] {
  const parts = path.slice(folder.length + 1).split('/');
  const stem = stemOf(parts.pop()!);
  return ['mod', 'lib', 'main'].includes(stem) ? parts : [...parts, stem];
}

function isBelowModule(path: string, folder: string, module: string): boolean {
  return path.startsWith(`${folder}/${module}/`) || path === `${folder}/${module}.rs`;
}
