import * as vscode from 'vscode';

/** *Fix with Sotto* among the quick fixes: in the light bulb, never by itself, and never the preferred one. */
export function registerFixAction(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [{ scheme: 'file' }, { scheme: 'untitled' }, { scheme: 'vscode-notebook-cell' }],
    {
      provideCodeActions(document, range, { diagnostics }) {
        if (diagnostics.length === 0) return [];
        const action = new vscode.CodeAction('Fix with Sotto', vscode.CodeActionKind.QuickFix);
        action.command = {
          command: 'sotto.fix',
          title: 'Fix with Sotto',
          arguments: [document.uri, range.start.line],
        };
        action.diagnostics = [...diagnostics];
        return [action];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}
