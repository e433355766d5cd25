import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';
import { scriptedServer } from '../../support/scripted-server.ts';
import { closeAll, lastResult, openText, read, run, sotto, until } from './editor.ts';

/** Places of the rows that the tests use, from the top; test/vscode/menu-rows.test.ts holds the order. */
const LANGUAGE = 4;
const MODE = 6;
const COMMENTS = 11;
const UNDO = 15;

suite('The menu', () => {
  let api: SottoApi;

  suiteSetup(async () => {
    api = await sotto();
    await until('the first index', () => api.indexedFiles() !== undefined, 60_000);
  });
  setup(async () => {
    await openText('const a = 1;█\n');
  });
  teardown(async () => {
    await run('workbench.action.closeQuickOpen');
    for (const name of ['languages', 'completion.mode', 'completion.inComments', 'completion.maxLines', 'servers'])
      await set(name, undefined);
    await set('completion.mode', undefined, vscode.ConfigurationTarget.Workspace);
    await closeAll();
  });

  const configured = (name: string) => vscode.workspace.getConfiguration('sotto').inspect(name);
  const set = (name: string, value: unknown, target = vscode.ConfigurationTarget.Global): Thenable<void> =>
    vscode.workspace.getConfiguration('sotto').update(name, value, target);

  /** The list is drawn in another process, which has no event for it. */
  const drawn = (): Promise<void> => read(600);
  async function open(): Promise<void> {
    await run('sotto.menu');
    await drawn();
  }
  async function down(times: number): Promise<void> {
    for (let i = 0; i < times; i++) await run('workbench.action.quickOpenSelectNext');
  }
  async function enter(): Promise<void> {
    await run('workbench.action.acceptSelectedQuickOpenItem');
    await drawn();
  }

  test('switches a value for the person, and takes it back', async () => {
    await open();
    await down(COMMENTS);
    await enter();
    await until('the setting', () => configured('completion.inComments')?.globalValue === true);
    // It is still open, at the same row.
    await drawn();
    await down(UNDO - COMMENTS);
    await enter();
    await until('the setting to be gone', () => configured('completion.inComments')?.globalValue === undefined);
  });

  test('writes of the languages only the one that is switched', async () => {
    await open();
    await down(LANGUAGE);
    await enter();
    await until('the setting', () => configured('languages')?.globalValue);
    assert.deepEqual(configured('languages')?.globalValue, { typescript: false });
  });

  test('offers the values of a row in its place', async () => {
    await open();
    await down(MODE);
    await enter();
    await down(1);
    await enter();
    await until('the setting', () => configured('completion.mode')?.globalValue === 'quiet');
  });

  test('changes what the workspace sets only after it has said so', async () => {
    await set('completion.mode', 'eager', vscode.ConfigurationTarget.Workspace);
    await open();
    await down(MODE);
    await enter();
    // Leave it as it is.
    await enter();
    assert.equal(configured('completion.mode')?.workspaceValue, 'eager');
    await enter();
    await down(1);
    await enter();
    await down(2);
    await enter();
    await until('the setting of the workspace', () => configured('completion.mode')?.workspaceValue === 'quiet');
    assert.equal(configured('completion.mode')?.globalValue, undefined);
  });

  test('limits the lines of a suggestion, however many the server sends', async () => {
    await using server = await scriptedServer({
      kind: 'vllm',
      models: ['qwen2.5-coder-1.5b'],
      answer: ['saw(plank);\n', 'sand(plank);\n', 'paint(plank);'],
    });
    await set('servers', { local: { completion: { url: server.url, model: 'qwen2.5-coder-1.5b' } } });
    await set('completion.maxLines', 2);
    const editor = await openText('const plank = 3;\n█\n');
    const text = await until('a suggestion of the server', async () => {
      await run('editor.action.inlineSuggest.trigger');
      const result = lastResult(api, editor);
      return (
        result?.kind === 'suggestion' &&
        result.suggestion.insertText.startsWith('saw') &&
        result.suggestion.insertText.trimEnd()
      );
    });
    assert.equal(text, 'saw(plank);\nsand(plank);');
  });
});
