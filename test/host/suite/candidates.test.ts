import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { accept, closeAll, lastResult, openText, run, sotto, type, until } from './editor.ts';

const MODEL = 'qwen2.5-coder';

suite('Several suggestions', () => {
  let api: SottoApi;
  let server: ScriptedServer;

  suiteSetup(async () => {
    api = await sotto();
    server = await scriptedServer({
      kind: 'vllm',
      models: [MODEL],
      answer: ['first', '(value);'],
      variants: [
        ['second', '(value);'],
        ['first', '(value);'],
      ],
      logProbability: -0.1,
    });
    await setServers({ local: { completion: { url: server.url, model: MODEL } } });
  });
  suiteTeardown(async () => {
    await setServers(undefined);
    await server[Symbol.asyncDispose]();
  });
  teardown(closeAll);

  const setServers = (value: unknown) =>
    vscode.workspace.getConfiguration('sotto').update('servers', value, vscode.ConfigurationTarget.Global);

  test('are there for who asked, each once, and the next one can be taken', async () => {
    const editor = await openText('const first = 1, second = 2, value = 3;\nconst result =█\n');
    // It takes a moment until the server that was set is the one that is asked.
    await until(
      'the server to be asked',
      async () => {
        await type(' ');
        await new Promise((resolve) => setTimeout(resolve, 300));
        return server.prompts.length > 0;
      },
      20_000,
    );
    await type(' ');
    // The editor drops one question for another; what it asks by itself is over then.
    await until('the answer to the key', () => lastResult(api, editor));
    await run('editor.action.inlineSuggest.trigger');
    const seeds = () => server.requests.flatMap(({ body }) => body['seed'] ?? []);
    await until('the others to be asked for', () => seeds().length === 2);
    await until('the suggestion', () => lastResult(api, editor)?.kind === 'suggestion');
    await run('editor.action.inlineSuggest.showNext');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await accept(editor);
    const line = editor.document.lineAt(1).text;
    assert.match(line, /^const result = +second\(value\);$/);
    await until('the outcome', () => api.outcomes().at(-1)?.outcome === 'accepted');
    // Each other one was asked for once, however often the editor asks.
    assert.deepEqual(seeds(), [1, 2]);
  });
});
