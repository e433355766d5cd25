// What is hard to put in right, in the real editor: each is drawn, looked at, accepted, and read from the saved file.
//   node test/e2e/tricky-cases.ts [--vsix FILE]      pictures in out/pictures/tricky-*.png
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { report } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { packExtension } from '../../scripts/package.ts';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.ts';
import { driveTier, picture, row, runCommand, sottoIsUp, type Step, until, walk } from './steps.ts';

const TIER = 'tricky cases';
const MODEL = 'qwen2.5-coder-1.5b';

interface TrickyCase {
  readonly name: string;
  readonly file: string;
  /** With the cursor `█`. */
  readonly text: string;
  /** What the model says. */
  readonly answer: string;
  /** The file once the suggestion is accepted. */
  readonly expected: string;
}

const CASES: readonly TrickyCase[] = [
  {
    name: 'a closing bracket that the editor has put in already',
    file: 'src/tricky/bracket.ts',
    text: 'export function remind(member: { name: string }): void {\n  console.log(format(█))\n}\n\ndeclare function format(text: string): string;\n',
    answer: "member.name + '!'));\n}",
    expected:
      "export function remind(member: { name: string }): void {\n  console.log(format(member.name + '!'));\n}\n\ndeclare function format(text: string): string;\n",
  },
  {
    name: 'lines that stand below already',
    file: 'src/tricky/suffix.ts',
    text: 'export function total(days: readonly number[]): number {\n  let sum = 0;\n  █\n  return sum;\n}\n',
    answer: 'for (const day of days) {\n    sum += day;\n  }\n  return sum;\n}\n',
    expected:
      'export function total(days: readonly number[]): number {\n  let sum = 0;\n  for (const day of days) {\n    sum += day;\n  }\n  return sum;\n}\n',
  },
  {
    name: 'a dedent of Python',
    file: 'tools/dedent.py',
    text: 'def is_late(due: int, today: int) -> bool:\n    if due < today:\n        █\n\n\nprint(is_late(1, 2))\n',
    answer: 'return True\n    return False\n\n\ndef main() -> None:\n    pass\n',
    expected:
      'def is_late(due: int, today: int) -> bool:\n    if due < today:\n        return True\n    return False\n\n\nprint(is_late(1, 2))\n',
  },
  {
    name: 'a file with CRLF',
    file: 'src/tricky/crlf.ts',
    text: 'export function longest(names: readonly string[]): string {\r\n  █\r\n}\r\n',
    answer:
      "let found = '';\n  for (const name of names) {\n    if (name.length > found.length) found = name;\n  }\n  return found;",
    expected:
      "export function longest(names: readonly string[]): string {\r\n  let found = '';\r\n  for (const name of names) {\r\n    if (name.length > found.length) found = name;\r\n  }\r\n  return found;\r\n}\r\n",
  },
  {
    name: 'an import that it needs',
    file: 'src/tricky/import.ts',
    text: "import type { Loan } from '../model/loan.ts';\n\nexport function say(loan: Loan): string {\n  return █\n}\n",
    answer: 'formatDay(loan.dueDay);',
    expected:
      "import { formatDay } from '../format/day.ts';\nimport type { Loan } from '../model/loan.ts';\n\nexport function say(loan: Loan): string {\n  return formatDay(loan.dueDay);\n}\n",
  },
];

/** A right-to-left override and a zero-width space: the code would not be what it looks like. */
const HIDDEN = "if (role === 'admin\u202e \u200b') return true;";
const HIDDEN_FILE = 'src/tricky/hidden.ts';
const HIDDEN_TEXT = 'export function isAdmin(role: string): boolean {\n  █\n  return false;\n}\n';

