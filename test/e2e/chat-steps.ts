// What a person does in the chat of a real workbench. The core of it is in the quick drive, all of it in `chat-drive.ts`.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { picture, PICTURES, runCommand, type Step, until } from './steps.ts';

/** The file that the answer's code is for. */
export const CODE_FILE = 'src/routes/members.ts';

/** An answer with a list, a table, a link whose text lies, and code for `CODE_FILE`. */
export const ANSWER = `A member is found by its **id**; see \`src/store/library.ts:5\`. What is not there is told as such:

1. \`getMember\` asks the table.
2. It answers \`notFound\` with the id.

| asked for | answer |
|:----------|-------:|
| m1        |    200 |
| m9        |    404 |

\`\`\`ts ${CODE_FILE}
export function getMember(library: Library, id: string): Response {
  const member = library.members.get(id);
  if (member === undefined) return notFound(\`There is no member with the id \${id}.\`);
  return ok(member);
}
\`\`\`

More is in [example.org/docs](https://evil.example/steal?what=members).
`;

/** The chat's page, which VS Code puts into a frame of a frame. */
export function chatFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

export async function openChat(page: Page): Promise<Locator> {
  await runCommand(page, 'Sotto: Open Chat');
  const box = chatFrame(page).locator('.draft');
  await box.waitFor({ timeout: 60_000 });
  return box;
}

/** Types a question as a person does, and sends it. */
export async function ask(page: Page, question: string): Promise<Locator> {
  const box = chatFrame(page).locator('.draft');
  await box.click();
  await box.pressSequentially(question, { delay: 10 });
  await page.keyboard.press('Enter');
  return chatFrame(page).locator('.turn.model').last();
}

/** Until the last answer has ended, however it did. */
export async function answered(page: Page): Promise<void> {
  await chatFrame(page).locator('.chat:not(.streaming) .turn.model').last().waitFor({ timeout: 60_000 });
}

export function askAndStop(page: Page, model: ScriptedServer): Step {
  return [
    'a question in the chat is answered bit by bit, and stopped by a key',
    async () => {
      await openChat(page);
      model.say(ANSWER, 120);
      const answer = await ask(page, 'How is a member found?');
      await answer.locator('strong', { hasText: 'id' }).waitFor();
      await picture(page, 'chat-in-editor-streaming');
      const abandoned = model.abandoned;
      await page.keyboard.press('Escape');
      await answer.locator('.note', { hasText: 'You stopped this answer.' }).waitFor();
      await until(async () => model.abandoned > abandoned, 'the server is left');
      assert.equal(await answer.locator('table').count(), 0);
      await picture(page, 'chat-in-editor-stopped');
    },
  ];
}

export function applyCode(page: Page, folder: string, model: ScriptedServer): Step {
  return [
    'code of an answer is applied as a diff, and is nowhere in the file before it is accepted',
    async () => {
      const file = path.join(folder, CODE_FILE);
      const before = await fs.readFile(file, 'utf8');
      model.say(ANSWER);
      const answer = await ask(page, 'Say which id it was.');
      await answered(page);
      await answer.locator('.code-block').getByRole('button', { name: 'Apply as diff' }).click();
      const right = page.locator('.monaco-diff-editor .editor.modified');
      await right.locator('.view-line', { hasText: 'There is no member' }).first().waitFor();
      await picture(page, 'chat-in-editor-diff');
      await pictureForWalkthrough(page);
      assert.equal(await fs.readFile(file, 'utf8'), before);
      assert.equal(await page.locator('.tab.dirty', { hasText: path.basename(CODE_FILE) }).count(), 0);
      await right.locator('.view-lines').click();
      await page.keyboard.press('Control+Enter');
      await right.waitFor({ state: 'detached' });
      const lines = page.locator('.editor-instance .view-lines').first();
      await lines.locator('.view-line', { hasText: 'There is no member' }).waitFor();
      assert.equal(await fs.readFile(file, 'utf8'), before);
      await page.keyboard.press('Control+S');
      const after = before.replace('`no member with id ${id}`', '`There is no member with the id ${id}.`');
      await until(async () => (await fs.readFile(file, 'utf8')) === after, 'the file holds the change alone');
    },
  ];
}

/** The chat and the diff beside it, in a window that is small enough for a walkthrough. */
async function pictureForWalkthrough(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 800, height: 440 });
  await page.waitForTimeout(300);
  const clip = { x: 48, y: 36, width: 652, height: 345 };
  await page.screenshot({ path: path.join(PICTURES, 'walkthrough-ask.png'), clip });
  if (size !== null) await page.setViewportSize(size);
}

/** After a reload of the window. */
export function chatIsBack(page: Page): Step {
  return [
    'the chat has its conversation again after the reload',
    async () => {
      await openChat(page);
      const chat = chatFrame(page);
      await chat.locator('.turn.person', { hasText: 'Say which id it was.' }).waitFor();
      // What is far from view is bare text.
      await chat.locator('.turn.person', { hasText: 'How is a member found?' }).scrollIntoViewIfNeeded();
      await chat.locator('.turn.model .note', { hasText: 'You stopped this answer.' }).waitFor();
      await picture(page, 'chat-in-editor-reloaded');
      await chat.locator('.turn.person', { hasText: 'Say which id it was.' }).scrollIntoViewIfNeeded();
      await chat.locator('.turn.model table').last().waitFor();
    },
  ];
}
