import assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('The extension in a real VS Code', () => {
  test('is found and activates', async () => {
    const extension = vscode.extensions.getExtension('sotto.sotto');
    assert.ok(extension, 'sotto.sotto is known to the extension host');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  test('cannot use proposed API: what passes here also loads in a stock VS Code', () => {
    const provider = { provideInlineCompletionItems: () => [], handleDidShowCompletionItem() {} };
    assert.throws(
      () => vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider).dispose(),
      /CANNOT use API proposal: inlineCompletionsAdditions/,
    );
  });
});
