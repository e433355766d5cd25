// A workspace that is not trusted: completions come from the engine, edits and the chat say what is missing, and the server
// hears nothing.
//   node test/e2e/restricted-mode.ts [--vsix FILE]      pictures in out/pictures/restricted-*.png
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { report } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { packExtension } from '../../scripts/package.ts';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.ts';
import { answered, ask, chatFrame, openChat } from './chat-steps.ts';
import { driveTier, openEditBox, type OpenWindow, picture, sottoIsUp, type Step, typeUntil, walk } from './steps.ts';

const TIER = 'Restricted Mode';

export async function driveRestrictedMode(vsix: string): Promise<Tally> {
  await using model = await scriptedServer({ kind: 'vllm', models: ['qwen2.5-coder-1.5b'], answer: ['leaked'] });
  const server = { url: model.url };
  const settings = {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.untrustedFiles': 'open',
    'sotto.servers': { local: { completion: server, edit: server, chat: server } },
  };
  const options = { vsix, settings, file: 'src/routes/holds.ts', lifeSeconds: 180, workspaceTrust: true };
  return await driveTier(TIER, options, (window) => walk(TIER, window.page, steps(window, model)));
}

function steps({ page, folder }: OpenWindow, model: ScriptedServer): Step[] {
  const chat = chatFrame(page);
  const sentence = `Nothing is sent to ${model.url} until you trust this workspace.`;
  const lines = page.locator('.editor-instance .view-lines').first();

  return [
    [
      'completions come from the engine',
      async () => {
        await sottoIsUp(page);
        await page.locator('[aria-label="Sotto, on"]').first().waitFor();
        await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
        await page.locator('.editor-instance .monaco-editor').first().click();
        await page.keyboard.press('Control+End');
        await page.keyboard.type('\nexport function cancelHold(library: Library, id: string): Response {\n', {
          delay: 20,
        });
        await page.keyboard.type('const hold = library.holds.get(id);\n', { delay: 60 });
        await typeUntil(page, 'if (hold === undefined) return notFound(', page.locator('.ghost-text-decoration'));
        await picture(page, 'restricted-mode');
        await page.keyboard.press('Escape');
        await page.locator('.ghost-text-decoration').first().waitFor({ state: 'detached' });
      },
    ],
    [
      'an edit is not asked for, and one sentence says why',
      async () => {
        const before = await lines.textContent();
        const box = await openEditBox(page);
        await box.locator('input[type="text"]').fill('Count the holds that are left');
        await page.keyboard.press('Enter');
        const told = page.locator('.notification-toast', { hasText: 'until you trust this workspace' });
        await told.waitFor();
        await picture(page, 'restricted-edit');
        assert.equal(await page.locator('.notification-toast').count(), 1);
        await told.locator('.monaco-button', { hasText: 'Manage Trust' }).waitFor();
        assert.equal(await page.locator('.monaco-diff-editor').count(), 0);
        assert.equal(await lines.textContent(), before);
      },
    ],
    [
      'the chat says where its requests would go, and answers a question with that sentence',
      async () => {
        await openChat(page);
        await chat.locator('.destination', { hasText: 'nowhere until you trust this workspace' }).waitFor();
        const answer = await ask(page, 'How is a hold cancelled?');
        await answered(page);
        assert.equal(await answer.locator('.failure span').last().textContent(), sentence);
        await picture(page, 'restricted-chat');
      },
    ],
    [
      'what needs no model is answered by the chat all the same',
      async () => {
        const answer = await ask(page, 'Where is getHold?');
        await answered(page);
        await answer.locator('.prose', { hasText: 'src/routes/holds.ts' }).waitFor();
      },
    ],
    [
      'rules of the project are not offered to be sent along',
      async () => {
        await fs.writeFile(path.join(folder, 'AGENTS.md'), '## Style\n- Always name holds.\n');
        // As long as what watches files takes to say so, and more.
        await page.waitForTimeout(3_000);
        await chat.locator('.chips .chip', { hasText: 'holds.ts' }).waitFor();
        assert.equal(await chat.locator('.chips .chip').count(), 1);
      },
    ],
    ['the server has heard nothing', async () => assert.equal(model.requests.length, 0)],
  ];
}

if (import.meta.main) {
  exitOnSignals();
  const { values } = parseArgs({ options: { vsix: { type: 'string' } } });
  process.exitCode = report([await driveRestrictedMode(values.vsix ?? (await packExtension()))]);
}
