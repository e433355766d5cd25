import * as vscode from 'vscode';

/** Changes come in bursts (a branch switch, a build): they are told together. */
const BURST_MS = 1_000;

/** Tells which files on disk were written, created or deleted; what VS Code is set not to watch is not told. */
export function watchFiles(onChange: (files: readonly string[]) => void): vscode.Disposable {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const note = (uri: vscode.Uri): void => {
    if (uri.scheme !== 'file' || /[\\/](\.git|node_modules)[\\/]/.test(uri.fsPath)) return;
    changed.add(uri.fsPath);
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange([...changed]);
      changed.clear();
    }, BURST_MS);
  };
  const subscriptions = [watcher, watcher.onDidChange(note), watcher.onDidCreate(note), watcher.onDidDelete(note)];
  return {
    dispose() {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
