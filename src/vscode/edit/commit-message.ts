import * as vscode from 'vscode';
import { commitMessagePrompt, readCommitMessage } from '../../core/edit/prompts/commit-message-prompt.ts';
import { isPrivateFile } from '../../core/safety/private-file.ts';
import { changedFiles, type FileChange, recentMessages } from '../../node/git-changes.ts';
import { askModel, ensureServer } from './ask-model.ts';
import type { FixOptions } from './fix-command.ts';
import { repositoryFolder, repositoryFor } from './repositories.ts';

/** Each file shows its beginning where all of it would be too much. */
const MOST_CHARS = 24_000;

/** *Commit Message*: into the box of the source control view, to be changed before anything is committed. */
export async function commitMessageCommand(hint: unknown, options: FixOptions): Promise<void> {
  const folder = await repositoryFolder(hint);
  if (folder === undefined || !(await ensureServer(options))) return;
  const signal = AbortSignal.timeout(20_000);
  const changes = await readChanges(folder, signal);
  if (changes.length === 0) {
    void vscode.window.showInformationMessage('Sotto: Git shows no change here to write a message for.');
    return;
  }
  const prompt = commitMessagePrompt(shorten(changes), await recentMessages(folder, signal));
  const answer = await askModel({ title: 'writing the commit message', messages: prompt }, options);
  if (answer.kind === 'failed') {
    void vscode.window.showWarningMessage(`Sotto: ${answer.sentence}`);
    return;
  }
  if (answer.kind !== 'answered') return;
  const message = readCommitMessage(answer.text);
  if (message === '') {
    void vscode.window.showWarningMessage('Sotto: the model answered with nothing.');
    return;
  }
  const repository = await repositoryFor(hint);
  if (repository) {
    repository.inputBox.value = message;
    await vscode.commands.executeCommand('workbench.view.scm');
    return;
  }
  // VS Code's Git is off: a place to take it from.
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'git-commit', content: message }),
  );
}

/** What is staged, or else everything; files that hold credentials apart. */
export async function readChanges(folder: string, signal: AbortSignal): Promise<readonly FileChange[]> {
  try {
    const staged = await changedFiles(folder, 'staged', signal);
    const all = staged.length > 0 ? staged : await changedFiles(folder, 'all', signal);
    return all.filter(({ path }) => !isPrivateFile(path.split('/').at(-1) ?? ''));
  } catch {
    // No repository, no git, or no commit yet.
    return [];
  }
}

function shorten(changes: readonly FileChange[]): string {
  const each = Math.floor(MOST_CHARS / changes.length);
  return changes.map(({ diff }) => (diff.length <= each ? diff : `${diff.slice(0, each)}\n…\n`)).join('');
}
