import * as vscode from 'vscode';
import { reviewPrompt } from '../../core/edit/prompts/review-prompt.ts';
import { type Finding, readFindings } from '../../core/edit/read-findings.ts';
import { harmlessMarkdown } from '../../core/safety/harmless-markdown.ts';
import type { FileChange } from '../../node/git-changes.ts';
import { askModel, ensureServer } from './ask-model.ts';
import { readChanges } from './commit-message.ts';
import { type EditTarget, inputFor } from './edit-target.ts';
import type { FixOptions } from './fix-command.ts';
import { repositoryFolder } from './repositories.ts';

/** A review of more files than these is a review of none. */
const MOST_FILES = 20;

interface Place extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
  readonly line: number;
}

/** *Review Changes*: what a model finds in what changed, as a list that leads to the places. */
export async function reviewChangesCommand(hint: unknown, options: FixOptions): Promise<void> {
  const folder = await repositoryFolder(hint);
  if (folder === undefined || !(await ensureServer(options))) return;
  const changes = await readChanges(folder, AbortSignal.timeout(20_000));
  if (changes.length === 0) {
    void vscode.window.showInformationMessage('Sotto: Git shows no change here to review.');
    return;
  }
  const places: Place[] = [];
  const prose: string[] = [];
  for (const [index, change] of changes.slice(0, MOST_FILES).entries()) {
    const found = await review(change, folder, `reviewing ${change.path} (${index + 1} of ${changes.length})`, options);
    if (found === 'stopped') break;
    places.push(...found.places);
    if (found.prose !== '') prose.push(`## ${change.path}\n\n${found.prose}`);
  }
  if (places.length > 0) return showPlaces(places);
  if (prose.length === 0) {
    void vscode.window.showInformationMessage(`Sotto: nothing found in ${changes.length} changed files.`);
    return;
  }
  // It said something, without places: to be read, rather than lost.
  await vscode.window.showTextDocument(options.documents.add('Review.md', harmlessMarkdown(prose.join('\n\n'))));
}

async function review(
  { path, diff }: FileChange,
  folder: string,
  title: string,
  options: FixOptions,
): Promise<{ readonly places: readonly Place[]; readonly prose: string } | 'stopped'> {
  const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), path);
  const document = await vscode.workspace.openTextDocument(uri).then(
    (opened) => opened,
    // Deleted, or no text.
    () => undefined,
  );
  if (!document) return { places: [], prose: '' };
  const target: EditTarget = { document, scope: 'file', lines: undefined, label: path };
  const input = await inputFor(target, options);
  const answer = await askModel({ title, messages: reviewPrompt(input, diff) }, options);
  if (answer.kind === 'failed') {
    void vscode.window.showWarningMessage(`Sotto: ${answer.sentence}`);
    return 'stopped';
  }
  if (answer.kind === 'cancelled' || answer.kind === 'not-asked') return 'stopped';
  const findings = readFindings(answer.text, document.lineCount);
  const isNothing = /^\W*nothing (?:was )?found\b/i.test(answer.text.trim());
  return {
    places: findings.map((finding) => toPlace(finding, uri, path, document)),
    prose: findings.length > 0 || isNothing ? '' : answer.text.trim(),
  };
}

function toPlace({ line, text }: Finding, uri: vscode.Uri, path: string, document: vscode.TextDocument): Place {
  return { uri, line, label: text, description: `${path}:${line + 1}`, detail: document.lineAt(line).text.trim() };
}

/** Stays open while the places are looked at. */
function showPlaces(places: readonly Place[]): void {
  const pick = vscode.window.createQuickPick<Place>();
  pick.title = `Sotto: ${places.length === 1 ? 'one finding' : `${places.length} findings`}`;
  pick.placeholder = 'Said by a model: check before you believe it';
  pick.items = places;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  const show = async (place: Place, preserveFocus: boolean): Promise<void> => {
    const selection = new vscode.Range(place.line, 0, place.line, 0);
    await vscode.window.showTextDocument(place.uri, { preserveFocus, preview: true, selection });
  };
  pick.onDidChangeActive(([place]) => place && void show(place, true));
  pick.onDidAccept(() => {
    const [place] = pick.activeItems;
    pick.hide();
    if (place) void show(place, false);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}
