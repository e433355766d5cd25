import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';

/**
 * A package is a folder. `go.mod` is not read: the longest end of the import path that is a folder here is taken. One
 * segment alone counts only behind a host name (`example.com/tool`), or every `http` folder would be `net/http`.
 */
export function resolveGo({ source }: Import, from: string, files: FileTable): readonly string[] {
  const segments = source.split('/');
  const shortest = segments[0]!.includes('.') ? 1 : 2;
  for (let length = segments.length; length >= shortest; length--) {
    for (const folder of files.foldersEndingWith(segments.slice(-length).join('/'), from)) {
      const found = files.inFolder(folder).filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'));
      if (found.length > 0) return found;
    }
  }
  return [];
}
