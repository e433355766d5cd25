// A workspace that is not trusted: completions come from the engine, and the server hears nothing.
//   node test/e2e/restricted-mode.ts [--vsix FILE]      a picture in out/pictures/
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { nothingRun, report } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { Unavailable } from '../../scripts/lib/unavailable.ts';
import { packExtension } from '../../scripts/package.ts';
import { ensureHost } from '../../scripts/setup-host.ts';
import { projectFolder } from '../support/project-folder.ts';
import { scriptedServer } from '../support/scripted-server.ts';
import { installExtension, makeProfile, startBrowser, startServer, workbenchUrl } from '../support/workbench.ts';
import type { Server } from '../support/workbench.ts';

const TIER = 'Restricted Mode';
const FILE = 'src/routes/holds.ts';

export async function driveRestrictedMode(vsix: string): Promise<Tally> {
  try {
    const failures = await drive(vsix);
    return { tier: TIER, passed: failures.length === 0 ? 1 : 0, failures, skips: [] };
  } catch (error) {
    if (error instanceof Unavailable) return nothingRun(TIER, { name: 'all', reason: error.message, need: error.need });
    return { tier: TIER, passed: 0, failures: [String((error as Error).stack)], skips: [] };
  }
}

async function drive(vsix: string): Promise<string[]> {
  const host = await ensureHost('current');
  await using model = await scriptedServer({ kind: 'vllm', models: ['qwen2.5-coder-1.5b'], answer: ['leaked'] });
  const profile = makeProfile({
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.untrustedFiles': 'open',
    'sotto.servers': { local: { completion: { url: model.url } } },
  });
  const project = await projectFolder('sample-project');
  const file = path.join(project.folder, FILE);
  let server: Server | undefined;
  let browser: BrowserContext | undefined;
  try {
    await installExtension(host, profile, vsix);
    server = await startServer(host, profile, { lifeSeconds: 120, workspaceTrust: true });
    browser = await startBrowser(profile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(20_000);
    await page.goto(workbenchUrl(server.port, { folder: project.folder, file }));
    await page.locator('[aria-label="Sotto, on"]').first().waitFor();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await page.locator('.editor-instance .monaco-editor').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nexport function cancelHold(library: Library, id: string): Response {\n', { delay: 20 });
    await page.keyboard.type('const hold = library.holds.get(id);\nif (hold ', { delay: 60 });
    await page.locator('.ghost-text-decoration').first().waitFor();
    await fs.mkdir(path.join(ROOT, 'out', 'pictures'), { recursive: true });
    await page.screenshot({ path: path.join(ROOT, 'out', 'pictures', 'restricted-mode.png') });
    return model.requests.length === 0
      ? []
      : [`the server was asked ${model.requests.length} times in Restricted Mode`];
  } finally {
    await browser?.close().catch(() => undefined);
    await server?.stop();
    await project.remove();
    await fs.rm(profile, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  exitOnSignals();
  const { values } = parseArgs({ options: { vsix: { type: 'string' } } });
  process.exitCode = report([await driveRestrictedMode(values.vsix ?? (await packExtension()))]);
}
