import * as vscode from 'vscode';
import type { Sotto } from '../node/create-pipeline.ts';
import { type Documents, isOurs } from './documents.ts';
import { toRequest } from './to-request.ts';

/** Where a suggestion was just accepted VS Code asks for the next one; the model may begin a little earlier. */
export function askAheadAtCursor(sotto: Sotto, documents: Documents, now: () => number): void {
  const request = requestAtCursor(documents, now);
  if (request !== undefined) sotto.askAhead(request);
}

/** As if VS Code asked now; `undefined` where no editor of ours has one cursor. */
export function requestAtCursor(documents: Documents, now: () => number): ReturnType<typeof toRequest> | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isOurs(editor.document) || !editor.selection.isEmpty) return undefined;
  return toRequest(editor.document, editor.selection.active, AUTOMATIC, documents, now());
}

const AUTOMATIC: vscode.InlineCompletionContext = {
  triggerKind: vscode.InlineCompletionTriggerKind.Automatic,
  selectedCompletionInfo: undefined,
};
