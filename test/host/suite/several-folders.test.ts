import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';
import { run, sotto, until } from './editor.ts';
import { block, choose, EditsBench, lastPrompt, MODEL, shown } from './edits-bench.ts';
import { memoryFiles } from './memory-files.ts';

/** The window of `run.ts --several`: a project, a folder `second` on disk and one of a file system of the test's own. */
const folders = vscode.workspace.workspaceFolders ?? [];

if (folders.length > 1)
  suite('In several folders', () => {
    const bench = new EditsBench();
    const second = folders[1]!.uri.fsPath;
    const remote = folders[2]!.uri;
    const files = memoryFiles();
    let api: SottoApi;
    let registration: vscode.Disposable;

    suiteSetup(async () => {
      api = await sotto();
      registration = vscode.workspace.registerFileSystemProvider(remote.scheme, files, { isCaseSensitive: true });
    });
    teardown(() => bench.afterEach());
    suiteTeardown(() => registration.dispose());

    const edit = (instruction: string): Thenable<unknown> =>
      vscode.commands.executeCommand('sotto.edit', { instruction, scope: 'file' });
    const show = async (uri: vscode.Uri): Promise<vscode.TextEditor> =>
      vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));

    const put = (uri: vscode.Uri, text: string): void | Thenable<void> =>
      files.writeFile(uri, new TextEncoder().encode(text), { create: true, overwrite: true });

    function write(name: string, text: string): vscode.Uri {
      const file = path.join(second, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
      return vscode.Uri.file(file);
    }

    test('an edit is about the file of the folder that it is in, and says which', async () => {
      const twin = path.join(folders[0]!.uri.fsPath, 'twin.ts');
      fs.writeFileSync(twin, 'export const twin = 0;\n');
      const model = await bench.serve(block('export const one = 1;', 'export const one = 2;'));
      const { document } = await show(write('twin.ts', 'export const one = 1;\n'));
      await edit('make it two');
      assert.match(lastPrompt(model), /second\/twin\.ts/);
      assert.match(shown()?.getText() ?? '', /one = 2/);
      assert.equal(document.getText(), 'export const one = 1;\n');
      await run('sotto.acceptAll');
      assert.equal(document.getText(), 'export const one = 2;\n');
      assert.equal(fs.readFileSync(twin, 'utf8'), 'export const twin = 0;\n');
      fs.rmSync(twin);
    });

    test('a file that is not on disk is changed like one that is, and written to where it comes from', async () => {
      await bench.serve(block('export const one = 1;', 'export const one = 2;'));
      const uri = vscode.Uri.joinPath(remote, 'src/one.ts');
      await put(uri, 'export const one = 1;\r\n');
      const { document } = await show(uri);
      await edit('make it two');
      assert.match(shown()?.getText() ?? '', /one = 2/);
      assert.equal(document.getText(), 'export const one = 1;\r\n');
      await run('sotto.acceptAll');
      assert.equal(document.getText(), 'export const one = 2;\r\n');
      assert.ok(await document.save());
      assert.equal(new TextDecoder().decode(await files.readFile(uri)), 'export const one = 2;\r\n');
      await run('undo');
      assert.equal(document.getText(), 'export const one = 1;\r\n');
      await document.save();
    });

    test('one of such a file system that is in no folder of the workspace is left alone, and nothing is sent', async () => {
      const model = await bench.serve(block('export const one = 1;', 'export const one = 2;'));
      const uri = remote.with({ path: '/elsewhere/one.ts' });
      await put(uri, 'export const one = 1;\n');
      const { document } = await show(uri);
      await edit('make it two');
      assert.equal(shown(), undefined);
      assert.equal(document.getText(), 'export const one = 1;\n');
      assert.equal(model.requests.filter(({ method }) => method === 'POST').length, 0);
    });

    test('the commit message is about the folder of the file in front, without the repository of VS Code', async () => {
      const git = (...args: string[]): void =>
        void execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
          cwd: second,
          stdio: 'ignore',
        });
      write('counted.ts', 'export const one = 1;\n');
      git('init', '-q');
      git('add', '.');
      git('commit', '-q', '-m', 'Begin');
      const model = await bench.serve('Count to two');
      await show(write('counted.ts', 'export const one = 2;\n'));
      await run('sotto.commitMessage');
      assert.match(lastPrompt(model), /\+export const one = 2;/);
      const { document } = vscode.window.activeTextEditor!;
      assert.deepEqual([document.languageId, document.getText()], ['git-commit', 'Count to two']);
    });

    test('a new file of an answer goes to the folder that its path begins with', async () => {
      const model = await bench.serve('```ts second/src/fresh.ts\nexport const fresh = 1;\n```\n');
      await choose({ local: { edit: { url: model.url, model: MODEL }, chat: { url: model.url, model: MODEL } } });
      api.chat.receive({ kind: 'new-chat' });
      await until('a new chat', () => api.chat.state().turns.length === 0);
      api.chat.receive({ kind: 'send', text: 'A new file, please.' });
      const { id } = await until('the answer', () => {
        const last = api.chat.state().turns.at(-1);
        return last?.speaker === 'model' && last.state.kind === 'complete' && last;
      });
      api.chat.receive({ kind: 'code', turn: id, block: 0, action: 'apply' });
      await until('the proposal', async () => {
        await run('workbench.action.acceptSelectedQuickOpenItem');
        return shown();
      });
      const file = path.join(second, 'src/fresh.ts');
      assert.equal(fs.existsSync(file), false);
      await run('sotto.acceptAll');
      assert.equal(fs.readFileSync(file, 'utf8'), 'export const fresh = 1;\n');
    });
  });
