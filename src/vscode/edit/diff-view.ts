import path from 'node:path';
import * as vscode from 'vscode';
import type { LineHunk } from '../../core/text/diff.ts';
import { notebookOf } from './judge-target.ts';
import { parseVirtualUri } from './virtual-documents.ts';

/** The two documents of a proposal's diff. */
export interface Sides {
  readonly base: vscode.Uri;
  readonly proposal: vscode.Uri;
}

/** VS Code's own diff editor, inline or side by side as the person has set it. */
export async function openDiff(
  { base, proposal }: Sides,
  title: string,
  languageId: string,
  range?: vscode.Range,
): Promise<void> {
  // A path does not always tell the language: untitled documents and notebook cells have none in theirs.
  for (const uri of [base, proposal]) {
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId !== languageId) await vscode.languages.setTextDocumentLanguage(document, languageId);
  }
  const options: vscode.TextDocumentShowOptions = { preview: false, ...(range ? { selection: range } : {}) };
  await vscode.commands.executeCommand('vscode.diff', base, proposal, title, options);
}

export async function closeTabsOf(id: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => {
      return input instanceof vscode.TabInputTextDiff && parseVirtualUri(input.modified)?.id === id;
    });
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
}

/** A window that is opened again shows its diffs of before, whose texts were kept nowhere. */
export async function closeLeftTabs(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const left = tabs.filter(({ input }) => {
    return input instanceof vscode.TabInputTextDiff && parseVirtualUri(input.modified) !== undefined;
  });
  if (left.length > 0) await vscode.window.tabGroups.close(left);
}

/** Brings the document to the front again once its proposal is decided. */
export async function showTarget(uri: vscode.Uri): Promise<void> {
  const notebook = notebookOf(uri);
  if (notebook) await vscode.window.showNotebookDocument(notebook);
  else await vscode.window.showTextDocument(uri, { preview: false });
}

/** Puts the cursor on a hunk, on the proposal's side, and says which one it is. */
export function goToHunk({ proposal }: Sides, hunks: readonly LineHunk[], hunk: LineHunk | undefined): void {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === proposal.toString(),
  );
  if (!editor || !hunk) return;
  const line = Math.min(hunk.newStart, editor.document.lineCount - 1);
  const end = Math.min(Math.max(hunk.newStart, hunk.newEnd - 1), editor.document.lineCount - 1);
  editor.selection = new vscode.Selection(line, 0, line, 0);
  editor.revealRange(new vscode.Range(line, 0, end, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  vscode.window.setStatusBarMessage(`Sotto: change ${hunks.indexOf(hunk) + 1} of ${hunks.length}`, 4_000);
}

/** Which side has the cursor, and in what line. */
export function cursorIn({ base, proposal }: Sides): { readonly side: 'base' | 'proposal'; readonly line: number } {
  const active = vscode.window.activeTextEditor;
  if (active?.document.uri.toString() === base.toString()) return { side: 'base', line: active.selection.active.line };
  const right = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === proposal.toString(),
  );
  return { side: 'proposal', line: right?.selection.active.line ?? 0 };
}

export const baseName = (uri: vscode.Uri): string => path.posix.basename(uri.path);
