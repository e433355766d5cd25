// What the suites do with the editor, in a few words.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SottoApi } from '../../../src/extension.ts';

export async function sotto(): Promise<SottoApi> {
  const extension = vscode.extensions.getExtension<SottoApi>('sotto.sotto');
  assert.ok(extension, 'sotto.sotto is known to the extension host');
  return extension.activate();
}

/** Waits for what takes its time in another process; fails with the last value seen. */
export async function until<T>(
  what: string | (() => string),
  look: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 10_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) assert.fail(`still waiting for: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An untitled document with the cursor at the `█`, in view and known to the engine. */
export async function openText(marked: string, language = 'typescript'): Promise<vscode.TextEditor> {
  const offset = marked.indexOf('█');
  const document = await vscode.workspace.openTextDocument({ language, content: marked.replace('█', '') });
  const editor = await vscode.window.showTextDocument(document);
  const cursor = document.positionAt(offset);
  editor.selection = new vscode.Selection(cursor, cursor);
  return editor;
}

/** Types as a person does: key by key, through the editor's own command. */
export async function type(text: string): Promise<void> {
  for (const key of text) await vscode.commands.executeCommand('type', { text: key });
}

/** As long as a person reads: what is settled sooner says nothing. */
export const read = (ms = 400): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(command);

export async function closeAll(): Promise<void> {
  await run('workbench.action.revertAndCloseActiveEditor');
  await run('workbench.action.closeAllEditors');
}

/** Requests from now on, each time they are asked for. The list forgets its oldest: it cannot be counted. */
export function requestsFromNow(api: SottoApi): () => ReturnType<SottoApi['requests']> {
  const last = api.requests().at(-1);
  return () => {
    const records = api.requests();
    return records.slice(last === undefined ? 0 : records.lastIndexOf(last) + 1);
  };
}

/** The result of the newest request for this editor's document as it is now. */
export function lastResult(api: SottoApi, editor: vscode.TextEditor) {
  const { uri, version } = editor.document;
  const last = api.requests().findLast((record) => record.uri === uri.toString());
  return last?.version === version ? last.result : undefined;
}

/** Waits until a suggestion was handed to the editor for the text as it is now, and gives its text. */
export async function suggestion(api: SottoApi, editor: vscode.TextEditor): Promise<string> {
  return until(
    () => `a suggestion (last: ${JSON.stringify(lastResult(api, editor))})`,
    () => {
      const result = lastResult(api, editor);
      return result?.kind === 'suggestion' ? result.suggestion.insertText : undefined;
    },
  );
}

/** Accepts once the editor has drawn the ghost text: before that the command does nothing. */
export async function accept(editor: vscode.TextEditor, command = 'editor.action.inlineSuggest.commit'): Promise<void> {
  const before = editor.document.getText();
  await until(`${command} to change the text`, async () => {
    await run(command);
    return editor.document.getText() !== before;
  });
}

/**
 * What earlier suites turned down and typed makes the gate more careful, as it should; a suite that is about something
 * else begins anew and asks for less certainty. Gives back how to undo that.
 */
export async function beEager(api: SottoApi): Promise<() => Thenable<void>> {
  await api.forgetLearned();
  const set = (mode: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('sotto').update('completion.mode', mode, vscode.ConfigurationTarget.Global);
  await set('eager');
  return () => set(undefined);
}
