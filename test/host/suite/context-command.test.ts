import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';
import { closeAll, run, sotto, until } from './editor.ts';

suite('Show the Context for This Place', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const written: string[] = [];
  let api: SottoApi;

  suiteSetup(async () => {
    api = await sotto();
    await until('the first index', () => api.indexedFiles() !== undefined, 60_000);
  });
  teardown(async () => {
    await closeAll();
    for (const file of written.splice(0)) fs.rmSync(file, { force: true });
  });

  function write(name: string, text: string): vscode.Uri {
    const file = path.join(root, name);
    fs.writeFileSync(file, text);
    written.push(file);
    return vscode.Uri.file(file);
  }

  const shown = (): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'sotto-context');

  test('names the definition that the place needs, where it stands, and why', async () => {
    write(
      'quillFee.ts',
      'export function quillFeeForDays(days: number, perDay: bigint): bigint {\n  return perDay;\n}\n',
    );
    const uri = write('quillLoan.ts', "import { quillFeeForDays } from './quillFee.js'\n\nexport const total = \n");
    const document = await vscode.workspace.openTextDocument(uri);
    const cursor = { selection: new vscode.Range(2, 21, 2, 21), viewColumn: vscode.ViewColumn.One };
    // The new file is taken up a moment after it was written.
    const text = await until(
      () => `the definition in: ${shown()?.getText()}`,
      async () => {
        await vscode.window.showTextDocument(document, cursor);
        await run('sotto.showContext');
        const found = shown()?.getText() ?? '';
        return found.includes('quillFeeForDays') && found;
      },
      30_000,
    );
    assert.match(text, /^Context for quillLoan\.ts:3: \d+ files, about \d+ tokens, the likeliest first\.\n/);
    assert.match(
      text,
      /\nquillFee\.ts\n {2}export function quillFeeForDays\(days: number, perDay: bigint\): bigint\n {6}line 1 · /,
    );
    assert.match(text, / · [\d.]+ % · imported by name/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'sotto-context');
    assert.equal(shown()!.isDirty, false);
  });

  test('is made anew for another place, in the same document', async () => {
    const uri = write('quillAlone.ts', 'const nothing = 1;\n');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await run('sotto.showContext');
    await until(
      () => `the other place in: ${shown()?.getText()}`,
      () => shown()?.getText().startsWith('Context for quillAlone.ts:1'),
    );
    assert.equal(vscode.workspace.textDocuments.filter((each) => each.uri.scheme === 'sotto-context').length, 1);
  });
});
