import * as vscode from 'vscode';
import type { SelectedSnippet } from '../core/context/select-snippets.ts';

export interface ContextCommandOptions {
  /** What goes with a request at that place, asked anew. Rejects while the indexer is away. */
  explainContext(document: vscode.TextDocument, offset: number): Promise<readonly SelectedSnippet[]>;
}

const SCHEME = 'sotto-context';

/** *Sotto: Show the Context for This Place*: a document that is read only, made when it is asked for. */
export function registerContextCommand({ explainContext }: ContextCommandOptions): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const uri = vscode.Uri.from({ scheme: SCHEME, path: '/Sotto context.txt' });
  let content = '';
  const show = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || editor.document.uri.scheme === SCHEME) {
      void vscode.window.showInformationMessage('Sotto: put the cursor where you want to know the context of.');
      return;
    }
    const { document, selection } = editor;
    try {
      // Not read at activation: few ever ask.
      const { describeContext } = await import('../core/context/describe-context.ts');
      const snippets = await explainContext(document, document.offsetAt(selection.active));
      const short = (path: string): string => vscode.workspace.asRelativePath(path);
      content = describeContext(`${short(document.uri.fsPath)}:${selection.active.line + 1}`, snippets, short);
    } catch {
      void vscode.window.showInformationMessage('Sotto: the index is not ready yet.');
      return;
    }
    changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      preview: true,
      viewColumn: vscode.ViewColumn.Beside,
    });
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => content,
    }),
    vscode.commands.registerCommand('sotto.showContext', show),
  );
}
