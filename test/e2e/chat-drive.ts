// Drives the chat of a real workbench with the packed extension installed, in a light, a dark and a high-contrast theme, and
// with llama.cpp's server where it is built.
//   node test/e2e/chat-drive.ts [--vsix FILE]      pictures in out/pictures/chat-in-editor-*.png
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { nothingRun, report } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { packExtension } from '../../scripts/package.ts';
import { findLlamaServer } from '../../scripts/setup-server.ts';
import { type RunningServer, startLlamaServer } from '../support/llama-server.ts';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.ts';
import { ANSWER, answered, applyCode, ask, askAndStop, chatFrame, chatIsBack, openChat } from './chat-steps.ts';
import { driveTier, openEditBox, type OpenWindow, picture, sottoIsUp, type Step, until, walk } from './steps.ts';

const TIER = 'chat in VS Code';
const FILE = 'src/routes/loans.ts';
/** As a system tells the browser of them, and what VS Code calls them to a web view. */
const THEMES = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }, 'vscode-light'],
  ['high-contrast', { colorScheme: 'dark', forcedColors: 'active' }, 'vscode-high-contrast'],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }, 'vscode-dark'],
] as const;
type Theme = (typeof THEMES)[number];

export async function driveChat(vsix: string): Promise<Tally> {
  await using model = await scriptedServer({ kind: 'vllm', models: ['talker', 'other'] });
  const settings = settingsFor(model.url, 'talker');
  return await driveTier(TIER, { vsix, settings, file: FILE, lifeSeconds: 400 }, (window) =>
    walk(TIER, window.page, steps(window, model)),
  );
}

function settingsFor(url: string, model: string): Readonly<Record<string, unknown>> {
  return {
    'window.autoDetectColorScheme': true,
    'workbench.preferredDarkColorTheme': 'Dark Modern',
    'workbench.preferredLightColorTheme': 'Light Modern',
    'sotto.servers': { local: { chat: { url, model } } },
  };
}

