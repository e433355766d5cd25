import path from 'node:path';
import * as vscode from 'vscode';

/** As far as the Git extension's API (version 1) is used here. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  /** What is changed against the last commit. */
  diffWithHEAD(): Promise<readonly { readonly uri: vscode.Uri }[]>;
  diffWithHEAD(path: string): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

/** The one of a source control view, of the file in front, or the only one; none where VS Code's Git is off. */
export async function repositoryFor(hint: unknown): Promise<GitRepository | undefined> {
  const all = await repositories();
  const root = rootIn(hint);
  const file = vscode.window.activeTextEditor?.document.uri;
  return (
    all.find(({ rootUri }) => rootUri.toString() === root?.toString()) ??
    all.find(({ rootUri }) => file !== undefined && isInside(file, rootUri)) ??
    all[0]
  );
}

/** Where to run git: a repository's root, else the folder of the file in front. */
export async function repositoryFolder(hint: unknown): Promise<string | undefined> {
  const repository = await repositoryFor(hint);
  if (repository) return repository.rootUri.fsPath;
  const file = vscode.window.activeTextEditor?.document.uri;
  const folder = (file && vscode.workspace.getWorkspaceFolder(file)) ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
}

async function repositories(): Promise<readonly GitRepository[]> {
  interface GitExports {
    readonly enabled: boolean;
    getAPI(version: 1): { readonly repositories: readonly GitRepository[] };
  }
  const extension = vscode.extensions.getExtension<GitExports>('vscode.git');
  if (!extension) return [];
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1).repositories : [];
}

/** What the button of a source control view gives along. */
function rootIn(hint: unknown): vscode.Uri | undefined {
  if (typeof hint !== 'object' || hint === null || !('rootUri' in hint)) return undefined;
  return hint.rootUri instanceof vscode.Uri ? hint.rootUri : undefined;
}

function isInside(file: vscode.Uri, root: vscode.Uri): boolean {
  const relative = path.relative(root.fsPath, file.fsPath);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
