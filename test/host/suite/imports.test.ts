import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { accept, beEager, closeAll, read, run, sotto, suggestion, type, until } from './editor.ts';

const MODEL = 'qwen2.5-coder';
const IMPORT = "import { keccak256 } from './hash/keccak256.js'";
const CODE = 'export function show(value: Hex) {\n  const text =█\n  return text\n}\n';
const ACCEPTED = CODE.replace('█', ' keccak256(value)');

suite('An import that a suggestion needs', () => {
  let api: SottoApi;
  let server: ScriptedServer;
  let asBefore: () => Thenable<void>;
  const files: string[] = [];

  suiteSetup(async () => {
    api = await sotto();
    await until('the first index', () => api.indexedFiles() !== undefined, 60_000);
    server = await scriptedServer({
      kind: 'vllm',
      models: [MODEL],
      answer: ['keccak256', '(', 'value', ')'],
      logProbability: -0.01,
    });
    asBefore = await beEager(api);
    await set('servers', { local: { completion: { url: server.url, model: MODEL } } });
  });
  suiteTeardown(async () => {
    await set('servers', undefined);
    await set('completion.addImports', undefined);
    await asBefore();
    await server[Symbol.asyncDispose]();
    for (const file of files) await fs.rm(file, { force: true });
  });
  teardown(closeAll);

  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('sotto').update(name, value, vscode.ConfigurationTarget.Global);

  /** A new file of the project, with the suggestion drawn in it. */
  async function offered(above = ''): Promise<vscode.TextEditor> {
    const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    const file = path.join(folder, 'utils', `sotto-${files.length}.ts`);
    files.push(file);
    const marked = above.includes('\r') ? (above + CODE).replace(/\r?\n/g, '\r\n') : above + CODE;
    await fs.writeFile(file, marked.replace('█', ''));
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
    const cursor = editor.document.positionAt(marked.indexOf('█'));
    editor.selection = new vscode.Selection(cursor, cursor);
    await type(' ');
    const asked = server.prompts.length;
    // It takes a moment until the server that was set is the one that is asked.
    await until(
      'the suggestion of the server',
      async () => {
        await run('editor.action.inlineSuggest.trigger');
        await read(200);
        return server.prompts.length > asked || (await suggestion(api, editor)) === 'keccak256(value)';
      },
      20_000,
    );
    assert.equal(await suggestion(api, editor), 'keccak256(value)');
    return editor;
  }

  const announced = () => until('the announcement', () => api.announcedImports().length > 0 && api.announcedImports());
  const importOf = (editor: vscode.TextEditor) =>
    until('the import', () => editor.document.getText().includes('import ') && editor.document.getText());

  test('is announced, and put in when it is accepted; the cursor stays, and nobody typed it', async () => {
    const editor = await offered();
    assert.deepEqual(await announced(), [IMPORT]);
    await read();
    const since = api.outcomes().length;
    await accept(editor);
    assert.equal(await importOf(editor), `${IMPORT}\n\n${ACCEPTED}`);
    assert.equal(
      editor.document.lineAt(editor.selection.active).text.slice(0, editor.selection.active.character),
      '  const text = keccak256(value)',
    );
    const { id, outcome, certainty } = await until('the outcome', () => api.outcomes()[since]);
    assert.deepEqual([outcome, certainty], ['accepted', 'full']);
    assert.deepEqual(api.survived(20_000).findLast((survived) => survived.id === id)?.kept, 1);
    assert.deepEqual(api.announcedImports(), []);
  });

  test('goes with one undo, and comes back with one redo', async () => {
    const editor = await offered();
    await announced();
    await accept(editor);
    const after = await importOf(editor);
    await run('undo');
    assert.equal(editor.document.getText(), CODE.replace('█', ' '));
    await run('redo');
    assert.equal(editor.document.getText(), after);
  });

  test('joins what the file has of that module, whatever its line ends', async () => {
    const editor = await offered(
      "import { sha256 } from './hash/sha256.js'\r\nimport { etherUnits } from '../constants/unit.js'\r\n\r\n",
    );
    await announced();
    await accept(editor);
    const text = await until(
      'the import',
      () => /keccak256\.js/.test(editor.document.getText()) && editor.document.getText(),
    );
    assert.match(text, /^import \{ keccak256 \} from '\.\/hash\/keccak256\.js'\r\nimport \{ sha256 \} from/);
    assert.match(text, / keccak256\(value\)\r\n/);
    assert.doesNotMatch(text, /[^\r]\n/);
  });

  test('waits until the last word is taken', async () => {
    const editor = await offered();
    await announced();
    await accept(editor, 'editor.action.inlineSuggest.acceptNextWord');
    await read();
    assert.equal(editor.document.getText(), CODE.replace('█', ' keccak256'));
    for (let words = 0; words < 5 && !editor.document.getText().includes('import'); words++) {
      await run('editor.action.inlineSuggest.acceptNextWord');
      await read(300);
    }
    assert.equal(editor.document.getText(), `${IMPORT}\n\n${ACCEPTED}`);
  });

  test('is not added where that is switched off', async () => {
    await set('completion.addImports', false);
    const editor = await offered();
    await accept(editor);
    await read(600);
    assert.equal(editor.document.getText(), ACCEPTED);
    await set('completion.addImports', undefined);
  });
});
