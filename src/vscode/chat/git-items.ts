import * as vscode from 'vscode';
import type { ContextItem } from '../../core/chat/context-item.ts';
import { mayNotSend } from './may-send.ts';

/** As much of VS Code's own Git extension as is used here; its API is its own promise, in version 1. */
interface GitRepository {
  readonly rootUri: vscode.Uri;
  diffWithHEAD(): Promise<readonly { readonly uri: vscode.Uri }[]>;
  diffWithHEAD(path: string): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}
interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

/** A review of more than that has to be cut into parts by the person. */
const MOST_FILES = 60;
const MOST_CHARS = 200_000;

/** What is not committed yet, of the files that may be sent; files that Git does not know are not among them. */
export function changesItem(near: vscode.Uri | undefined): ContextItem {
  return {
    key: 'changes',
    kind: 'changes',
    label: 'changes',
    detail: 'What is changed and not committed',
    name: 'changes that are not committed',
    async read() {
      const repository = await repositoryAt(near);
      if (repository === undefined) return { kind: 'refused', reason: NO_GIT };
      const diffs: string[] = [];
      let room = MOST_CHARS;
      for (const { uri } of (await repository.diffWithHEAD()).slice(0, MOST_FILES)) {
        if ((await mayNotSend(uri)) !== undefined) continue;
        const diff = await repository.diffWithHEAD(uri.fsPath);
        room -= diff.length;
        if (room < 0) break;
        diffs.push(diff);
      }
      if (diffs.length === 0) return { kind: 'refused', reason: 'There is nothing that is not committed.' };
      return { kind: 'text', text: diffs.join('\n') };
    },
  };
}

/** How commits are written here. */
export function commitsItem(near: vscode.Uri | undefined): ContextItem {
  return {
    key: 'commits',
    kind: 'changes',
    label: 'last commits',
    detail: 'The messages of the last commits',
    name: 'messages of the last commits',
    async read() {
      const repository = await repositoryAt(near);
      if (repository === undefined) return { kind: 'refused', reason: NO_GIT };
      // A repository without a commit has none.
      const commits = await repository.log({ maxEntries: 8 }).catch(() => []);
      return { kind: 'text', text: commits.map(({ message }) => `- ${message.split('\n')[0]}`).join('\n') };
    },
  };
}

const NO_GIT = 'There is no Git repository here, or VS Code’s Git extension is off.';

async function repositoryAt(near: vscode.Uri | undefined): Promise<GitRepository | undefined> {
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  const git = await extension?.activate();
  if (git === undefined || !git.enabled) return undefined;
  const api = git.getAPI(1);
  return (near && api.getRepository(near)) ?? api.repositories[0];
}
