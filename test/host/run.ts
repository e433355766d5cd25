// Runs the suite in test/host/suite INSIDE the extension host of a real VS Code workbench.
//   node test/host/run.ts [--host current|oldest] [--vsix FILE] [--several] [--grep TEXT] [--verbose]
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { format, parseArgs } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { nothingRun, report } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { Unavailable } from '../../scripts/lib/unavailable.ts';
import { ensureHost } from '../../scripts/setup-host.ts';
import type { HostName } from '../../scripts/setup-host.ts';
import { projectFolder } from '../support/project-folder.ts';
import {
  developmentMode,
  installedExtensions,
  installExtension,
  makeProfile,
  startBrowser,
  startServer,
  workbenchUrl,
} from '../support/workbench.ts';
import type { Server } from '../support/workbench.ts';
import { bundleSuite } from './bundle-suite.ts';
import type { TestRow } from './suite/index.ts';
import { tallyOfRows } from './tally-of-rows.ts';

export interface HostSuiteOptions {
  readonly host: HostName;
  /** Test this packed extension, installed, instead of the one in the working tree. */
  readonly vsix?: string;
  /** Only tests whose full name contains this. */
  readonly grep?: string;
  readonly verbose?: boolean;
  /** A window with several folders, and the tests that want one. */
  readonly several?: boolean;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Extension under test; our own unless a script proves this runner with another one. */
  readonly extension?: string;
}

const MARK = '@@sotto ';
const TIME_LIMIT_SECONDS = 900;

export async function runHostSuite(options: HostSuiteOptions): Promise<Tally> {
  const tier = `host suite (${options.host}${options.vsix ? ', packed' : ''}${options.several ? ', several folders' : ''})`;
  try {
    return await run(tier, options);
  } catch (error) {
    if (error instanceof Unavailable)
      return nothingRun(tier, { name: 'all tests', reason: error.message, need: error.need });
    return { tier, passed: 0, failures: [String((error as Error).stack)], skips: [] };
  }
}

async function run(tier: string, options: HostSuiteOptions): Promise<Tally> {
  const host = await ensureHost(options.host);
  const testsPath = await bundleSuite();
  const project = await projectFolder(options.several ? 'sample-project' : 'viem');
  const grep = options.grep ?? (options.several ? 'In several folders' : undefined);
  const profile = makeProfile();
  const resultsFile = path.join(profile, 'results.json');
  let server: Server | undefined;
  let browser: BrowserContext | undefined;
  let green = false;
  try {
    if (options.vsix) await installExtension(host, profile, options.vsix);
    // Without a development folder the workbench does not start the suite; an installed one may serve as that.
    const extensions = options.vsix ? installedExtensions(profile) : [options.extension ?? ROOT];
    server = await startServer(host, profile, {
      lifeSeconds: TIME_LIMIT_SECONDS + 60,
      env: {
        SOTTO_TEST_MARK: MARK,
        SOTTO_TEST_RESULTS: resultsFile,
        SOTTO_TEST_HOST: options.host,
        ...(grep ? { SOTTO_TEST_GREP: grep } : {}),
        ...options.env,
      },
    });
    browser = await startBrowser(profile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    const ending = endOfSuite(page, options.verbose ?? false);
    await developmentMode(page, server.port, { extensions, testsPath });
    const opened = options.several ? { workspace: severalFolders(project.folder) } : { folder: project.folder };
    await page.goto(workbenchUrl(server.port, opened));
    const { code, errors } = await ending;

    // The workbench also answers 0 for a suite that ran nothing or that called process.exit: only the rows are evidence.
    const rows: TestRow[] = fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')) : [];
    const tally = tallyOfRows(tier, rows);
    const failures = [...tally.failures];
    if (code === 'timed out') failures.push(`the suite did not end within ${TIME_LIMIT_SECONDS} s`);
    else if (rows.length === 0) failures.push(`no test ran\n${errors.slice(-5).join('\n')}`);
    else if (code !== 0 && failures.length === 0)
      failures.push(`the suite ended with ${code}\n${errors.slice(-5).join('\n')}`);
    green = failures.length === 0;
    if (!green) await page.screenshot({ path: path.join(profile, 'failure.png') }).catch(() => undefined);
    return { ...tally, failures };
  } finally {
    await browser?.close().catch(() => undefined);
    await server?.stop();
    await project.remove();
    if (green) fs.rmSync(profile, { recursive: true, force: true });
    else console.error(`logs and a picture are kept in ${profile}`);
  }
}

/** A workspace of the project, an empty folder beside it, and a folder of a file system that a suite brings. */
function severalFolders(project: string): string {
  const second = path.join(path.dirname(project), 'second');
  fs.mkdirSync(second);
  const file = path.join(path.dirname(project), 'several.code-workspace');
  const folders = [{ path: project }, { path: second }, { uri: 'sotto-test:/remote', name: 'remote' }];
  fs.writeFileSync(file, JSON.stringify({ folders }));
  return file;
}

interface Ending {
  readonly code: number | 'timed out';
  readonly errors: readonly string[];
}

/** The workbench calls two functions of the page: one per line logged in the extension host, one at the end of the suite. */
function endOfSuite(page: Page, verbose: boolean): Promise<Ending> {
  const errors: string[] = [];
  return new Promise((resolve, reject) => {
    const log = (type: string, args: unknown[]): void => {
      const text = format(...args);
      if (text.startsWith(MARK)) console.log(text.slice(MARK.length));
      else if (verbose) console.error(`[workbench ${type}] ${text}`);
      if (type === 'error' && !text.startsWith(MARK)) errors.push(text.split('\n').slice(0, 3).join('\n'));
    };
    page.exposeFunction('codeAutomationLog', log).catch(reject);
    page.exposeFunction('codeAutomationExit', (code: number) => resolve({ code, errors })).catch(reject);
    page.once('crash', () => reject(new Error('the page crashed')));
    setTimeout(() => resolve({ code: 'timed out', errors }), TIME_LIMIT_SECONDS * 1000).unref();
  });
}

if (import.meta.main) {
  exitOnSignals();
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: 'current' },
      vsix: { type: 'string' },
      grep: { type: 'string' },
      extension: { type: 'string' },
      several: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const { host, ...rest } = values;
  process.exitCode = report([await runHostSuite({ ...rest, host: host === 'oldest' ? 'oldest' : 'current' })]);
}
