// What the suites of the edit commands share: a scripted server for edits, a folder of files, the diff in front.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { scriptedServer, type ScriptedOptions, type ScriptedServer } from '../../support/scripted-server.ts';
import { closeAll, run } from './editor.ts';

export const MODEL = 'qwen2.5-coder-7b-instruct';
const SCHEME = 'sotto-edit';

export const choose = (servers: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('sotto').update('servers', servers, vscode.ConfigurationTarget.Global);

/** A folder in the workspace; and one server at a time, which ends with the test. */
export class EditsBench {
  folder = '';
  #server: ScriptedServer | undefined;

  setUp(name: string): void {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root !== undefined);
    this.folder = path.join(root, name);
    fs.mkdirSync(this.folder, { recursive: true });
  }

  tearDown(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  async afterEach(): Promise<void> {
    await run('notifications.clearAll');
    await closeAll();
    await choose(undefined);
    await this.#server?.[Symbol.asyncDispose]();
    this.#server = undefined;
  }

  async serve(answer: string, options: Partial<ScriptedOptions> = {}): Promise<ScriptedServer> {
    await this.#server?.[Symbol.asyncDispose]();
    const pieces = answer.match(/[^]{1,24}/g) ?? [];
    const server = await scriptedServer({ kind: 'vllm', models: [MODEL], answer: pieces, ...options });
    this.#server = server;
    await choose({ local: { edit: { url: server.url, model: MODEL } } });
    return server;
  }

  async openFile(name: string, text: string): Promise<vscode.TextEditor> {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  }
}

/** The proposal's side of the diff in front. */
export function shown(): vscode.TextDocument | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(tab instanceof vscode.TabInputTextDiff) || tab.modified.scheme !== SCHEME) return undefined;
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === tab.modified.toString());
}

export const fence = (code: string, language = 'ts'): string => `\`\`\`${language}\n${code}\`\`\`\n`;
export const block = (old: string, now: string): string =>
  `<<<<<<< SEARCH\n${old}\n=======\n${now}\n>>>>>>> REPLACE\n\n`;

/** What the model was shown last. */
export const lastPrompt = (server: ScriptedServer): string => server.prompts.at(-1)?.text ?? '';
