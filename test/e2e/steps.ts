// What the drives of a real workbench have in common: how one is opened, walked through step by step, and looked at.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { ROOT } from '../../scripts/lib/root.ts';
import { nothingRun } from '../../scripts/lib/tally.ts';
import type { Skip, Tally } from '../../scripts/lib/tally.ts';
import { Unavailable } from '../../scripts/lib/unavailable.ts';
import { ensureHost } from '../../scripts/setup-host.ts';
import { projectFolder } from '../support/project-folder.ts';
import { installExtension, makeProfile, startBrowser, startServer, workbenchUrl } from '../support/workbench.ts';
import type { Server } from '../support/workbench.ts';

export const PICTURES = path.join(ROOT, 'out', 'pictures');

export type Step = readonly [name: string, run: () => Promise<void>];

/** A workbench that is open in a browser, with the extension in it and a copy of the sample project. */
export interface OpenWindow {
  readonly page: Page;
  /** The project's, absolute. */
  readonly folder: string;
  /** Settings, extensions, what the extension keeps. */
  readonly profile: string;
}

export interface WindowOptions {
  readonly vsix: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Opened first, relative to the project. */
  readonly file: string;
  /** The workbench ends after this time, whatever happens. */
  readonly lifeSeconds: number;
  /** Opens the folder untrusted, where the settings say so. */
  readonly workspaceTrust?: boolean;
}

/** Opens a workbench for a tier of tests, and leaves nothing of it behind. What is missing on this machine is a skip. */
export async function driveTier(
  tier: string,
  { vsix, settings, file, ...options }: WindowOptions,
  drive: (window: OpenWindow) => Promise<Tally>,
): Promise<Tally> {
  const profile = makeProfile(settings);
  let project: Awaited<ReturnType<typeof projectFolder>> | undefined;
  let server: Server | undefined;
  let browser: BrowserContext | undefined;
  try {
    const host = await ensureHost('current');
    project = await projectFolder('sample-project');
    const { folder } = project;
    await installExtension(host, profile, vsix);
    server = await startServer(host, profile, options);
    browser = await startBrowser(profile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(20_000);
    await page.goto(workbenchUrl(server.port, { folder, file: path.join(folder, file) }));
    return await drive({ page, folder, profile });
  } catch (error) {
    if (error instanceof Unavailable)
      return nothingRun(tier, { name: 'all steps', reason: error.message, need: error.need });
    return { tier, passed: 0, failures: [String((error as Error).stack)], skips: [] };
  } finally {
    await browser?.close().catch(() => undefined);
    await server?.stop();
    await project?.remove();
    await fs.rm(profile, { recursive: true, force: true });
  }
}

/** Each step stands on the ones before, so the first failure ends the walk; the rest is reported as not run. */
export async function walk(tier: string, page: Page, all: readonly Step[]): Promise<Tally> {
  await fs.mkdir(PICTURES, { recursive: true });
  const failures: string[] = [];
  const skips: Skip[] = [];
  let passed = 0;
  for (const [name, run] of all) {
    if (failures.length > 0) {
      skips.push({ name, reason: 'a step before it failed' });
      continue;
    }
    try {
      await run();
      passed += 1;
      console.log(`  ✔ ${name}`);
    } catch (error) {
      if (error instanceof Unavailable) {
        skips.push({ name, reason: error.message, need: error.need });
        continue;
      }
      console.log(`  ✖ ${name}\n${(error as Error).stack}`);
      failures.push(`${name}: ${firstLine((error as Error).message)} (see out/pictures/failure.png)`);
      await picture(page, 'failure').catch(() => undefined);
      console.log(await lastDecisions(page).catch(() => 'no decision could be read'));
    }
  }
  return { tier, passed, failures, skips };
}

/** What Sotto says of its last decisions, for the report of a failure: a picture does not reach the log. */
async function lastDecisions(page: Page): Promise<string> {
  page.setDefaultTimeout(5_000);
  await runCommand(page, 'Sotto: Why This, or Why Nothing?');
  await row(page, 'How eager Sotto is').waitFor();
  await picture(page, 'failure-why');
  const rows = await page
    .locator('.quick-input-list .monaco-list-row')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
  return ['what Sotto says of it:', ...rows].join('\n    ');
}

/** Extensions start after everything else; on a busy machine that takes its time. */
export async function sottoIsUp(page: Page): Promise<void> {
  await page.locator('.statusbar-item', { hasText: 'Sotto' }).waitFor({ timeout: 60_000 });
}

/** The box's title tells it from the palette, which it takes the place of. */
export async function openEditBox(page: Page): Promise<Locator> {
  await runCommand(page, 'Sotto: Edit…');
  await page.locator('.quick-input-title', { hasText: 'Sotto: Edit' }).waitFor();
  return page.locator('.quick-input-widget');
}

export async function openByName(page: Page, file: string): Promise<void> {
  const name = path.basename(file);
  const tab = page.locator('.tab', { hasText: name }).first();
  if ((await tab.count()) > 0) {
    await tab.click();
  } else {
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input[type="text"]').fill(file);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await page.keyboard.press('Enter');
  }
  await page.locator('.tab.active', { hasText: name }).first().waitFor();
}

export async function runCommand(page: Page, title: string): Promise<void> {
  const fill = async (): Promise<void> => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type="text"]').fill(`>${title}`, { timeout: 5_000 });
  };
  // Whatever takes the focus while the palette opens closes it again.
  await fill().catch(fill);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}

export async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

/** A row of the list that is open, by the words that it begins with. */
export function row(page: Page, label: string): Locator {
  return page.locator(`.quick-input-list .monaco-list-row[aria-label^="${label}"]`).first();
}

export async function picture(page: Page, name: string): Promise<void> {
  // Menus fade in.
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
}

/** The editor draws no-break spaces. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.allTextContents()).join('\n').replaceAll('\u00a0', ' ');
}

/** Ghost text is coloured like code: one element for each colour. */
export async function firstGhostLine(page: Page): Promise<string> {
  const ghost = page.locator('.ghost-text-decoration');
  const parts = page.locator('.view-line', { has: ghost }).first().locator(ghost);
  return (await textOf(parts)).replaceAll('\n', '');
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

export async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Types slowly until ghost text is drawn, as a person would who waits to see; returns what was typed by then. */
export async function typeUntil(page: Page, text: string, ghost: Locator): Promise<string> {
  for (let length = 1; length <= text.length; length++) {
    await page.keyboard.type(text[length - 1] ?? '');
    const drawn = await appears(ghost.first(), 500);
    if (drawn) return text.slice(0, length);
  }
  throw new Error(`no ghost text anywhere in ${JSON.stringify(text)}`);
}

export async function appears(what: Locator, withinMs: number): Promise<boolean> {
  return what.waitFor({ timeout: withinMs }).then(
    () => true,
    () => false,
  );
}
