import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FromView } from '../../../src/core/chat/protocol.ts';
import type { SottoApi } from '../../../src/extension.ts';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { closeAll, openText, run, sotto, until } from './editor.ts';

const MODEL = 'talker';

/** Stands in files that must not be sent. */
const CANARY = 'canary-7f3a-heron';

suite('The chat', () => {
  let api: SottoApi;
  let server: ScriptedServer;
  const written: string[] = [];

  suiteSetup(async () => {
    api = await sotto();
    await until('the first index', () => api.indexedFiles() !== undefined, 60_000);
  });
  setup(async () => {
    server = await serverSaying('Be', 'cause.');
    await choose({ local: { chat: { url: server.url, model: MODEL } } });
    tell({ kind: 'new-chat' });
    await until('a new chat', () => api.chat.state().turns.length === 0);
  });
  teardown(async () => {
    tell({ kind: 'stop' });
    await choose(undefined);
    await server[Symbol.asyncDispose]();
    await closeAll();
    for (const file of written.splice(0)) fs.rmSync(file, { recursive: true, force: true });
  });

  const serverSaying = (...answer: string[]): Promise<ScriptedServer> =>
    scriptedServer({ kind: 'vllm', models: [MODEL, 'other'], answer });
  const choose = (servers: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration('sotto').update('servers', servers, vscode.ConfigurationTarget.Global);
  const tell = (message: FromView): void => api.chat.receive(message);

  function root(): string {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(folder !== undefined);
    return folder;
  }

  function write(name: string, text: string): string {
    const file = path.join(root(), name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    written.push(file);
    return file;
  }

  async function show(file: string): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  }

  /** The answer to the question, once it has ended. */
  async function ask(text: string) {
    const before = api.chat.state().turns.length;
    tell({ kind: 'send', text });
    return until(
      () => `an answer (last: ${JSON.stringify(api.chat.state().turns.at(-1))})`,
      () => {
        const { turns } = api.chat.state();
        const last = turns.at(-1);
        return turns.length > before && last?.speaker === 'model' && last.state.kind !== 'streaming' && last;
      },
      20_000,
    );
  }

  const chip = (label: string) =>
    until(`the chip ${label}`, () => api.chat.state().chips.find((each) => each.label === label));
  const questions = (to = server) => to.requests.filter(({ method }) => method === 'POST');

  test('answers about the file in the editor, as the answer comes', async () => {
    await show(write('src/heron.ts', 'export const heron = 1;\n'));
    await chip('heron.ts');
    const answer = await ask('What is this?');
    assert.deepEqual(answer.state, { kind: 'complete' });
    assert.equal(answer.text, 'Because.');
    const sent = JSON.stringify(questions().at(-1)?.body);
    assert.ok(sent.includes('export const heron = 1;') && sent.includes('src/heron.ts'), sent);
    assert.ok(sent.includes('What is this?'), sent);
  });

  test('sends a selection before the rest of the file', async () => {
    const editor = await show(write('src/heron.ts', 'export const heron = 1;\nexport const crane = 2;\n'));
    const line = new vscode.Selection(1, 0, 1, 23);
    // An editor that has just been opened may put the cursor to the top once more.
    await until(
      () => `the chip heron.ts:2 (${JSON.stringify([editor.selection, api.chat.state().chips])})`,
      () => {
        if (!editor.selection.isEqual(line)) editor.selection = line;
        return api.chat.state().chips.some(({ label }) => label === 'heron.ts:2');
      },
    );
    await ask('And this?');
    const [, question] = questions().at(-1)!.body['messages'] as { content: string }[];
    assert.match(question!.content, /heron\.ts:2 ---\nexport const crane = 2;\n/);
    assert.ok(question!.content.indexOf('heron.ts:2 ') < question!.content.indexOf('export const heron'));
  });

  test('stops when it is told to, on the wire as well', async () => {
    server.fault = 'endless';
    tell({ kind: 'send', text: 'Tell me everything.' });
    await until('the first words', () => (api.chat.state().turns.at(-1)?.text ?? '').length > 20);
    tell({ kind: 'stop' });
    const last = await until('the end', () => {
      const turn = api.chat.state().turns.at(-1);
      return turn?.state.kind === 'stopped' && turn;
    });
    await until('the server to be left', () => server.abandoned === 1);
    assert.ok(last.text.startsWith('Because.'), last.text);
  });

  test('keeps what came of an answer whose server goes away, and offers to ask again', async () => {
    server.fault = 'reset-after-first';
    const broken = await ask('Why?');
    assert.equal(broken.text, 'Be');
    assert.ok(broken.state.kind === 'failed' && broken.state.action === 'retry', JSON.stringify(broken.state));
    server.fault = undefined;
    tell({ kind: 'act', turn: broken.id, action: 'retry' });
    await until('the whole answer', () => api.chat.state().turns.at(-1)?.text === 'Because.');
    assert.equal(api.chat.state().turns.length, 2);
  });

  test('says who refused, and asks for a key', async () => {
    server.fault = 'unauthorized';
    const { state } = await ask('Why?');
    assert.ok(state.kind === 'failed' && state.action === 'enter-key', JSON.stringify(state));
    assert.ok(state.message.includes(server.url), state.message);
  });

  test('sends nothing to a server that is set for completions only', async () => {
    await choose({ local: { completion: { url: server.url, model: MODEL } } });
    await show(write('src/heron.ts', `export const heron = '${CANARY}';\n`));
    await chip('heron.ts');
    const { state } = await ask('Why is the heron so slow?');
    assert.ok(state.kind === 'failed' && state.action === 'set-up-server', JSON.stringify(state));
    assert.ok(!JSON.stringify(server.requests).includes('so slow'));
    assert.equal(api.chat.state().destination, 'nowhere');
  });

  test('lets nothing of a private or ignored file go, by whatever name it is opened', async () => {
    write('.env', `TOKEN=${CANARY}\n`);
    write('.gitignore', 'hidden/\n');
    fs.symlinkSync(path.join(root(), '.env'), path.join(root(), 'plain.ts'));
    written.push(path.join(root(), 'plain.ts'));
    const hidden = write('hidden/notes.ts', `// ${CANARY}\n`);
    for (const [file, reason] of [
      [path.join(root(), '.env'), /keys or passwords/],
      [hidden, /\.gitignore/],
      [path.join(root(), 'plain.ts'), /keys or passwords/],
    ] as const) {
      const editor = await show(file);
      editor.selection = new vscode.Selection(0, 0, 0, 5);
      const label = path.basename(file);
      const refused = await until(`${label} to be refused`, () =>
        api.chat.state().chips.find((each) => each.label === label && each.refused !== undefined),
      );
      assert.match(refused.refused!, reason);
      await ask('What is this?');
    }
    assert.equal(questions().length, 3);
    assert.ok(!JSON.stringify(server.requests).includes(CANARY), 'a private text was sent');
    assert.ok(!JSON.stringify(server.requests).includes('TOKEN'), 'a selection of a private text was sent');
  });

  test('sends rules of the project once they are ticked, as they were then, and not at all once they have changed', async () => {
    const rules = (bird: string): string =>
      `# Project\n\n![badge](x)\n\n## Style\n- Always name ${bird}s, never <|im_end|>.\n- Run \`npm test\`.\n`;
    const sent = (): string => JSON.stringify(questions().at(-1)?.body);
    const consent = () => api.chat.state().chips.find(({ label }) => label === 'AGENTS.md')?.consent;
    const file = write('AGENTS.md', rules('heron'));
    await show(write('src/heron.ts', 'export const heron = 1;\n'));
    const { id } = await chip('AGENTS.md');
    assert.equal(consent(), 'asked');
    await ask('Before?');
    assert.ok(!sent().includes('Always name'), sent());
    tell({ kind: 'tick-chip', chip: id, ticked: true });
    await until('the tick', () => consent() === 'given');
    await ask('Then?');
    assert.match(
      sent(),
      /=== \w+ AGENTS\.md ===\\n## Style\\n- Always name herons, never < \|im_end\| >\.\\n=== \w+ end ===/,
    );
    fs.writeFileSync(file, rules('crane'));
    // At once: what watches files has not said so yet.
    await ask('And now?');
    assert.ok(!sent().includes('Always name'), sent());
    await until('the question anew', () => consent() === 'asked-again');
    fs.writeFileSync(file, rules('heron'));
    await until('what was accepted', () => consent() === 'given');
    tell({ kind: 'tick-chip', chip: id, ticked: false });
    await until('the tick to go', () => consent() === 'asked');
  });

  test('finds files and definitions for @, and sends what was chosen', async () => {
    assert.equal((await mention('createPublicClient')).kind, 'symbol');
    await mention('createWalletClient.ts');
    await ask('What does it do?');
    const sent = JSON.stringify(questions().at(-1)?.body);
    assert.ok(sent.includes('export function createPublicClient'), sent.slice(0, 2_000));
    assert.ok(sent.includes('export function createWalletClient'), sent.slice(0, 2_000));
  });

  /** Chooses the first one of that name, as the menu behind `@` does, and gives its chip. */
  async function mention(name: string) {
    const listed = new Promise<string | undefined>((resolve) => {
      const subscription = api.chat.onDidPost((message) => {
        if (message.kind !== 'suggestions') return;
        subscription.dispose();
        resolve(message.suggestions.find(({ label }) => label === name)?.id);
      });
    });
    tell({ kind: 'complete', request: 1, sign: '@', query: name });
    const suggestion = await listed;
    assert.ok(suggestion !== undefined, `${name} is suggested`);
    tell({ kind: 'mention', suggestion });
    return chip(name);
  }

  test('answers from the index where there is no model', async () => {
    await choose(undefined);
    const { text, state } = await ask('Where is createPublicClient?');
    assert.equal(state.kind, 'complete');
    assert.match(text, /clients\/createPublicClient\.ts:\d+` function/);
    await show(path.join(root(), 'clients', 'createPublicClient.ts'));
    await chip('createPublicClient.ts');
    assert.match((await ask('What does this file import?')).text, /`.*createClient\.ts`/);
    assert.match((await ask('outline')).text, /createPublicClient/);
  });

  test('opens places inside of the workspace, and none outside', async () => {
    tell({ kind: 'open-place', place: 'clients/createPublicClient.ts:12' });
    const editor = await until('the file', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith('createPublicClient.ts') && active;
    });
    await until('the line', () => editor.selection.active.line === 11);
    await closeAll();
    const outside = path.join(path.dirname(root()), 'outside.ts');
    fs.writeFileSync(outside, '');
    written.push(outside);
    for (const place of ['../outside.ts', outside, 'file:///etc/passwd', '/etc/passwd'])
      tell({ kind: 'open-place', place });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  test('inserts code at the cursor, in one step to undo, and opens it as a new file', async () => {
    await replaceServer('Do this:\n\n```ts\nconst crane = 2;\n```\n');
    const editor = await openText('a;█b;\n');
    const { id } = await ask('How?');
    tell({ kind: 'code', turn: id, block: 0, action: 'insert' });
    await until('the code', () => editor.document.getText().includes('crane'));
    assert.match(editor.document.getText(), /^a;const crane = 2;\n?b;\n$/);
    await run('undo');
    assert.equal(editor.document.getText(), 'a;b;\n');
    tell({ kind: 'code', turn: id, block: 0, action: 'new-file' });
    await until('the new file', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document !== editor.document && document?.languageId === 'typescript' && document.isUntitled;
    });
  });

  test('proposes code as a diff of the file that it names, and writes nothing by itself', async () => {
    const before = 'export function heron() {\n  return 1;\n}\n\nexport function crane() {\n  return 2;\n}\n';
    const file = write('src/heron.ts', before);
    await replaceServer('```ts src/heron.ts\nexport function heron() {\n  return 10;\n}\n```\n');
    const { id } = await ask('Make it ten.');
    tell({ kind: 'code', turn: id, block: 0, action: 'apply' });
    const input = await until('the diff', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return tab instanceof vscode.TabInputTextDiff && tab;
    });
    const proposal = await vscode.workspace.openTextDocument(input.modified);
    await until('the proposal', () => proposal.getText() === before.replace('return 1', 'return 10'));
    assert.equal(fs.readFileSync(file, 'utf8'), before);
    await run('sotto.acceptAll');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    await until('the change', () => document.getText() === before.replace('return 1', 'return 10'));
    await run('workbench.action.files.revert');
  });

  async function replaceServer(...answer: string[]): Promise<void> {
    await server[Symbol.asyncDispose]();
    server = await serverSaying(...answer);
    await choose({ local: { chat: { url: server.url, model: MODEL } } });
  }

  test('keeps conversations, and opens them again', async () => {
    await ask('Who was first?');
    const { conversation } = api.chat.state();
    tell({ kind: 'new-chat' });
    await until('a new chat', () => api.chat.state().conversation !== conversation);
    await ask('Who was second?');
    tell({ kind: 'open-conversation', conversation });
    await until('the first one', () => api.chat.state().turns[0]?.text === 'Who was first?');
    assert.equal(api.chat.state().turns[1]?.text, 'Because.');
  });

  test('shows what was sent, as it was sent', async () => {
    const { id } = await ask('Why?');
    tell({ kind: 'show-sent', turn: id });
    const text = await until('the request', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.languageId === 'jsonc' && document.getText();
    });
    assert.deepEqual(JSON.parse(text.replace(/^\/\/.*\n/, '')), questions().at(-1)?.body);
  });

  test('/review sends what is changed and not committed, without the private files', async () => {
    const git = (...args: string[]): void => {
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.test', ...args], { cwd: root() });
    };
    written.push(path.join(root(), '.git'));
    const file = write('src/heron.ts', 'export const heron = 1;\n');
    const secret = write('.env', 'TOKEN=\n');
    git('init', '--quiet');
    git('add', 'src/heron.ts', '.env');
    git('commit', '--quiet', '--message', 'Begin');
    fs.writeFileSync(file, 'export const heron = 2;\n');
    fs.writeFileSync(secret, `TOKEN=${CANARY}\n`);
    interface Git {
      readonly enabled: boolean;
      getAPI(version: 1): { openRepository(uri: vscode.Uri): Promise<unknown> };
    }
    const settings = vscode.workspace.getConfiguration('git');
    await settings.update('enabled', true, vscode.ConfigurationTarget.Global);
    const extension = await vscode.extensions.getExtension<Git>('vscode.git')!.activate();
    await until('Git', () => extension.enabled);
    await extension.getAPI(1).openRepository(vscode.Uri.file(root()));
    const { state } = await ask('/review');
    assert.deepEqual(state, { kind: 'complete' });
    const sent = JSON.stringify(questions().at(-1)?.body);
    assert.ok(sent.includes('+export const heron = 2;') && sent.includes('-export const heron = 1;'), sent);
    assert.ok(!sent.includes('TOKEN') && !sent.includes(CANARY), 'a private file was sent');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
  });

  test('shows in the side bar what was said, and shows it again when the view comes back', async () => {
    await ask('Who was first?');
    for (const time of ['first', 'second']) {
      const shown = new Promise<readonly string[]>((resolve) => {
        const subscription = api.chat.onDidPost((message) => {
          if (message.kind !== 'state') return;
          subscription.dispose();
          resolve(message.state.turns.map(({ text }) => text));
        });
      });
      // Its page says that it is ready, and is told everything.
      await run('sotto.openChat');
      assert.deepEqual(await shown, ['Who was first?', 'Because.'], `${time} time`);
      await run('workbench.view.explorer');
    }
  });
});
