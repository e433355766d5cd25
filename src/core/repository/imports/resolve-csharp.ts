import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';

const NOT_OURS = /^(?:System|Microsoft|Windows)(?:\.|$)/;

/**
 * The files that declare the namespace, else those that lie where its name says: a namespace may be spread over any files; by custom it follows the folders, which may be dotted (`App.Core/Models` for
 * `App.Core.Models`), and its first part may be the project's name alone. So the longest matching end is taken.
 */
export function resolveCSharp({ source }: Import, from: string, files: FileTable): readonly string[] {
  const declared = files.inNamespace(source);
  if (declared.length > 0) return declared;
  const segments = source.split('.');
  const last = segments.at(-1)!;
  for (let length = segments.length; length >= 1; length--) {
    // `System.Text` must not find a folder `Text` of ours; in full it may be ours all the same.
    if (length < segments.length && NOT_OURS.test(source)) break;
    const suffix = segments.slice(-length).join('.');
    const folders = candidates(segments.slice(-length), last, from, files).filter((folder) =>
      `.${folder.replaceAll('/', '.')}`.endsWith(`.${suffix}`),
    );
    const found = folders.flatMap((folder) => files.inFolder(folder)).filter((path) => path.endsWith('.cs'));
    if (found.length > 0) return found;
  }
  const file = files.endingWith(`${last}.cs`, from)[0];
  return file === undefined || NOT_OURS.test(source) ? [] : [file];
}

/** Folders whose own name is the last part, or several parts with dots between. */
function candidates(segments: readonly string[], last: string, from: string, files: FileTable): readonly string[] {
  const names = segments.map((_, index) => segments.slice(index).join('.'));
  return [...new Set([last, ...names])].flatMap((name) => files.foldersEndingWith(name, from));
}