function steps({ page, folder }: OpenWindow, model: ScriptedServer): Step[] {
  const chat = chatFrame(page);
  const wear = async ([, media, kind]: Theme): Promise<void> => {
    await page.emulateMedia(media);
    await chat.locator(`body.${kind}`).waitFor();
  };
  const look = async (name: string): Promise<void> => {
    for (const theme of THEMES) {
      await wear(theme);
      await picture(page, `chat-in-editor-${name}-${theme[0]}`);
    }
  };

  /** What the server got with a question. */
  const sent = async (question: string): Promise<string> => {
    const body = (): string => JSON.stringify(model.requests.at(-1)?.body);
    await ask(page, question);
    await until(async () => body().includes(question), `the question ${question}`);
    await answered(page);
    return body();
  };

  return [
    [
      'the empty chat says what goes along, and where to',
      async () => {
        await sottoIsUp(page);
        await openChat(page);
        await chat.locator('.destination', { hasText: model.url }).waitFor();
        await chat.locator('.chips .chip', { hasText: 'loans.ts' }).waitFor();
        await look('empty');
      },
    ],
    askAndStop(page, model),
    [
      'an answer stands in every theme',
      async () => {
        model.say(ANSWER);
        await ask(page, 'All of it.');
        await answered(page);
        await look('answer');
      },
    ],
    applyCode(page, folder, model),
    [
      'a file that is mentioned goes along',
      async () => {
        const box = chat.locator('.draft');
        await box.click();
        await box.pressSequentially('Compare with @receipt', { delay: 20 });
        const option = chat.locator('[role="option"]', { hasText: 'receipt.ts' }).first();
        await option.waitFor();
        await look('mention');
        await option.click();
        await chat.locator('.chips .chip', { hasText: 'receipt.ts' }).waitFor();
        await page.keyboard.press('Enter');
        await chat.locator('.turn.person', { hasText: 'Compare with receipt.ts' }).waitFor();
        await answered(page);
        const sent = JSON.stringify(model.requests.at(-1)?.body);
        const receipt = await fs.readFile(path.join(folder, 'src/format/receipt.ts'), 'utf8');
        assert.ok(sent.includes(JSON.stringify(receipt.split('\n')[0]).slice(1, -1)), sent);
      },
    ],
    [
      'rules of the project go along once they are ticked, and no longer once they change',
      async () => {
        const rules = path.join(folder, 'AGENTS.md');
        const chip = chat.locator('.chips .chip', { hasText: 'AGENTS.md' });
        const tick = chip.getByRole('checkbox');
        const isTicked = async (): Promise<boolean> => (await tick.getAttribute('aria-checked')) === 'true';
        await fs.writeFile(rules, '# App\n\nIt counts birds.\n\n## Style\n\n- Always name the heron.\n');
        await tick.waitFor();
        assert.equal(await isTicked(), false);
        await look('rules');
        assert.ok(!(await sent('Without rules.')).includes('heron'));
        await tick.click();
        await until(isTicked, 'the tick');
        await look('rules-ticked');
        assert.match(await sent('With rules.'), /AGENTS\.md ===\\n## Style\\n- Always name the heron\.\\n===/);
        await fs.writeFile(rules, '## Style\n\n- Always name the \u200bcrane.\n');
        await chip.locator('.chip-note', { hasText: 'changed' }).waitFor();
        assert.equal(await isTicked(), false);
        await look('rules-changed');
        assert.ok(!(await sent('With changed rules.')).includes('crane'));
      },
    ],
    [
      'characters that nobody sees are told before such rules are accepted',
      async () => {
        const chip = chat.locator('.chips .chip', { hasText: 'AGENTS.md' });
        await chip.locator('.chip-note', { hasText: 'hidden characters' }).waitFor();
        const dialog = page.locator('.monaco-dialog-box', { hasText: 'holds characters that nobody sees' });
        await chip.getByRole('checkbox').click();
        await dialog.waitFor();
        assert.match((await dialog.textContent()) ?? '', /U\+200B/);
        await look('rules-hidden');
        assert.equal(await dialog.locator(':focus').textContent(), 'Open the File');
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        assert.equal(await chip.getByRole('checkbox').getAttribute('aria-checked'), 'false');
        await chip.getByRole('checkbox').click();
        await dialog.getByRole('button', { name: 'Let It Go Along' }).click();
        await until(async () => (await chip.getByRole('checkbox').getAttribute('aria-checked')) === 'true', 'the tick');
        assert.match(await sent('With hidden characters.'), /Always name the \[U\+200B\]crane/);
      },
    ],
    [
      'rules are in the box of an edit as well, and accepted there for both',
      async () => {
        await fs.writeFile(path.join(folder, 'AGENTS.md'), '## Style\n\n- Always name the stork.\n');
        const chip = chat.locator('.chips .chip', { hasText: 'AGENTS.md' });
        await chip.locator('.chip-note', { hasText: 'changed' }).waitFor();
        await page.locator('.editor-instance .view-lines').first().click();
        const box = await openEditBox(page);
        const row = box.locator('.monaco-list-row', { hasText: 'AGENTS.md' });
        await row.filter({ hasText: 'they have changed' }).waitFor();
        await picture(page, 'edit-rules');
        await row.click();
        await row.filter({ hasText: 'until they change' }).waitFor();
        await picture(page, 'edit-rules-ticked');
        await page.keyboard.press('Escape');
        await until(async () => (await chip.getByRole('checkbox').getAttribute('aria-checked')) === 'true', 'the tick');
        await fs.rm(path.join(folder, 'AGENTS.md'));
        await chip.waitFor({ state: 'detached' });
      },
    ],
    [
      'a link opens nothing: a dialog shows the host that it leads to, whatever its text says',
      async () => {
        const opened: string[] = [];
        const note = (request: { url(): string }): void => void opened.push(request.url());
        page.context().on('request', note);
        await chat.locator('.turn.model a.link', { hasText: 'example.org/docs' }).last().click();
        const dialog = page.locator('.monaco-dialog-box', { hasText: 'leads to evil.example' });
        await dialog.waitFor();
        await look('link');
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        assert.equal(page.context().pages().length, 1);
        assert.deepEqual(
          opened.filter((url) => url.includes('evil.example') || url.includes('example.org')),
          [],
        );
        page.context().off('request', note);
      },
    ],
    [
      'every control has a ring when a key reaches it, also in high contrast',
      async () => {
        for (const theme of THEMES) {
          await wear(theme);
          await chat.locator('.turn.model').last().locator('.code-block').getByRole('button', { name: 'Copy' }).focus();
          await page.keyboard.press('Tab');
          await page.keyboard.press('Shift+Tab');
          await picture(page, `chat-in-editor-focus-${theme[0]}`);
          const outline = await chat.locator(':focus').evaluate('(element) => getComputedStyle(element).outlineStyle');
          assert.notEqual(outline, 'none');
        }
      },
    ],
    [
      'a server that is away is said in one sentence, with what helps',
      async () => {
        model.fault = 'overloaded';
        const answer = await ask(page, 'And now?');
        await answer.locator('.failure').waitFor({ timeout: 60_000 });
        await look('failed');
        model.fault = undefined;
      },
    ],
    [
      'the window is reloaded, with half a question in the box',
      async () => {
        const box = chat.locator('.draft');
        await box.click();
        await box.pressSequentially('Half a question', { delay: 20 });
        // As long as a draft takes to be kept.
        await page.waitForTimeout(1_000);
        await page.reload();
        await sottoIsUp(page);
      },
    ],
    chatIsBack(page),
    [
      'and what was in the box',
      async () => {
        await until(async () => (await chat.locator('.draft').inputValue()) === 'Half a question', 'the draft');
      },
    ],
  ];
}

/** The same with llama.cpp's server and a tiny model of random weights: what it says is noise, that it says it is not. */
export async function driveChatWithLlama(vsix: string): Promise<Tally> {
  const tier = "chat in VS Code with llama.cpp's server";
  const runtime = await findLlamaServer();
  if (runtime === undefined)
    return nothingRun(tier, { name: 'all steps', reason: '`npm run setup:server` builds it', need: 'llama' });
  await using server = await startLlamaServer(runtime);
  const settings = settingsFor(`${server.url}/v1`, 'tiny');
  return await driveTier(tier, { vsix, settings, file: FILE, lifeSeconds: 180 }, ({ page }) =>
    walk(tier, page, [['an answer streams, and its slot is free once it is stopped', () => askLlama(page, server)]]),
  );
}

async function askLlama(page: Page, server: RunningServer): Promise<void> {
  await sottoIsUp(page);
  await openChat(page);
  const answer = await ask(page, 'Count to a thousand.');
  await until(async () => ((await answer.textContent()) ?? '').length > 40, 'the first words');
  assert.equal(await server.busy(), true);
  await page.keyboard.press('Escape');
  await answer.locator('.note', { hasText: 'You stopped this answer.' }).waitFor();
  await until(async () => !(await server.busy()), 'the server is idle');
  await picture(page, 'chat-in-editor-llama');
}

if (import.meta.main) {
  exitOnSignals();
  const { values } = parseArgs({ options: { vsix: { type: 'string' } } });
  const vsix = values.vsix ?? (await packExtension());
  process.exitCode = report([await driveChat(vsix), await driveChatWithLlama(vsix)]);
}
