// Drives the chat's built page in a real Chromium with a host that the test plays: takes pictures, measures frames, first
// paint and memory, looks for requests and for faults of accessibility.
//   node test/e2e/chat-view.ts      pictures in out/pictures/chat-*.png; needs a build in dist/
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { nothingRun, report } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { Unavailable } from '../../scripts/lib/unavailable.ts';
import type { ChatState, ChatTurn, ContextChip } from '../../src/core/chat/protocol.ts';
import { openChatPage, startChatBrowser } from '../support/chat-page.ts';
import type { ChatPage, Theme } from '../support/chat-page.ts';

const TIER = 'chat view';
const PICTURES = path.join(ROOT, 'out', 'pictures');
const THEMES: readonly Theme[] = ['light', 'dark', 'high-contrast'];

export async function driveChatView(): Promise<Tally> {
  let browser: Browser;
  try {
    browser = await startChatBrowser();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return nothingRun(TIER, { name: 'all steps', reason: error.message, need: error.need });
  }
  await fs.mkdir(PICTURES, { recursive: true });
  const failures: string[] = [];
  let passed = 0;
  for (const [name, run] of steps) {
    try {
      const figures = await run(browser);
      passed += 1;
      console.log(`  ✔ ${name}${figures === undefined ? '' : `: ${figures}`}`);
    } catch (error) {
      console.log(`  ✖ ${name}: ${(error as Error).message}`);
      failures.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  await browser.close();
  return { tier: TIER, passed, failures, skips: [] };
}

/** What a step has measured is told with its name. */
type Step = readonly [name: string, run: (browser: Browser) => Promise<string | undefined>];

const steps: readonly Step[] = [
  ['the first paint is there 300 ms after the script', firstPaint],
  ...THEMES.map((theme): Step => [`nothing is badly accessible, ${theme}`, (browser) => lookAt(browser, theme)]),
  ['every control is reached by keyboard', keyboard],
  ['what a model writes makes no request and runs nothing', payloads],
  ['100 KB of prose and code stream smoothly', (browser) => stream(browser, mixedText())],
  [
    '100 KB in one code fence stream smoothly',
    (browser) => stream(browser, `\`\`\`ts\n${codeText(100_000)}\n\`\`\`\n`),
  ],
  [
    '100 KB in one paragraph stream smoothly',
    (browser) => stream(browser, 'word `code` **bold** and so on, '.repeat(3_125)),
  ],
  ['a conversation of 1,000 messages opens and scrolls smoothly', longConversation],
  ['memory does not grow but for what is on the page', memory],
];

async function firstPaint(browser: Browser): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    await using chat = await openChatPage(browser, emptyState());
    times.push(await chat.firstPaintMs());
  }
  const median = times.toSorted((a, b) => a - b)[2]!;
  assert.ok(median <= 300, `${median.toFixed(0)} ms in the median`);
  return `${median.toFixed(0)} ms in the median of 5 (${times.map((ms) => ms.toFixed(0)).join(', ')})`;
}

async function lookAt(browser: Browser, theme: Theme): Promise<string> {
  await using chat = await openChatPage(browser, emptyState(), theme);
  const { page } = chat;
  const seen: string[] = [];
  const look = async (name: string): Promise<void> => {
    await page.screenshot({ path: path.join(PICTURES, `chat-${name}-${theme}.png`) });
    const narrow = await page.evaluate<number>(
      `[...document.querySelectorAll('.turn.model > :is(.prose, .code-block)')].filter(({ offsetWidth }) => offsetWidth < 360).length`,
    );
    assert.equal(narrow, 0, `${name}: blocks that are not as wide as the view`);
    seen.push(...(await seriousFaults(page)).map((fault) => `${name}: ${fault}`));
  };
  await look('empty');
  await chat.say({ kind: 'state', state: stateOf([], { conversation: 'e', models: [], destination: 'nowhere' }) });
  await look('empty-without-model');

  const half = ANSWER.slice(0, ANSWER.indexOf('return') + 40);
  await chat.say({ kind: 'state', state: stateOf([ASKED, answer('a', half, { kind: 'streaming' })]) });
  await look('streaming');
  await chat.say({
    kind: 'state',
    state: stateOf([ASKED, { ...answer('a', ANSWER), thinking: 'Let me look.\n\nSo.' }]),
  });
  await look('answer');
  await page.locator('.thinking summary').click();
  await page.locator('.used summary').click();
  await page.locator('.messages').evaluate((element) => void ((element as { scrollTop: number }).scrollTop = 0));
  await page.waitForTimeout(100);
  await look('answer-top');

  const failed = {
    kind: 'failed',
    message: 'The server at 127.0.0.1:8080 refused the key.',
    action: 'enter-key',
  } as const;
  await chat.say({ kind: 'state', state: stateOf([ASKED, answer('f', 'It is in', failed)]) });
  await look('error');

  await page.locator('.draft').click();
  await page.keyboard.type('Compare with @lo');
  await chat.say({ kind: 'suggestions', request: await latestRequest(chat), suggestions: SUGGESTIONS });
  await look('mention-menu');
  await page.keyboard.press('Escape');
  await chat.say({ kind: 'conversations', conversations: CONVERSATIONS });
  await look('conversations');
  // The system's colours instead of the theme's; axe cannot tell which those are.
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.screenshot({ path: path.join(PICTURES, `chat-forced-colours-${theme}.png`) });
  assert.deepEqual(seen, []);
  assert.deepEqual(chat.troubles, []);
  return 'no finding of axe that is serious or critical';
}