export async function driveTrickyCases(vsix: string): Promise<Tally> {
  await using model = await scriptedServer({ kind: 'vllm', models: [MODEL], logProbability: -0.01 });
  const settings = {
    'sotto.servers': { local: { completion: { url: model.url, model: MODEL } } },
    // What is shown is not the question here, but how.
    'sotto.completion.mode': 'eager',
  };
  return await driveTier(
    TIER,
    { vsix, settings, file: 'src/routes/holds.ts', lifeSeconds: 300 },
    async ({ page, folder }) => {
      for (const { file, text } of [...CASES, { file: HIDDEN_FILE, text: HIDDEN_TEXT }]) {
        await fs.mkdir(path.dirname(path.join(folder, file)), { recursive: true });
        await fs.writeFile(path.join(folder, file), text.replace('█', ''));
      }
      return walk(TIER, page, steps(page, folder, model));
    },
  );
}

function steps(page: Page, folder: string, model: ScriptedServer): Step[] {
  return [
    [
      'the server is the one that is asked',
      async () => {
        await sottoIsUp(page);
        await page.locator('[aria-label="Sotto, on"]').first().waitFor();
        model.fill('1');
        await page.locator('.editor-instance .monaco-editor').first().click();
        await page.keyboard.press('Control+End');
        await until(async () => {
          await ask(page);
          await page.waitForTimeout(300);
          return model.prompts.length > 0;
        }, 'a request to the server');
        await page.keyboard.press('Escape');
      },
    ],
    ...CASES.map((one, index): Step => [one.name, () => acceptIn(page, folder, model, one, index)]),
    [
      'what nobody can see is not drawn, and Why says so',
      async () => {
        model.fill(HIDDEN);
        await openAt(page, HIDDEN_FILE, HIDDEN_TEXT);
        const asked = model.prompts.length;
        await ask(page);
        await until(async () => model.prompts.length > asked, 'a request to the server');
        await page.waitForTimeout(1_000);
        assert.equal(await page.locator('.ghost-text-decoration').count(), 0);
        await runCommand(page, 'Sotto: Why This, or Why Nothing?');
        await row(page, 'Nothing shown: The suggestion held characters that nobody can see.').waitFor();
        await picture(page, 'tricky-hidden-characters');
        await page.keyboard.press('Escape');
      },
    ],
  ];
}

async function acceptIn(
  page: Page,
  folder: string,
  model: ScriptedServer,
  { file, text, answer, expected }: TrickyCase,
  index: number,
): Promise<void> {
  model.fill(answer);
  await openAt(page, file, text);
  await ask(page);
  await page.locator('.ghost-text-decoration').first().waitFor();
  const shot = `tricky-${index + 1}-${path.basename(file).replace(/\..*/, '')}`;
  if (expected.includes('import {')) {
    await page.locator('.statusbar-item', { hasText: 'Sotto' }).hover();
    await page
      .locator('.monaco-hover, .workbench-hover', { hasText: 'Accepting the suggestion adds' })
      .first()
      .waitFor();
  }
  await picture(page, `${shot}-drawn`);
  // What it would say next is not the question here.
  model.fill('');
  await page.keyboard.press('Tab');
  const saved = path.join(folder, file);
  let last = '';
  try {
    await until(async () => {
      await page.keyboard.press('Control+S');
      await page.waitForTimeout(200);
      last = await fs.readFile(saved, 'utf8');
      return last === expected;
    }, `${file} as expected`);
  } catch {
    assert.equal(last, expected);
  }
  await picture(page, `${shot}-accepted`);
}

/** Puts the cursor where the mark is. */
async function openAt(page: Page, file: string, text: string): Promise<void> {
  const lines = text.slice(0, text.indexOf('█')).split('\n');
  const name = path.basename(file);
  await page.keyboard.press('Control+P');
  const place = `${file}:${lines.length}:${lines.at(-1)!.length + 1}`;
  await page.locator('.quick-input-widget input[type="text"]').fill(place);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).first().waitFor();
  await page.waitForTimeout(300);
}

async function ask(page: Page): Promise<void> {
  await runCommand(page, 'Trigger Inline Suggestion');
}

if (import.meta.main) {
  exitOnSignals();
  const { values } = parseArgs({ options: { vsix: { type: 'string' } } });
  process.exitCode = report([await driveTrickyCases(values.vsix ?? (await packExtension()))]);
}
