import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { run, sotto, until } from './editor.ts';
import { block, choose, EditsBench, fence, lastPrompt, shown } from './edits-bench.ts';

suite('Commands that ask a model', () => {
  const bench = new EditsBench();

  suiteSetup(async () => {
    await sotto();
    bench.setUp('sotto-edit-commands');
  });
  teardown(() => bench.afterEach());
  suiteTeardown(() => bench.tearDown());

  const BROKEN = 'export const plank: number = "wide";\n';

  test('Fix asks about the problem at the cursor, and proposes', async () => {
    const model = await bench.serve(
      block('export const plank: number = "wide";', 'export const plank: string = "wide";'),
    );
    const editor = await bench.openFile('fix.ts', BROKEN);
    await until('the problem', () => vscode.languages.getDiagnostics(editor.document.uri)[0], 30_000);
    await run('sotto.fix');
    assert.match(lastPrompt(model), /not assignable to type/);
    assert.match(shown()?.getText() ?? '', /plank: string/);
    assert.equal(editor.document.getText(), BROKEN);
    await run('sotto.acceptAll');
    await until('the change', () => /plank: string/.test(editor.document.getText()));
  });

  test('Fix is in the light bulb, and is never the preferred fix', async () => {
    const editor = await bench.openFile('bulb.ts', BROKEN);
    const problem = await until('the problem', () => vscode.languages.getDiagnostics(editor.document.uri)[0], 30_000);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      problem.range,
    );
    const ours = actions.filter(({ title }) => title === 'Fix with Sotto');
    assert.equal(ours.length, 1);
    assert.notEqual(ours[0]!.isPreferred, true);
    const fixAll = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      problem.range,
      vscode.CodeActionKind.SourceFixAll.value,
    );
    assert.equal(fixAll.filter(({ title }) => title === 'Fix with Sotto').length, 0);
  });

  test('a change that brings a new problem is followed by an offer to fix it', async () => {
    const good = 'export const plank: number = 1;\n';
    await bench.serve(block('export const plank: number = 1;', 'export const plank: number = "wide";'));
    const editor = await bench.openFile('follow.ts', good);
    await vscode.commands.executeCommand('sotto.edit', { instruction: 'make it wide' });
    await run('sotto.acceptAll');
    await until('the new problem', () => vscode.languages.getDiagnostics(editor.document.uri)[0], 30_000);
    const model = await bench.serve(block('export const plank: number = "wide";', good.trimEnd()));
    await until(
      'the fix to be proposed',
      async () => {
        await run('sotto.fixNewProblems');
        return shown();
      },
      15_000,
    );
    assert.match(lastPrompt(model), /not assignable to type/);
    await run('sotto.acceptAll');
    assert.equal(editor.document.getText(), good);
  });

  test('Document proposes comments for the definition at the cursor', async () => {
    const text = 'const one = 1;\nexport function area(w: number) {\n  return w * one;\n}\n';
    const model = await bench.serve(
      fence('/** How much it covers. */\nexport function area(w: number) {\n  return w * one;\n}\n'),
    );
    const editor = await bench.openFile('document.ts', text);
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await run('sotto.document');
    assert.match(lastPrompt(model), /TSDoc/);
    await run('sotto.acceptAll');
    assert.equal(
      editor.document.getText(),
      text.replace('export function', '/** How much it covers. */\nexport function'),
    );
  });

  test('Document without a model gives the comment to fill in', async () => {
    await choose(undefined);
    const text = 'export function area(width: number) {\n  return width;\n}\n';
    const editor = await bench.openFile('skeleton.ts', text);
    await run('sotto.document');
    assert.match(shown()?.getText() ?? '', /@param width/);
    assert.equal(editor.document.getText(), text);
    await run('sotto.acceptAll');
    await until('the change', () => /@param width[^]*export function area/.test(editor.document.getText()));
  });

  test('Generate Tests proposes a file where the project has its others; it is there once it is accepted', async () => {
    await bench.openFile('lib/saw.ts', 'export const saw = 1;\n');
    await bench.openFile('lib/saw.spec.ts', "import { test } from 'vitest';\ntest('saws', () => {});\n");
    const model = await bench.serve(fence("import { test } from 'vitest';\ntest('planes', () => {});\n"));
    await bench.openFile('lib/plane.ts', 'export const plane = 2;\n');
    await run('sotto.generateTests');
    const file = path.join(bench.folder, 'lib/plane.spec.ts');
    assert.match(lastPrompt(model), /test\('saws'/);
    assert.match(shown()?.getText() ?? '', /planes/);
    assert.equal(fs.existsSync(file), false);
    await run('sotto.acceptAll');
    assert.match(fs.readFileSync(file, 'utf8'), /planes/);
  });

  test('rules of the project that were ticked go along with edits', async () => {
    const api = await sotto();
    const rules = () => api.chat.state().chips.find(({ label }) => label === 'sotto-edit-commands/AGENTS.md');
    const edit = async (): Promise<string> => {
      const model = await bench.serve(block('export const beam = 1;', 'export const beam = 2;'));
      await bench.openFile('beam.ts', 'export const beam = 1;\n');
      await vscode.commands.executeCommand('sotto.edit', { instruction: 'make it two' });
      await run('sotto.rejectAll');
      return lastPrompt(model);
    };
    await bench.openFile('AGENTS.md', '## Style\n- Always name beams.\n');
    api.chat.receive({ kind: 'ready' });
    assert.doesNotMatch(await edit(), /Always name beams/);
    const { id } = await until('the chip', rules);
    api.chat.receive({ kind: 'tick-chip', chip: id, ticked: true });
    await until('the tick', () => rules()?.consent === 'given');
    assert.match(await edit(), /sotto-edit-commands\/AGENTS\.md says[^]*- Always name beams\./);
    fs.writeFileSync(path.join(bench.folder, 'AGENTS.md'), '## Style\n- Always name beams badly.\n');
    assert.doesNotMatch(await edit(), /Always name beams/);
  });

  test('Explain opens a preview and changes nothing', async () => {
    await bench.serve('It **measures** a plank.\n\n![x](https://example.org/steal)\n');
    const text = 'export function area(w: number) {\n  return w;\n}\n';
    const editor = await bench.openFile('explain.ts', text);
    await run('sotto.explain');
    const page = await until('the explanation', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('Explanation of explain.ts.md')),
    );
    await until('all of it', () => page.getText().includes('steal'));
    assert.match(page.getText(), /\*\*measures\*\*/);
    assert.doesNotMatch(page.getText(), /(?<!\\)\[x/);
    assert.equal(editor.document.getText(), text);
    await until('the preview', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('Explanation'))),
    );
  });

  suite('on a Git repository', () => {
    suiteSetup(async () => {
      const git = (...args: string[]): void =>
        void execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
          cwd: path.dirname(bench.folder),
          stdio: 'ignore',
        });
      await bench.openFile('reviewed.ts', 'export const one = 1;\nexport const two = 2;\n');
      await bench.openFile('.env', 'TOKEN=abc\n');
      git('init', '-q');
      git('add', bench.folder);
      git('commit', '-q', '-m', 'Begin at the beginning');
      fs.writeFileSync(path.join(bench.folder, '.env'), 'TOKEN=hidden-from-models\n');
    });
    suiteTeardown(() => fs.rmSync(path.join(path.dirname(bench.folder), '.git'), { recursive: true, force: true }));

    test('the commit message is written from the change, in the voice of the last ones', async () => {
      const model = await bench.serve('"Count to three"');
      await bench.openFile('reviewed.ts', 'export const one = 1;\nexport const two = 3;\n');
      await run('sotto.commitMessage');
      assert.match(lastPrompt(model), /Begin at the beginning/);
      assert.match(lastPrompt(model), /\+export const two = 3;/);
      assert.doesNotMatch(lastPrompt(model), /hidden-from-models/);
      // VS Code's Git is off in this window, so it comes in a document.
      assert.equal(vscode.window.activeTextEditor?.document.getText(), 'Count to three');
    });

    test('a review lists its findings by place', async () => {
      const model = await bench.serve('- 2: two is three\n');
      await bench.openFile('reviewed.ts', 'export const one = 1;\nexport const two = 3;\n');
      await run('sotto.reviewChanges');
      assert.match(lastPrompt(model), /\+export const two = 3;/);
      assert.doesNotMatch(JSON.stringify(model.requests.map(({ body }) => body)), /hidden-from-models/);
      await until('the list', async () => {
        await run('workbench.action.acceptSelectedQuickOpenItem');
        return vscode.window.activeTextEditor?.selection.active.line === 1;
      });
      assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('reviewed.ts'));
    });
  });
});
