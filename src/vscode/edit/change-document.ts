import * as vscode from 'vscode';
import type { TextEdit } from '../../core/text/text-edit.ts';

/** Somebody types faster than anything can be written in between. */
const MOST_TRIES = 5;

/**
 * Makes one edit, and so one step to undo, also where the document is in no editor. The edit is worked out from the text as
 * it is; where the person typed in the same moment VS Code turns it down, and it is worked out anew.
 */
export async function changeDocument(
  uri: vscode.Uri,
  editFor: (text: string) => TextEdit | undefined,
): Promise<'changed' | 'nothing-to-do' | 'turned-down'> {
  const document = await vscode.workspace.openTextDocument(uri);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const edit = editFor(document.getText());
    if (!edit) return 'nothing-to-do';
    const range = new vscode.Range(
      document.positionAt(edit.offset),
      document.positionAt(edit.offset + edit.deleteCount),
    );
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, range, edit.insertText);
    if (await vscode.workspace.applyEdit(change)) return 'changed';
  }
  return 'turned-down';
}

/**
 * Puts text in where the person is writing, as a part of what the editor did last: undo takes both back. The cursor stays at
 * what it is at. `before` hears of the edit right before it is made, in the document's own line ends.
 */
export async function insertAlong(
  editor: vscode.TextEditor,
  editFor: (text: string) => TextEdit | undefined,
  before: (edit: TextEdit) => void,
): Promise<'changed' | 'nothing-to-do' | 'turned-down'> {
  const { document } = editor;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const edit = editFor(document.getText());
    if (edit === undefined) return 'nothing-to-do';
    before(edit);
    const place = document.positionAt(edit.offset);
    const options = { undoStopBefore: false, undoStopAfter: false };
    if (await editor.edit((builder) => builder.insert(place, edit.insertText), options)) return 'changed';
  }
  return 'turned-down';
}

/** A file that is not there yet, with its whole text: undo takes it away again. */
export async function createDocument(uri: vscode.Uri, text: string): Promise<boolean> {
  const change = new vscode.WorkspaceEdit();
  change.createFile(uri, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(text) });
  return vscode.workspace.applyEdit(change);
}
