import * as vscode from 'vscode';
import { type CompletionRequest, WINDOW_AFTER, WINDOW_BEFORE } from '../core/completion/request.ts';
import { documentLength, type Documents, pathOf } from './documents.ts';

/** What VS Code asks, in the words of the pipeline. */
export function toRequest(
  document: vscode.TextDocument,
  position: vscode.Position,
  context: vscode.InlineCompletionContext,
  documents: Documents,
  time: number,
): CompletionRequest {
  const editor = vscode.window.activeTextEditor?.document === document ? vscode.window.activeTextEditor : undefined;
  const offset = document.offsetAt(position);
  return {
    uri: document.uri.toString(),
    path: pathOf(document),
    languageId: document.languageId,
    version: document.version,
    offset,
    position: { line: position.line, character: position.character },
    before: textBetween(document, offset - WINDOW_BEFORE, offset).slice(-WINDOW_BEFORE),
    after: textBetween(document, offset, offset + WINDOW_AFTER),
    documentLength: documentLength(document),
    place: documents.place(document, position),
    triggerKind: context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke ? 'invoked' : 'automatic',
    selectedItem: selectedItem(document, position, context),
    cursors: editor?.selections.length ?? 1,
    hasSelection: editor !== undefined && !editor.selection.isEmpty,
    time,
  };
}

function textBetween(document: vscode.TextDocument, from: number, to: number): string {
  const range = new vscode.Range(document.positionAt(Math.max(0, from)), document.positionAt(to));
  return document.getText(range).replaceAll('\r\n', '\n');
}

function selectedItem(
  document: vscode.TextDocument,
  position: vscode.Position,
  { selectedCompletionInfo }: vscode.InlineCompletionContext,
): CompletionRequest['selectedItem'] {
  if (selectedCompletionInfo === undefined) return undefined;
  const typed = document.getText(new vscode.Range(selectedCompletionInfo.range.start, position));
  return { text: selectedCompletionInfo.text, typed };
}
