import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { accept, closeAll, lastResult, openText, requestsFromNow, run, sotto, type, until } from './editor.ts';

const MODEL = 'qwen2.5-coder-1.5b';

/** Stored in parts, so that no scanner takes it for a real one. */
const SECRET = ['ghp_', 'FAKEfacade0123456789', 'abcdefABCDEF0123'].join('');

suite('A model server', () => {
  let api: SottoApi;
  let server: ScriptedServer;

  suiteSetup(async () => {
    api = await sotto();
    await until('the first index', () => api.indexedFiles() !== undefined, 60_000);
  });
  setup(async () => {
    server = await scriptedServer({ kind: 'vllm', models: [MODEL], answer: ['measure', 'Twice', '(plank)', ';'] });
    await choose({ local: { completion: { url: server.url, model: MODEL } } });
  });
  teardown(async () => {
    await choose(undefined);
    await server[Symbol.asyncDispose]();
    await closeAll();
  });

  const choose = (servers: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration('sotto').update('servers', servers, vscode.ConfigurationTarget.Global);

  async function suggestedBy(origin: string, editor: vscode.TextEditor): Promise<string> {
    return until(
      () => `a suggestion from the ${origin} (last: ${JSON.stringify(lastResult(api, editor))})`,
      async () => {
        const since = requestsFromNow(api);
        await run('editor.action.inlineSuggest.trigger');
        // The next one would take its place before it is answered.
        await until('an answer', () => since().length > 0);
        const result = lastResult(api, editor);
        if (result?.kind !== 'suggestion') return undefined;
        return result.suggestion.origin === origin || result.suggestion.origin === 'reused'
          ? result.suggestion.insertText
          : undefined;
      },
      20_000,
    );
  }

  test('that the person set is where ghost text comes from', async () => {
    const editor = await openText('const plank = 3;\nconst cut = █\n');
    await type('  ');
    assert.equal(await suggestedBy('model', editor), 'measureTwice(plank);');
    await accept(editor);
    assert.match(editor.document.getText(), /const cut = +measureTwice\(plank\);/);
  });

  test('gets no secret, in whatever form', async () => {
    const editor = await openText(`const token = '${SECRET}';\nconst cut = █\n`);
    await type('  ');
    await suggestedBy('model', editor);
    const bodies = server.requests.map(({ body }) => JSON.stringify(body));
    assert.ok(
      bodies.some((body) => body.includes('const cut')),
      'the prompt arrived',
    );
    for (const form of [
      SECRET,
      SECRET.slice(4, 16),
      Buffer.from(SECRET).toString('base64').slice(0, 16),
      encodeURIComponent(SECRET),
    ]) {
      assert.ok(
        bodies.every((body) => !body.includes(form)),
        'the secret left the machine',
      );
    }
  });

  test('that goes away leaves typing to the engine', async () => {
    await server[Symbol.asyncDispose]();
    const lines = Array.from({ length: 12 }, (_, i) => `const area${i} = measure(width, height);\n`).join('');
    const editor = await openText(`${lines}█\n`);
    await type('const area = ');
    await suggestedBy('engine', editor);
  });

  test('cannot be chosen by a workspace', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root !== undefined);
    const attacker = await scriptedServer({ kind: 'vllm', models: [MODEL], answer: ['stolen'] });
    const file = path.join(root, '.vscode', 'settings.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const servers = { local: { completion: { url: attacker.url, model: MODEL } } };
    fs.writeFileSync(file, JSON.stringify({ 'sotto.servers': servers, sotto: { servers } }));
    try {
      await choose(undefined);
      await until(
        'VS Code to read the file',
        () => vscode.workspace.getConfiguration('sotto').inspect('servers') !== undefined,
      );
      const editor = await openText('const plank = 3;\nconst cut = █\n');
      await type('  plank');
      await until('an answer', () => lastResult(api, editor));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(attacker.requests.length, 0);
    } finally {
      fs.rmSync(file);
      await attacker[Symbol.asyncDispose]();
    }
  });

  test('is tested in words, and what was sent last can be read', async () => {
    await run('sotto.testConnection');
    const editor = await openText('const plank = 3;\nconst cut = █\n');
    await type('  ');
    await suggestedBy('model', editor);
    await run('sotto.showPrompt');
    const shown = await until('the prompt', () => {
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      return text.startsWith('// POST') && text;
    });
    assert.ok(shown.includes(server.url) && shown.includes('const plank = 3;'), shown);
  });
});
