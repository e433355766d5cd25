// From a key to drawn ghost text, with Sotto and with an extension that answers at once (the floor: what VS Code itself
// needs), in turns on one machine in one run; and the same for the suggest widget, with Sotto and without.
//   node test/e2e/latency.ts [--vsix FILE] [--keys N]      numbers also in out/latency.json
import { globSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { nothingRun, report } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { Unavailable } from '../../scripts/lib/unavailable.ts';
import { packExtension, packFolder } from '../../scripts/package.ts';
import { ensureHost } from '../../scripts/setup-host.ts';
import type { HostRuntime } from '../../scripts/setup-host.ts';
import { projectFolder } from '../support/project-folder.ts';
import { installExtension, makeProfile, startBrowser, startServer, workbenchUrl } from '../support/workbench.ts';
import type { Server } from '../support/workbench.ts';
import { keyProbes, widgetProbes } from './latency-probes.ts';
import type { Probe } from './latency-probes.ts';

const TIER = 'latency';
const GHOST_TEXT = '.ghost-text-decoration';
const SUGGEST_WIDGET = '.suggest-widget.visible .monaco-list-row';

const KEYS = 40;
const WARM_UP_KEYS = 10;

/** A floor above this measures what else runs here. */
const BUSY_FLOOR_MS = 125;

/** Sotto is silent where it is unsure, so there are more places than keys to be measured. */
const TRIES = 3;

/** Each silent place costs a second and more: so long one round takes at most, and the whole run under five minutes. */
const ROUND_MS = 90_000;

/** What Sotto may add, in milliseconds. */
const LIMITS = { ghost: { p50: 15, p95: 40 }, widget: { p50: 20 } } as const;

export async function measureLatency(vsix: string, keys = KEYS): Promise<Tally> {
  try {
    return await measure(vsix, keys);
  } catch (error) {
    if (error instanceof Unavailable) return nothingRun(TIER, { name: 'all', reason: error.message, need: error.need });
    return { tier: TIER, passed: 0, failures: [String((error as Error).stack)], skips: [] };
  }
}

async function measure(vsix: string, keys: number): Promise<Tally> {
  const host = await ensureHost('current');
  const project = await projectFolder('viem');
  const out = path.join(ROOT, 'out');
  const windows: TestWindow[] = [];
  try {
    const ghostProbes = await keyProbes(project.folder, WARM_UP_KEYS + 2 * TRIES * keys);
    await writeProbes(path.join(project.folder, 'key-probe.ts'), ghostProbes);
    const listProbes = widgetProbes();
    await fs.writeFile(
      path.join(project.folder, 'widget_probe.py'),
      listProbes.map(({ before }) => `${before}\n`).join(''),
    );

    const floorVsix = await packFolder(path.join(ROOT, 'test', 'e2e', 'floor-extension'), out);
    const floor = await openWindow(host, floorVsix, project.folder, '.statusbar-item:has-text("Floor ready")');
    windows.push(floor);
    const sotto = await openWindow(host, vsix, project.folder, '[aria-label="Sotto, on"]');
    windows.push(sotto);

    const both = { floor: floor.page, sotto: sotto.page };
    // The first keys in a new window are slow in both: code is compiled, parts of the editor are built.
    await measureGhosts(both, ghostProbes.slice(0, WARM_UP_KEYS), WARM_UP_KEYS);
    const measured = ghostProbes.slice(WARM_UP_KEYS);
    const half = Math.floor(measured.length / 2);
    const idle = await measureGhosts(both, measured.slice(0, half), keys);
    const churn = keepChanging(project.folder);
    const indexing = await measureGhosts(both, measured.slice(half), keys);
    await churn.stop();
    const widget = await measureWidgets(both, listProbes);

    const numbers = { idle: summarize(idle), indexing: summarize(indexing), widget: summarize(widget) };
    await fs.mkdir(out, { recursive: true });
    await fs.writeFile(
      path.join(out, 'latency.json'),
      JSON.stringify({ numbers, idle, indexing, widget }, undefined, 1),
    );
    console.log(table(numbers));
    return judge(numbers);
  } finally {
    for (const window of windows) await window.close();
    await project.remove();
  }
}

export interface TestWindow {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

export async function openWindow(
  host: HostRuntime,
  vsix: string,
  folder: string,
  ready: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<TestWindow> {
  const profile = makeProfile(settings);
  let server: Server | undefined;
  let browser: BrowserContext | undefined;
  const close = async (): Promise<void> => {
    await browser?.close().catch(() => undefined);
    await server?.stop();
    await fs.rm(profile, { recursive: true, force: true });
  };
  try {
    await installExtension(host, profile, vsix);
    server = await startServer(host, profile, { lifeSeconds: 900 });
    browser = await startBrowser(profile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    for (const script of ['page-probe.js', 'ghost-recorder.js'])
      await page.addInitScript({ path: path.join(import.meta.dirname, script) });
    await page.goto(workbenchUrl(server.port, { folder, file: path.join(folder, 'key-probe.ts') }));
    await page.locator(ready).first().waitFor({ timeout: 120_000 });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Sample {
  readonly text: string;
  /** `undefined`: nothing was drawn in time. */
  readonly floor: number | undefined;
  readonly sotto: number | undefined;
}

interface Pages {
  readonly floor: Page;
  readonly sotto: Page;
}

/**
 * One line of the probe file after the other: to its end, one key, until ghost text is drawn; `enough` times in both, or as
 * often as there is time for.
 */
async function measureGhosts(pages: Pages, probes: readonly Probe[], enough: number): Promise<Sample[]> {
  for (const page of [pages.floor, pages.sotto]) {
    await page.locator('.editor-instance .monaco-editor').first().click();
    await goToLine(page, probes[0]?.line ?? 0);
  }
  const samples: Sample[] = [];
  let drawn = 0;
  const started = performance.now();
  for (const probe of probes) {
    if (drawn === enough || performance.now() - started > ROUND_MS) break;
    const measureIn = async (page: Page): Promise<number | undefined> => {
      await page.keyboard.press('End');
      // Answers that come more than 750 ms after the key are not drawn by VS Code.
      const ms = await pressAndWait(page, probe.key, GHOST_TEXT, 800);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      return ms;
    };
    const sotto = await measureIn(pages.sotto);
    const floor = sotto === undefined ? undefined : await measureIn(pages.floor);
    for (const page of [pages.floor, pages.sotto]) await page.keyboard.press('ArrowDown');
    samples.push({ text: probe.before, floor, sotto });
    if (floor !== undefined) drawn += 1;
  }
  return samples;
}

/** A new first letter on an empty last line; the list offers the words of the document. */
async function measureWidgets(pages: Pages, probes: readonly Probe[]): Promise<Sample[]> {
  for (const page of [pages.floor, pages.sotto]) await openFile(page, 'widget_probe.py');
  const samples: Sample[] = [];
  for (const probe of probes) {
    const measureIn = async (page: Page): Promise<number | undefined> => {
      await page.keyboard.press('Control+End');
      const ms = await pressAndWait(page, probe.key, SUGGEST_WIDGET, 2000);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Backspace');
      return ms;
    };
    samples.push({ text: probe.key, floor: await measureIn(pages.floor), sotto: await measureIn(pages.sotto) });
  }
  return samples;
}

export async function pressAndWait(
  page: Page,
  key: string,
  selector: string,
  limitMs: number,
): Promise<number | undefined> {
  await settle(page, selector);
  await page.evaluate(`probe.arm(${JSON.stringify(selector)})`);
  await page.keyboard.press(key);
  const { ms } = (await page.evaluate(`probe.result(${limitMs})`)) as { readonly ms?: number };
  return ms;
}

/** What the key before has set off must be over, or it would be measured. */
async function settle(page: Page, selector: string): Promise<void> {
  const gone = `!document.querySelector(${JSON.stringify(selector)})`;
  for (let tries = 0; tries < 10; tries++) {
    await page.waitForTimeout(150);
    if (await page.evaluate(gone)) return;
    await page.keyboard.press('Escape');
  }
  await page.screenshot({ path: path.join(ROOT, 'out', 'pictures', 'latency-failure.png') });
  throw new Error(`${selector} does not go away with Escape (see out/pictures/latency-failure.png)`);
}

export async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+G');
  await page.keyboard.type(String(line + 1));
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
}

async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  await page.keyboard.type(name, { delay: 20 });
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active').filter({ hasText: name }).waitFor();
  await page.waitForTimeout(500);
}

async function writeProbes(file: string, probes: readonly Probe[]): Promise<void> {
  const lines: string[] = [];
  for (const { line, before } of probes) lines[line] = before;
  await fs.writeFile(file, `${lines.map((line) => line ?? '').join('\n')}\n`);
}

/** Saves files of the project again and again with a change, so that the index is never up to date. */
function keepChanging(folder: string): { stop: () => Promise<void> } {
  let stopped = false;
  const work = (async () => {
    const files = globSync('{actions,utils}/**/*.ts', { cwd: folder });
    for (let n = 0; !stopped; n++) {
      const from = (n * 10) % files.length;
      for (const file of files.slice(from, from + 10)) await fs.appendFile(path.join(folder, file), `// change ${n}\n`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await work;
    },
  };
}

interface Summary {
  readonly pairs: number;
  readonly floor: { readonly p50: number; readonly p95: number };
  readonly sotto: { readonly p50: number; readonly p95: number };
  /** Keys after which Sotto had nothing to show. */
  readonly nothing: number;
}

/** Only keys after which both have drawn something are compared. */
function summarize(samples: readonly Sample[]): Summary {
  const pairs = samples.filter((sample) => sample.floor !== undefined && sample.sotto !== undefined);
  const of = (values: (number | undefined)[]) => ({ p50: percentile(values, 0.5), p95: percentile(values, 0.95) });
  return {
    pairs: pairs.length,
    floor: of(pairs.map((sample) => sample.floor)),
    sotto: of(pairs.map((sample) => sample.sotto)),
    nothing: samples.filter((sample) => sample.sotto === undefined).length,
  };
}

function percentile(values: readonly (number | undefined)[], share: number): number {
  const sorted = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

interface Numbers {
  readonly idle: Summary;
  readonly indexing: Summary;
  readonly widget: Summary;
}

function table(numbers: Numbers): string {
  const cell = (ms: number): string => ms.toFixed(0).padStart(5);
  const row = (name: string, { floor, sotto, pairs, nothing }: Summary): string =>
    `${name.padEnd(28)} ${cell(floor.p50)} /${cell(floor.p95)}   ${cell(sotto.p50)} /${cell(sotto.p95)}   ` +
    `${pairs} compared, ${nothing} times nothing`;
  return [
    `${'ms, p50 / p95'.padEnd(28)}     floor          Sotto`,
    row('key to ghost text', numbers.idle),
    row('the same while indexing', numbers.indexing),
    row('key to suggest widget', numbers.widget),
  ].join('\n');
}

function judge({ idle, indexing, widget }: Numbers): Tally {
  if (idle.floor.p50 > BUSY_FLOOR_MS) {
    const reason = `the machine is too busy to tell: the floor alone is ${idle.floor.p50.toFixed(0)} ms, usually 90`;
    return nothingRun(TIER, { name: 'all', reason, need: 'quiet-machine' });
  }
  const claims: readonly (readonly [claim: string, holds: boolean, seen: string])[] = [
    ...ghostClaims('key to ghost text', idle),
    ...ghostClaims('key to ghost text while indexing', indexing),
    atMost('key to suggest widget, p50', widget.sotto.p50 - widget.floor.p50, LIMITS.widget.p50),
    ['enough suggest widgets were compared', widget.pairs >= 10, `${widget.pairs}`],
  ];
  const failures = claims.filter(([, holds]) => !holds).map(([claim, , seen]) => `${claim}: ${seen}`);
  return { tier: TIER, passed: claims.length - failures.length, failures, skips: [] };
}

function ghostClaims(name: string, summary: Summary): (readonly [string, boolean, string])[] {
  return [
    atMost(`${name}, p50`, summary.sotto.p50 - summary.floor.p50, LIMITS.ghost.p50),
    atMost(`${name}, p95`, summary.sotto.p95 - summary.floor.p95, LIMITS.ghost.p95),
    [`${name}: enough keys were compared`, summary.pairs >= 20, `${summary.pairs}`],
  ];
}

function atMost(name: string, ms: number, limit: number): readonly [string, boolean, string] {
  return [`${name} is at most ${limit} ms above the floor`, ms <= limit, `${ms.toFixed(0)} ms`];
}

if (import.meta.main) {
  exitOnSignals();
  const { values } = parseArgs({
    options: { vsix: { type: 'string' }, keys: { type: 'string', default: String(KEYS) } },
  });
  process.exitCode = report([await measureLatency(values.vsix ?? (await packExtension()), Number(values.keys))]);
}
