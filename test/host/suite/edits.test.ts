import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';
import { openText, run, sotto, until } from './editor.ts';
import { block, choose, EditsBench, fence, lastPrompt, MODEL, shown } from './edits-bench.ts';

suite('Edit commands', () => {
  const bench = new EditsBench();
  const serve: EditsBench['serve'] = (answer, options) => bench.serve(answer, options);
  const openFile: EditsBench['openFile'] = (name, text) => bench.openFile(name, text);
  let api: SottoApi;

  suiteSetup(async () => {
    api = await sotto();
    bench.setUp('sotto-edits');
  });
  teardown(() => bench.afterEach());
  suiteTeardown(() => bench.tearDown());

  const edit = (instruction: string, scope?: string): Thenable<unknown> =>
    vscode.commands.executeCommand('sotto.edit', { instruction, scope });

  const numbered = (count: number): string =>
    Array.from({ length: count }, (_, i) => `export const value${i} = ${i};\nexport const same${i} = 0;\n`).join('');

  test('a proposal is shown in a diff, and the document is what it was until it is accepted', async () => {
    const text = 'export function area(w: number) {\n  return w * 2;\n}\n';
    await serve(fence('export function area(w: number, h: number) {\n  return w * h;\n}\n'));
    const editor = await openFile('area.ts', text);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await edit('take the height as an argument');
    assert.match(shown()?.getText() ?? '', /h: number/);
    assert.equal(editor.document.getText(), text);
    assert.equal(editor.document.isDirty, false);
    await run('sotto.acceptAll');
    assert.match(editor.document.getText(), /h: number/);
    assert.equal(shown(), undefined);
    await run('undo');
    assert.equal(editor.document.getText(), text);
  });

  test('fifty changes are accepted as one step to undo', async () => {
    const text = numbered(50);
    const blocks = Array.from({ length: 50 }, (_, i) =>
      block(`export const value${i} = ${i};`, `export const value${i} = ${i * 2 + 1};`),
    );
    await serve(blocks.join(''));
    const editor = await openFile('fifty.ts', text);
    await edit('double them', 'file');
    const proposed = shown()?.getText();
    await run('sotto.acceptAll');
    assert.equal(editor.document.getText(), proposed);
    assert.match(editor.document.getText(), /value49 = 99;/);
    // The editor may still be coming to the front, and then has nothing to undo.
    const changedBy = (command: string): Promise<string> =>
      until(command, async () => {
        const before = editor.document.getText();
        await run(command);
        return editor.document.getText() !== before && editor.document.getText();
      });
    assert.equal(await changedBy('undo'), text);
    assert.equal(await changedBy('redo'), proposed);
  });

  test('changes are taken one by one; undo brings one back to decide again', async () => {
    const text = numbered(3);
    await serve(
      block('export const value0 = 0;', 'export const value0 = 10;') +
        block('export const value2 = 2;', 'export const value2 = 12;'),
    );
    const editor = await openFile('hunks.ts', text);
    await edit('ten more', 'file');
    await run('sotto.acceptHunk');
    assert.equal(editor.document.getText(), text.replace('value0 = 0', 'value0 = 10'));
    const proposed = shown()!;
    await vscode.window.showTextDocument(editor.document);
    await run('undo');
    assert.equal(editor.document.getText(), text);
    await run('sotto.showProposal');
    assert.equal(shown()?.getText(), proposed.getText());
    await run('sotto.acceptHunk');
    assert.equal(editor.document.getText(), text.replace('value0 = 0', 'value0 = 10'));
    await run('sotto.nextHunk');
    await run('sotto.rejectHunk');
    assert.equal(shown(), undefined, 'all is decided');
    assert.equal(editor.document.getText(), text.replace('value0 = 0', 'value0 = 10'));
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  test('what is typed meanwhile stays, while it streams and while it is reviewed', async () => {
    const text = numbered(20);
    await serve(
      block('export const value3 = 3;', 'export const value3 = 30;') +
        block('export const value9 = 9;', 'export const value9 = 90;'),
      { msPerToken: 60 },
    );
    const editor = await openFile('typing.ts', text);
    const asked = edit('more', 'file');
    await until('the diff', () => shown());
    const change = new vscode.WorkspaceEdit();
    change.insert(editor.document.uri, new vscode.Position(0, 0), '// typed while streaming\n');
    await vscode.workspace.applyEdit(change);
    await asked;
    const later = new vscode.WorkspaceEdit();
    later.insert(editor.document.uri, new vscode.Position(12, 0), '// typed in review\n');
    await vscode.workspace.applyEdit(later);
    await run('sotto.acceptAll');
    const now = editor.document.getText();
    assert.ok(now.startsWith('// typed while streaming\n') && now.includes('// typed in review\n'), now);
    assert.match(now, /value3 = 30;[^]*value9 = 90;/);
  });

  test('the diff fills while the answer comes, and closing it stops the model', async () => {
    const text = numbered(40);
    const blocks = Array.from({ length: 40 }, (_, i) =>
      block(`export const value${i} = ${i};`, `export const value${i} = ${i + 100};`),
    );
    const model = await serve(blocks.join(''), { msPerToken: 25 });
    const editor = await openFile('stream.ts', text);
    const asked = edit('a hundred more', 'file');
    await until('the diff', () => shown());
    assert.equal(shown()?.getText(), text, 'it begins with the text as it is');
    await until('a first change', () => /value0 = 100/.test(shown()?.getText() ?? ''));
    assert.doesNotMatch(shown()?.getText() ?? '', /value39 = 139/);
    await run('sotto.acceptAll');
    assert.equal(editor.document.getText(), text, 'nothing is accepted of an answer that still comes');
    await run('workbench.action.closeActiveEditor');
    await asked;
    await until('the model to be left', () => model.abandoned > 0);
    assert.equal(editor.document.getText(), text);
  });

  test('the bytes on disk change only with an accepted proposal, whatever saves by itself', async () => {
    const files = vscode.workspace.getConfiguration('files');
    const editorSettings = vscode.workspace.getConfiguration('editor');
    await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
    await files.update('autoSaveDelay', 50, vscode.ConfigurationTarget.Global);
    await editorSettings.update('formatOnSave', true, vscode.ConfigurationTarget.Global);
    try {
      const text = 'export const one = 1;\r\nexport const two = 2;\r\n';
      await serve(block('export const one = 1;', 'export const one = 11;'), { msPerToken: 40 });
      const editor = await openFile('saved.ts', text);
      const file = editor.document.uri.fsPath;
      let events = 0;
      const watcher = fs.watch(file, () => events++);
      const before = fs.statSync(file).mtimeMs;
      await edit('eleven', 'file');
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.equal(fs.readFileSync(file, 'utf8'), text);
      assert.equal(fs.statSync(file).mtimeMs, before);
      assert.equal(events, 0);
      await run('sotto.acceptAll');
      await until('the file to be saved', () => fs.readFileSync(file, 'utf8') === text.replace('one = 1', 'one = 11'));
      watcher.close();
    } finally {
      await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
      await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
      await editorSettings.update('formatOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('line ends are kept, in a document that was never saved too', async () => {
    await serve(block('const two = 2;', 'const two = 22;\nconst three = 3;'));
    const editor = await openText('const one = 1;\nconst two = 2;\nconst end = 0;█\n');
    await editor.edit((builder) => builder.setEndOfLine(vscode.EndOfLine.CRLF));
    await edit('more', 'file');
    await run('sotto.acceptAll');
    assert.equal(
      editor.document.getText(),
      'const one = 1;\r\nconst two = 22;\r\nconst three = 3;\r\nconst end = 0;\r\n',
    );
  });

  for (const [what, answer] of [
    ['nothing', '   '],
    ['a refusal', "I'm sorry, but I can't help with that."],
    ['prose', 'You could make the number larger.'],
    ['another file', `other/file.ts\n${block('const x = 1;', 'const x = 2;')}`],
    ['a path outside', `../../outside.ts\n${block('const one = 1;', 'const one = 2;')}`],
    ['half a block', '<<<<<<< SEARCH\nconst one = 1;\n=======\nconst one'],
    ['code that does not parse', block('const one = 1;', 'const one = (1;')],
  ] as const) {
    test(`${what} for an answer changes nothing`, async () => {
      await serve(answer);
      const text = 'const one = 1;\nconst two = 2;\n';
      const editor = await openFile('bad.ts', text);
      await edit('change it', 'file');
      assert.equal(shown(), undefined);
      assert.equal(editor.document.getText(), text);
      assert.equal(fs.readFileSync(editor.document.uri.fsPath, 'utf8'), text);
    });
  }

  test('a model that is cut off, away or rude changes nothing', async () => {
    const text = 'const one = 1;\n';
    const editor = await openFile('faults.ts', text);
    const model = await serve(block('const one = 1;', 'const one = 2;'));
    for (const fault of ['cut', 'reset-after-first', 'unauthorized', 'html', 'overloaded'] as const) {
      model.fault = fault;
      await vscode.window.showTextDocument(editor.document);
      await edit('change it', 'file');
      assert.equal(shown(), undefined, fault);
      assert.equal(editor.document.getText(), text);
    }
  });

  test('a file that is deleted, or leads elsewhere by now, is not written', async () => {
    const text = 'const one = 1;\n';
    await serve(block('const one = 1;', 'const one = 2;'));
    const editor = await openFile('moving.ts', text);
    const file = editor.document.uri.fsPath;
    await edit('change it', 'file');
    const outside = path.join(path.dirname(path.dirname(path.dirname(file))), 'outside.ts');
    fs.writeFileSync(outside, text);
    fs.rmSync(file);
    fs.symlinkSync(outside, file);
    try {
      await run('sotto.acceptAll');
      assert.equal(fs.readFileSync(outside, 'utf8'), text);
      assert.equal(editor.document.getText(), text);
      const inside = path.join(path.dirname(file), 'inside.ts');
      fs.writeFileSync(inside, text);
      fs.rmSync(file);
      fs.symlinkSync(inside, file);
      await run('sotto.acceptAll');
      assert.equal(editor.document.getText(), text, 'a link to another file of the workspace');
      fs.rmSync(file);
      await run('sotto.acceptAll');
      assert.equal(fs.existsSync(file), false);
      assert.ok(shown(), 'the proposal is kept');
    } finally {
      fs.rmSync(outside, { force: true });
      fs.rmSync(file, { force: true });
    }
  });

  test('a server that is set for completions only is not asked', async () => {
    const model = await serve('');
    await choose({ local: { completion: { url: model.url, model: MODEL } } });
    const editor = await openFile('policy.ts', 'const one = 1;\n');
    let hasEnded = false;
    void edit('change it', 'file').then(() => (hasEnded = true));
    // It waits for an answer to what it says.
    await until('the command to end', async () => {
      await run('notifications.clearAll');
      return hasEnded;
    });
    assert.equal(model.requests.filter(({ path: route }) => route.endsWith('chat/completions')).length, 0);
    assert.equal(editor.document.getText(), 'const one = 1;\n');
  });

  test('a proposal is asked for again, or for something different, without touching the document', async () => {
    const text = 'const one = 1;\n';
    const model = await serve(block('const one = 1;', 'const one = 2;'));
    const editor = await openFile('again.ts', text);
    await edit('change it', 'file');
    const first = shown();
    await run('sotto.regenerate');
    assert.notEqual(shown()?.uri.query, first?.uri.query);
    await vscode.commands.executeCommand('sotto.refine', undefined, 'but smaller');
    const said = lastPrompt(model);
    assert.match(said, /const one = 2;[^]*but smaller/, 'the model sees what it proposed and what is wrong with it');
    assert.equal(model.prompts.length, 3);
    assert.equal(editor.document.getText(), text);
    await run('sotto.rejectAll');
    assert.equal(shown(), undefined);
    assert.equal(editor.document.getText(), text);
  });

  test('what was applied can be reviewed afterwards', async () => {
    await serve(block('const one = 1;', 'const one = 2;'));
    await openFile('applied.ts', 'const one = 1;\n');
    await edit('change it', 'file');
    await run('sotto.acceptAll');
    await run('sotto.reviewApplied');
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(tab instanceof vscode.TabInputTextDiff);
    assert.equal((await vscode.workspace.openTextDocument(tab.original)).getText(), 'const one = 1;\n');
    assert.ok(tab.modified.path.endsWith('applied.ts'));
  });

  test('a change from elsewhere is proposed the same way', async () => {
    const editor = await openFile('chat.ts', 'const one = 1;\r\nconst two = 2;\r\n');
    await api.proposeEdit({
      uri: editor.document.uri,
      title: 'from the chat',
      change: { newText: 'const one = 1;\nconst two = 3;\n' },
    });
    assert.equal(editor.document.isDirty, false);
    await run('sotto.acceptAll');
    assert.equal(editor.document.getText(), 'const one = 1;\r\nconst two = 3;\r\n');
  });

  test('a new file is there once its proposal is accepted, and not before', async () => {
    const uri = vscode.Uri.file(path.join(bench.folder, 'fresh.ts'));
    await api.proposeEdit({ uri, title: 'a new file', change: { newText: 'export const fresh = 1;\n' } });
    assert.equal(fs.existsSync(uri.fsPath), false);
    await run('sotto.acceptAll');
    assert.equal(fs.readFileSync(uri.fsPath, 'utf8'), 'export const fresh = 1;\n');
  });

  test('the cell of a notebook is changed like a file', async () => {
    await serve(block('print(1)', 'print(2)'));
    const data = new vscode.NotebookData([
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'print(1)\nprint(0)\n', 'python'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(0).document;
    await run('notebook.cell.edit');
    await until('the cell to have the cursor', () => vscode.window.activeTextEditor?.document === cell);
    await edit('two', 'file');
    assert.equal(cell.getText(), 'print(1)\nprint(0)\n');
    await run('sotto.acceptAll');
    assert.equal(cell.getText(), 'print(2)\nprint(0)\n');
  });

  test('an instruction that the language can follow by itself sends nothing', async () => {
    const model = await serve('');
    const editor = await openFile('rename.ts', 'const plank = 1;\nconsole.log(plank);\n');
    editor.selection = new vscode.Selection(0, 7, 0, 7);
    await until(
      'the language to be ready',
      async () => {
        await edit('rename plank to board');
        return /board/.test(editor.document.getText()) || undefined;
      },
      30_000,
    );
    assert.equal(editor.document.getText(), 'const board = 1;\nconsole.log(board);\n');
    assert.equal(model.requests.length, 0);
  });

  test('imports are put in order by words alone', async () => {
    const model = await serve('');
    const text = "import { b } from './b';\nimport { a } from './a';\nexport const sum = a + b;\n";
    fs.writeFileSync(path.join(bench.folder, 'a.ts'), 'export const a = 1;\n');
    fs.writeFileSync(path.join(bench.folder, 'b.ts'), 'export const b = 2;\n');
    const editor = await openFile('imports.ts', text);
    await untilDone(editor, text, 'sort imports');
    assert.equal(
      editor.document.getText(),
      "import { a } from './a';\nimport { b } from './b';\nexport const sum = a + b;\n",
    );
    assert.equal(model.requests.length, 0);
  });

  test('what is selected is extracted by words alone, under the name that was said', async () => {
    const model = await serve('');
    const text = 'export function area(width: number, height: number) {\n  return width * height + 1;\n}\n';
    for (const [instruction, name, pattern] of [
      [
        'extract this into a constant called covered',
        'constant.ts',
        /const covered = width \* height;\n +return covered \+ 1;/,
      ],
      ['extract this to a function named cover', 'function.ts', /return cover\(.*\) \+ 1;[^]*function cover\(/],
    ] as const) {
      const editor = await openFile(`extract-${name}`, text);
      editor.selection = new vscode.Selection(1, 9, 1, 23);
      await untilDone(editor, text, instruction);
      await until(
        () => `${String(pattern)} in ${editor.document.getText()}`,
        () => pattern.test(editor.document.getText()),
      );
      await run('cancelRenameInput');
    }
    assert.equal(model.requests.length, 0);
  });

  /** The language may still be starting: until then it offers nothing. */
  async function untilDone(editor: vscode.TextEditor, before: string, instruction: string): Promise<void> {
    const { selection } = editor;
    await until(
      'the language to be ready',
      async () => {
        editor.selection = selection;
        await edit(instruction);
        return editor.document.getText() !== before;
      },
      30_000,
    );
  }
});
