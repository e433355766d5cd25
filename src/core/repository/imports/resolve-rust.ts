import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';
import { folderOf, nameOf, selfAndParents, stemOf } from '../path.ts';

/**
 * `crate::`, `self::`, `super::`, a module declared here, or a crate of the same workspace. A path may go on into a
 * file's items (`crate::a::Type`), so the longest beginning that is a module file is taken.
 */
export function resolveRust({ source, names }: Import, from: string, files: FileTable): readonly string[] {
  const found = new Set<string>();
  for (const name of names.length > 0 ? names.map((each) => each.name) : ['*']) {
    const segments = [...source.split('::'), name].filter((segment) => segment !== '*' && segment !== '');
    for (const [folder, rest] of starts(segments, from, files)) {
      const file = moduleFile(folder, rest, files);
      if (file === undefined) continue;
      found.add(file);
      break;
    }
  }
  return [...found];
}

type Start = readonly [folder: string, rest: readonly string[]];

/** Where the path may begin: the folder of the module that it starts from, and what is left of it. */
function* starts(segments: readonly string[], from: string, files: FileTable): Generator<Start> {
  const [first = '', ...rest] = segments;
  if (first === 'crate') {
    yield [crateFolder(from, files), rest];
  } else if (first === 'self') {
    yield [childFolder(from), rest];
  } else if (first === 'super') {
    let folder = folderOf(childFolder(from));
    let left = rest;
    for (; left[0] === 'super'; left = left.slice(1)) folder = folderOf(folder);
    yield [folder, left];
  } else {
    // Without a module of that name here, the first segment is a crate: `my_crate` lies in a folder `my-crate`.
    const own = `${childFolder(from)}/${first}`;
    if (files.has(`${own}.rs`) || files.has(`${own}/mod.rs`)) yield [childFolder(from), segments];
    for (const crate of [first, first.replaceAll('_', '-')]) {
      for (const folder of files.foldersEndingWith(`${crate}/src`, from)) yield [folder, rest];
    }
  }
}

const FOLDER_MODULES = new Set(['mod.rs', 'lib.rs', 'main.rs']);

/** Where the modules that a file declares are looked for: `a/mod.rs` → `a`, `a/b.rs` → `a/b`. */
function childFolder(file: string): string {
  return FOLDER_MODULES.has(nameOf(file)) ? folderOf(file) : `${folderOf(file)}/${stemOf(file)}`;
}

/** `src` of the crate that the file is in. */
export function crateFolder(from: string, files: FileTable): string {
  for (const folder of selfAndParents(folderOf(from))) {
    if (files.has(`${folder}/lib.rs`) || files.has(`${folder}/main.rs`)) return folder;
  }
  return folderOf(from);
}

function moduleFile(folder: string, segments: readonly string[], files: FileTable): string | undefined {
  for (let length = segments.length; length > 0; length--) {
    const target = `${folder}/${segments.slice(0, length).join('/')}`;
    const found = [`${target}.rs`, `${target}/mod.rs`].find((path) => files.has(path));
    if (found !== undefined) return found;
  }
  return [`${folder}/mod.rs`, `${folder}.rs`, `${folder}/lib.rs`, `${folder}/main.rs`].find((path) => files.has(path));
}
