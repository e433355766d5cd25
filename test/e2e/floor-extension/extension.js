'use strict';
const vscode = require('vscode');

function activate(context) {
  let asked = 0;
  const provider = {
    provideInlineCompletionItems(document, position) {
      asked += 1;
      return [new vscode.InlineCompletionItem(` floor ${asked}`, new vscode.Range(position, position))];
    },
  };
  const ready = vscode.window.createStatusBarItem('floor.status', vscode.StatusBarAlignment.Right, 100);
  ready.name = 'Floor';
  ready.text = 'Floor ready';
  ready.show();
  context.subscriptions.push(
    ready,
    // Only here: every other file is one without any provider.
    vscode.languages.registerInlineCompletionItemProvider({ pattern: '**/key-probe.ts' }, provider),
  );
}

module.exports = { activate };
