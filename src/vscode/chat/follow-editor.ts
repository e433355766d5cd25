import * as vscode from 'vscode';
import type { ContextItem } from '../../core/chat/context-item.ts';
import { isOurs } from '../documents.ts';
import { documentItem, selectionItem } from './document-items.ts';

/** The editor that questions are about: the one that has the cursor, or had it before the chat got it. */
export interface EditorFollower extends vscode.Disposable {
  editor(): vscode.TextEditor | undefined;
  /** What it shows, at once. */
  items(): readonly ContextItem[];
}

/** Selecting and typing settle first. */
const SETTLED_MS = 150;

export function followEditor(onItems: (items: readonly ContextItem[]) => void): EditorFollower {
  let last: vscode.TextEditor | undefined;
  let timer: NodeJS.Timeout | undefined;

  function editor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active !== undefined && isOurs(active.document)) last = active;
    if (last === undefined || last.document.isClosed || !isOurs(last.document)) return undefined;
    return vscode.window.visibleTextEditors.includes(last) ? last : undefined;
  }

  function items(): readonly ContextItem[] {
    const at = editor();
    if (at === undefined) return [];
    const file = documentItem(at.document, at.selection.active.line);
    const isSelected = at.document.getText(at.selection).trim() !== '';
    return isSelected ? [selectionItem(at), file] : [file];
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => onItems(items()), SETTLED_MS);
  }

  const subscriptions = [
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.window.onDidChangeVisibleTextEditors(later),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === editor() && later()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => document === editor()?.document && later()),
    vscode.workspace.onDidChangeWorkspaceFolders(later),
  ];
  later();

  return {
    editor,
    items,
    dispose() {
      clearTimeout(timer);
      subscriptions.forEach((subscription) => subscription.dispose());
    },
  };
}
