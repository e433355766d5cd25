import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';

/** `a.b.C` (and `a.b.C.Inner`, `a.b.C.method` of a static import) is a file `a/b/C.java`; `a.b.*` all files of the folder. */
export function resolveJava({ source, names }: Import, from: string, files: FileTable): readonly string[] {
  const segments = source.split('.');
  // Two segments at the least: a class alone would be in the unnamed package, which cannot be imported from.
  for (let length = segments.length; length >= 2; length--) {
    const found = files.endingWith(`${segments.slice(0, length).join('/')}.java`, from);
    if (found.length > 0) return found.slice(0, 1);
  }
  if (!names.some(({ name }) => name === '*')) return [];
  const declared = files.inNamespace(segments.join('.'));
  if (declared.length > 0) return declared;
  const folder = files.foldersEndingWith(segments.join('/'), from)[0];
  return folder === undefined ? [] : files.inFolder(folder).filter((path) => path.endsWith('.java'));
}