/** axe-core's findings of the impacts serious and critical, a line each. */
async function seriousFaults(page: Page): Promise<readonly string[]> {
  interface Finding {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }
  const findings = await page.evaluate<readonly Finding[]>(
    `${axe.source}; axe.run().then(({ violations }) => violations)`,
  );
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)} ${nodes[0]?.failureSummary.replaceAll(/\s+/g, ' ')}`,
    );
}

async function keyboard(browser: Browser): Promise<string> {
  await using chat = await openChatPage(browser, stateOf([ASKED, answer('a', ANSWER)]));
  const { page } = chat;
  const describe = `((element) => element.ariaLabel ?? element.textContent.slice(0, 40))`;
  const wanted = await page.evaluate<string[]>(
    `[...document.querySelectorAll('button:not(:disabled), select, textarea, summary, a.link')].map(${describe})`,
  );
  const reached: string[] = [];
  await page.evaluate(`document.body.focus()`);
  for (let press = 0; press < wanted.length + 20; press++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate<string>(`(${describe})(document.activeElement)`));
    const ring = await page.evaluate<string>(
      `document.activeElement.matches('.draft, body') || getComputedStyle(document.activeElement).outlineStyle`,
    );
    assert.ok(String(ring) !== 'none', `no focus ring on ${reached.at(-1)}`);
  }
  assert.deepEqual(
    wanted.filter((name) => !reached.includes(name)),
    [],
  );
  return `${wanted.length} controls`;
}

/** Each payload is an answer; then every link in it is clicked. The page stays where it is, and only says so to its host. */
async function payloads(browser: Browser): Promise<string> {
  const file = path.join(ROOT, 'test', 'corpora', 'security', 'webview.jsonl');
  const rows = (await fs.readFile(file, 'utf8')).trim().split('\n');
  await using chat = await openChatPage(browser, emptyState());
  const { page } = chat;
  const address = page.url();
  let slowest = 0;
  for (const [index, row] of rows.entries()) {
    const { markdown } = JSON.parse(row) as { readonly markdown: string };
    const start = performance.now();
    await chat.say({
      kind: 'state',
      state: stateOf([ASKED, answer(`p${index}`, markdown)], { conversation: `payload-${index}` }),
    });
    slowest = Math.max(slowest, performance.now() - start);
    await page.evaluate(`document.querySelectorAll('.turn.model a').forEach((link) => link.click())`);
  }
  await page.waitForTimeout(300);
  assert.deepEqual(chat.foreignRequests, []);
  assert.deepEqual(chat.troubles, []);
  assert.equal(page.url(), address);
  const kinds = new Set((await chat.posted()).map(({ kind }) => kind));
  assert.deepEqual([...kinds].toSorted(), ['open-link', 'ready']);
  return `${rows.length} answers, 0 requests; the slowest was drawn after ${slowest.toFixed(0)} ms`;
}

const MESSAGES = 300;

/** A frame of a machine that is also busy elsewhere may be late: the bar fails only where frames are late again and again. */
async function stream(browser: Browser, text: string): Promise<string> {
  await using chat = await openChatPage(browser, stateOf([ASKED, answer('a', '', { kind: 'streaming' })]));
  const size = Math.ceil(text.length / MESSAGES);
  const pieces = Array.from({ length: MESSAGES }, (_, at) => text.slice(at * size, (at + 1) * size));
  const frames = await framesOf(
    chat.page,
    `for (const text of ${JSON.stringify(pieces)}) {
      postMessage({ kind: 'delta', turn: 'a', text }, '*');
      await new Promise((resolve) => setTimeout(resolve, 1000 / 60));
    }`,
  );
  const drawn = await chat.page.evaluate<string>(`document.querySelector('.turn.model').textContent`);
  assert.ok(drawn.length > text.length * 0.8, `only ${drawn.length} characters are on the page`);
  await assertAtEnd(chat.page);
  return judgeFrames(frames);
}

async function longConversation(browser: Browser): Promise<string> {
  const turns = Array.from({ length: 500 }, (_, at) => [
    { ...ASKED, id: `q${at}`, text: `Question ${at}: how are overdue loans found?` },
    answer(`a${at}`, ANSWER),
  ]).flat();
  await using chat = await openChatPage(browser, emptyState());
  const opened = await framesOf(
    chat.page,
    `postMessage({ kind: 'state', state: ${JSON.stringify(stateOf(turns, { conversation: 'long' }))} }, '*');
    await new Promise((resolve) => setTimeout(resolve, 1500));`,
  );
  await assertAtEnd(chat.page);
  const scrolled = await framesOf(
    chat.page,
    `const list = document.querySelector('.messages');
    for (let step = 0; step < 150; step++) {
      list.scrollTop -= 400;
      await new Promise((resolve) => setTimeout(resolve, 1000 / 60));
    }`,
  );
  const streamed = await framesOf(
    chat.page,
    `postMessage({ kind: 'turn-added', turn: { id: 'n', speaker: 'model', text: '', state: { kind: 'streaming' } } }, '*');
    for (let step = 0; step < 120; step++) {
      postMessage({ kind: 'delta', turn: 'n', text: 'some words of an answer ' }, '*');
      await new Promise((resolve) => setTimeout(resolve, 1000 / 60));
    }`,
  );
  return `open ${judgeFrames(opened)}; scroll ${judgeFrames(scrolled)}; stream ${judgeFrames(streamed)}`;
}

/** Two hundred answers, then a new chat: what stays is what was there before. */
async function memory(browser: Browser): Promise<string> {
  await using chat = await openChatPage(browser, emptyState());
  const session = await chat.page.context().newCDPSession(chat.page);
  const round = async (conversation: string): Promise<void> => {
    await chat.say({ kind: 'state', state: stateOf([], { conversation }) });
    for (let at = 0; at < 100; at++) {
      const id = `${conversation}-${at}`;
      await chat.say(
        { kind: 'turn-added', turn: { ...ASKED, id: `q-${id}` } },
        { kind: 'turn-added', turn: answer(id, '', { kind: 'streaming' }) },
        { kind: 'delta', turn: id, text: ANSWER },
        { kind: 'turn-changed', turn: id, state: { kind: 'complete' } },
      );
    }
  };
  // The first conversation fills what is made once: the tables of the languages, the pools of the engine.
  await round('one');
  const full = await heapMb(session);
  await chat.say({ kind: 'state', state: emptyState() });
  const before = await heapMb(session);
  await round('two');
  const fullAgain = await heapMb(session);
  await chat.say({ kind: 'state', state: emptyState() });
  const after = await heapMb(session);
  assert.ok(after - before < 3, `${(after - before).toFixed(1)} MB stay after 200 messages`);
  return (
    `200 messages ${full.toFixed(1)} MB, cleared ${before.toFixed(1)} MB; ` +
    `200 more ${fullAgain.toFixed(1)} MB, cleared ${after.toFixed(1)} MB`
  );
}

async function heapMb(session: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

interface Frames {
  /** Milliseconds between frames. */
  readonly gaps: readonly number[];
  /** Tasks of more than 50 ms, in milliseconds. */
  readonly longTasks: readonly number[];
}

/** Runs a script in the page and times the frames meanwhile. */
async function framesOf(page: Page, script: string): Promise<Frames> {
  await page.waitForTimeout(300);
  return page.evaluate<Frames>(`(async () => {
    const gaps = [];
    const longTasks = [];
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => longTasks.push(duration)));
    observer.observe({ type: 'longtask' });
    let running = true;
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    ${script}
    running = false;
    observer.disconnect();
    return { gaps, longTasks };
  })()`);
}

function judgeFrames({ gaps, longTasks }: Frames): string {
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const late = sorted.filter((ms) => ms > 50).length;
  const text =
    `p50 ${at(0.5).toFixed(0)}, p95 ${at(0.95).toFixed(0)}, p99 ${at(0.99).toFixed(0)}, max ${at(1).toFixed(0)} ms; ` +
    `${late} of ${gaps.length} frames over 50 ms, ${longTasks.length} long tasks`;
  assert.ok(late <= gaps.length * 0.02, text);
  return text;
}

async function assertAtEnd(page: Page): Promise<void> {
  const distance = await page.evaluate<number>(
    `((list) => list.scrollHeight - list.scrollTop - list.clientHeight)(document.querySelector('.messages'))`,
  );
  assert.ok(distance <= 2, `the newest text is ${distance} px below the view`);
}

async function latestRequest(chat: ChatPage): Promise<number> {
  const last = (await chat.posted()).findLast((message) => message.kind === 'complete');
  return last?.kind === 'complete' ? last.request : 0;
}

function stateOf(turns: readonly ChatTurn[], change: Partial<ChatState> = {}): ChatState {
  return {
    conversation: 'c',
    turns,
    chips: [...CHIPS, ...RULES],
    draft: '',
    meter: { used: 3_140, limit: 32_768 },
    models: [
      { id: 'a', label: 'qwen2.5-coder-14b' },
      { id: 'b', label: 'devstral-small' },
    ],
    model: 'a',
    destination: '127.0.0.1:8080, on this machine',
    ...change,
  };
}

function emptyState(): ChatState {
  return stateOf([], { conversation: 'empty' });
}

function answer(id: string, text: string, state: ChatTurn['state'] = { kind: 'complete' }): ChatTurn {
  return { id, speaker: 'model', text, state };
}

const CHIPS: readonly ContextChip[] = [
  { id: '1', kind: 'file', label: 'loans.ts', detail: 'src/routes/loans.ts', tokens: 1_840, pinned: false },
  { id: '2', kind: 'symbol', label: 'Loan.isOverdue', detail: 'src/loan.ts:24', tokens: 120, pinned: true },
  { id: '3', kind: 'file', label: '.env', detail: '.env', tokens: 0, pinned: true, refused: 'it may hold secrets' },
];

const RULES: readonly ContextChip[] = [
  { id: '4', kind: 'rules', label: 'AGENTS.md', detail: 'AGENTS.md', tokens: 210, pinned: false, consent: 'given' },
  {
    id: '5',
    kind: 'rules',
    label: '.cursorrules',
    detail: '.cursorrules (U+200B)',
    tokens: 90,
    pinned: false,
    consent: 'asked-again',
    isHiding: true,
  },
];

const ASKED: ChatTurn = {
  id: 'q',
  speaker: 'person',
  text: 'How are overdue loans found, and where is the fee computed?',
  context: CHIPS,
  state: { kind: 'complete' },
};

const SUGGESTIONS = [
  { id: '1', label: 'loans.ts', detail: 'src/routes' },
  { id: '2', label: 'Loan', detail: 'class, src/loan.ts' },
  { id: '3', label: 'Loan.isOverdue', detail: 'method, src/loan.ts' },
  { id: '4', label: 'login.ts', detail: 'src/routes' },
];

const CONVERSATIONS = [
  { id: 'c', title: 'How are overdue loans found, and where is the fee computed?', changed: Date.UTC(2026, 10, 20) },
  { id: 'd', title: 'Write tests for the holds', changed: Date.UTC(2026, 10, 19) },
];

const ANSWER = `A loan is **overdue** when its due date is before today: see \`src/loan.ts:24\`. The route collects them and adds the fee.

### How it works

1. \`Loan.isOverdue\` compares dates, without hours.
2. The route filters the library's loans with it:

\`\`\`ts src/routes/loans.ts
// What is overdue today, with the fee for each.
export function overdueLoans(library: Library, today: Date): OverdueLoan[] {
  return library.loans
    .filter((loan) => loan.isOverdue(today))
    .map((loan) => ({ loan, fee: feeOf(loan, today, 0.25) }));
}
\`\`\`

| member | days late | fee |
|:-------|----------:|----:|
| Ada    |         3 | 0.75 |
| Grace  |        12 | 3.00 |

> The fee has no upper limit yet.

More is in [the documentation](https://example.com/loans).
`;

function codeText(length: number): string {
  let text = '';
  for (let at = 0; text.length < length; at++) {
    text +=
      `/** Adds the ${at}th fee to a loan. */\nexport function addFee${at}(loan: Loan, days: number): number {\n` +
      `  const rate = days > ${at} ? 0.25 : 'none'.length;\n  if (loan.isOverdue) return days * rate;\n  return 0;\n}\n\n`;
  }
  return text.slice(0, length);
}

function mixedText(): string {
  let text = '';
  while (text.length < 100_000)
    text += `${ANSWER}\n${codeText(1_500)}\n`.replace(codeText(1_500), `\`\`\`ts\n${codeText(1_500)}\n\`\`\`\n`);
  return text;
}

if (import.meta.main) {
  exitOnSignals();
  process.exitCode = report([await driveChatView()]);
}
