// The chat's page as VS Code would show it, served from 127.0.0.1, with a host that a test plays.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../scripts/find-chromium.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { chatPage } from '../../src/core/chat/page.ts';
import type { ChatState, FromView, ToView } from '../../src/core/chat/protocol.ts';

/** What VS Code 1.139 sets for the variables that our style uses, in its own default themes. */
const THEMES: Readonly<Record<Theme, Readonly<Record<string, string>>>> = JSON.parse(
  fs.readFileSync(path.join(import.meta.dirname, 'theme-colours.json'), 'utf8'),
);
export type Theme = 'light' | 'dark' | 'high-contrast';

export interface ChatPage extends AsyncDisposable {
  readonly page: Page;
  /** Requests for anything but the page's own files. */
  readonly foreignRequests: readonly string[];
  /** What the page's policy refused, scripts' errors, dialogs. */
  readonly troubles: readonly string[];
  readonly say: (...messages: readonly ToView[]) => Promise<void>;
  readonly posted: () => Promise<readonly FromView[]>;
  /** Milliseconds from the moment that our script was there to the first frame with the box in it. */
  readonly firstPaintMs: () => Promise<number>;
}

const FILES: Readonly<Record<string, string>> = {
  '/chat.js': 'text/javascript',
  '/chat.css': 'text/css',
  '/codicon.ttf': 'font/ttf',
};

export async function startChatBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
  });
}

/** The host answers `ready` with `state`; what else it says is the test's. */
export async function openChatPage(browser: Browser, state: ChatState, theme: Theme = 'dark'): Promise<ChatPage> {
  const server = await serve();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await browser.newPage({ viewport: { width: 400, height: 760 } });
  page.setDefaultTimeout(10_000);
  const foreignRequests: string[] = [];
  const troubles: string[] = [];
  const own = new Set(['/', '/favicon.ico', ...Object.keys(FILES)].map((file) => origin + file));
  page.on('request', (request) => {
    if (!own.has(request.url().replace(/\?.*$/, ''))) foreignRequests.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addInitScript(playHost, { state, colours: THEMES[theme] });
  await page.goto(`${origin}/`);
  await page.locator('.draft').waitFor();
  return {
    page,
    foreignRequests,
    troubles,
    say: (...messages) =>
      page.evaluate(async (all: readonly ToView[]) => {
        for (const message of all) postMessage(message, '*');
        // Two frames: what was said is drawn, and so is what was only noted while drawing.
        for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      }, messages),
    posted: () => page.evaluate<readonly FromView[]>('posted'),
    firstPaintMs: () => page.evaluate<number>('firstPaint'),
    async [Symbol.asyncDispose]() {
      await page.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs in the page before its own script does. */
declare class MutationObserver {
  constructor(callback: () => void);
  observe(target: unknown, options: { readonly childList: boolean }): void;
  disconnect(): void;
}
declare const document: {
  readonly documentElement: { readonly style: { readonly setProperty: (name: string, value: string) => void } } | null;
  readonly querySelector: (selector: string) => unknown;
};
declare function requestAnimationFrame(callback: (time: number) => void): void;
declare function postMessage(message: unknown, target: string): void;

interface PageGlobals {
  posted: FromView[];
  firstPaint: Promise<number>;
  acquireVsCodeApi: () => unknown;
  postMessage: typeof postMessage;
}

function playHost({ state, colours }: { state: ChatState; colours: Readonly<Record<string, string>> }): void {
  const page = globalThis as unknown as PageGlobals;
  page.posted = [];
  page.acquireVsCodeApi = () => ({
    postMessage(message: FromView) {
      page.posted.push(message);
      if (message.kind === 'ready') page.postMessage({ kind: 'state', state }, '*');
    },
  });
  // As VS Code does it: on the page's own element, which is not there yet.
  const observer = new MutationObserver(() => {
    if (document.documentElement === null) return;
    for (const [name, value] of Object.entries(colours)) document.documentElement.style.setProperty(name, value);
    observer.disconnect();
  });
  observer.observe(document, { childList: true });
  page.firstPaint = new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector('.draft') === null) return requestAnimationFrame(look);
      requestAnimationFrame(() => {
        const [script] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/chat.js'));
        resolve(performance.now() - ((script as { responseEnd?: number } | undefined)?.responseEnd ?? 0));
      });
    };
    requestAnimationFrame(look);
  });
}

async function serve(): Promise<http.Server> {
  const nonce = 'abcdefghijklmnopqrstuvwx';
  const server = http.createServer((request, response) => {
    const file = request.url?.replace(/\?.*$/, '') ?? '/';
    const type = FILES[file];
    if (file === '/') {
      const html = chatPage({
        nonce,
        cspSource: `http://${request.headers.host}`,
        scriptUri: '/chat.js',
        styleUri: '/chat.css',
      });
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    } else if (type !== undefined) {
      response.writeHead(200, { 'content-type': type });
      fs.createReadStream(path.join(ROOT, 'dist', 'webview', file.slice(1))).pipe(response);
    } else response.writeHead(file === '/favicon.ico' ? 204 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
