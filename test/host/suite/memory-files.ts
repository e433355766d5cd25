import * as vscode from 'vscode';

/** Files that are in memory alone, as those of an editor that has no disk. */
export function memoryFiles(): vscode.FileSystemProvider {
  const files = new Map<string, Uint8Array>();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

  function entry(uri: vscode.Uri): vscode.FileType {
    if (files.has(uri.path)) return vscode.FileType.File;
    const below = uri.path === '/' ? '/' : `${uri.path}/`;
    if ([...files.keys()].some((file) => file.startsWith(below))) return vscode.FileType.Directory;
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  return {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => ({ type: entry(uri), ctime: 0, mtime: 0, size: files.get(uri.path)?.length ?? 0 }),
    readDirectory: () => [],
    createDirectory: () => undefined,
    readFile(uri) {
      entry(uri);
      return files.get(uri.path) ?? new Uint8Array();
    },
    writeFile: (uri, content) => void files.set(uri.path, content),
    delete: (uri) => void files.delete(uri.path),
    rename() {
      throw vscode.FileSystemError.NoPermissions();
    },
  };
}
