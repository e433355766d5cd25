import * as vscode from 'vscode';
import { reasonByName, reasonNotToSend } from '../../node/reason-not-to-send.ts';

/** Why nothing of a document may go to a server, as a sentence; `undefined` where nothing speaks against it. */
export async function mayNotSend(uri: vscode.Uri): Promise<string | undefined> {
  switch (uri.scheme) {
    case 'file':
    // A cell's path is its notebook's.
    case 'vscode-notebook-cell':
      return reasonNotToSend(uri.fsPath, workspaceRoots());
    case 'untitled':
      return reasonByName(uri.path);
    default:
      return vscode.workspace.getWorkspaceFolder(uri) === undefined
        ? 'It is outside of this workspace.'
        : reasonByName(uri.path);
  }
}

export function workspaceRoots(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}
