// What a person sees of a model's completions, in a real window: how soon, and whether what is drawn ever flickers.
//   node scripts/bootstrap.mjs test/e2e/model-ghost.ts [--vsix F] [--keys 40]
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/lib/root.ts';
import { ensureHost } from '../../scripts/setup-host.ts';
import { packExtension, packFolder } from '../../scripts/package.ts';
import { projectFolder } from '../support/project-folder.ts';
import { goToLine, openWindow, pressAndWait, type TestWindow } from './latency.ts';

const NAMES = 'order invoice payment customer address parcel shelf basket voucher refund ledger receipt'.split(' ');
/** What the model knows: the file as it will be. Lines that differ soon, so that a place is found by its line. */
const TARGET = Array.from({ length: 48 }, (_, n) => {
  const [a, b, c] = [NAMES[n % 12]!, NAMES[(n * 5 + 3) % 12]!, NAMES[(n * 7 + 1) % 12]!];
  return `const ${a}${n} = ${b}.find(${c}, [${n}]);`;
});

interface Timing {
  firstTokenMs: number;
  msPerToken: number;
}

/** Streams the rest of the line that is begun, after the times that are set. */
async function startModel(timing: Timing) {
  const tookMs: number[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => void answer(request.url ?? '', text, response));
  });
  async function answer(url: string, text: string, response: ServerResponse): Promise<void> {
    if (url.endsWith('/models')) {
      response.end(JSON.stringify({ data: [{ id: 'qwen2.5-coder', owned_by: 'vllm', max_model_len: 32_768 }] }));
      return;
    }
    requests++;
    const { prompt } = JSON.parse(text) as { readonly prompt: string };
    const [, prefix = ''] = /<\|fim_prefix\|>([^]*)<\|fim_suffix\|>/.exec(prompt) ?? [];
    const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
    const whole = TARGET.find((one) => line.length > 5 && one.startsWith(line));
    const started = performance.now();
    let left = false;
    response.once('close', () => (left = !response.writableEnded));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await sleep(timing.firstTokenMs);
    const tokens = whole === undefined ? [] : (whole.slice(line.length).match(/\s*(?:\w+|[^\w\s]+)/g) ?? []);
    for (const token of tokens) {
      if (left) return;
      const logprobs = { token_logprobs: [-0.02] };
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, text: token, logprobs }] })}\n\n`);
      await sleep(timing.msPerToken);
    }
    tookMs.push(performance.now() - started);
    response.end(
      `data: ${JSON.stringify({ choices: [{ index: 0, text: '', finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`,
    );
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    lastMs: () => tookMs.at(-1) ?? 0,
    requests: () => requests,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Runs in the page: what ghost text is drawn, whenever a frame shows another one. */
const RECORDER = `globalThis.frames = (() => {
  let frames = [];
  let last;
  const look = () => {
    const parts = [...document.querySelectorAll('.ghost-text-decoration, .ghost-text-decoration-preview, .suggest-preview-additional-widget .view-line')];
    const text = parts.map((part) => part.textContent).join('').replaceAll('\\u00a0', ' ');
    if (text !== last) frames.push({ ms: performance.now(), text });
    last = text;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return { take: () => { const taken = frames; frames = []; last = undefined; return taken; } };
})()`;

interface Frame {
  readonly ms: number;
  readonly text: string;
}

/** Changes of what is drawn that are neither growth, nor typing through, nor removal; and those that go and come back. */
function flickers(frames: readonly Frame[]) {
  const replaced: string[] = [];
  const blinked: string[] = [];
  for (let at = 1; at < frames.length; at++) {
    const [before, now] = [frames[at - 1]!, frames[at]!];
    if (before.text !== '' && now.text !== '' && !goesOn(before.text, now.text))
      replaced.push(`${before.text} → ${now.text}`);
    const next = frames[at + 1];
    if (before.text === '' || now.text !== '' || next === undefined || next.text === '') continue;
    if (next.ms - now.ms < BLINK_MS && goesOn(before.text, next.text)) {
      blinked.push(`${before.text} → (${Math.round(next.ms - now.ms)} ms nothing) → ${next.text}`);
    }
  }
  return { replaced, blinked };
}

const BLINK_MS = 400;

/** A closer that the editor puts in for a key is no longer drawn: it stands in the document. */
function goesOn(before: string, now: string): boolean {
  const [was, is] = [before, now].map((text) => text.replace(/[)\]}"'`]/g, '')) as [string, string];
  // With a closed pair or a blank a key may take more than one character.
  return [0, 1, 2, 3].some((typed) => is.startsWith(was.slice(typed)) && was.length > typed) || was.endsWith(is);
}

async function main(vsix: string, keys: number): Promise<void> {
  const timing: Timing = { firstTokenMs: 80, msPerToken: 12 };
  const model = await startModel(timing);
  const host = await ensureHost('current');
  const project = await projectFolder('viem');
  const windows: TestWindow[] = [];
  try {
    const probes = TARGET.slice(0, keys).map((line) => ({
      before: line.slice(0, line.indexOf('=') + 3),
      key: line[line.indexOf('=') + 3]!,
    }));
    const file = path.join(project.folder, 'key-probe.ts');
    await fs.writeFile(file, `${probes.map(({ before }) => before).join('\n')}\n`);
    const floorVsix = await packFolder(path.join(ROOT, 'test', 'e2e', 'floor-extension'), path.join(ROOT, 'out'));
    const floor = await openWindow(host, floorVsix, project.folder, '.statusbar-item:has-text("Floor ready")');
    windows.push(floor);
    const sotto = await openWindow(host, vsix, project.folder, '[aria-label^="Sotto, on"]', {
      'sotto.servers': { local: { completion: { url: model.url, model: 'qwen2.5-coder' } } },
      'sotto.completion.delayMs': 0,
      'sotto.completion.mode': 'eager',
      'sotto.gate.hideAtMost': 0,
      'sotto.gate.explore': 0,
    });
    windows.push(sotto);
    await sotto.page.evaluate(RECORDER);

    const samples: { floor: number; ghost: number; server: number }[] = [];
    for (const window of windows) {
      await window.page.locator('.editor-instance .monaco-editor').first().click();
      await goToLine(window.page, 0);
    }
    for (const { key } of probes) {
      const measureIn = async (page: Page): Promise<number | undefined> => {
        await page.keyboard.press('End');
        const ms = await pressAndWait(page, key, '.ghost-text-decoration', 1_500);
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.keyboard.press('ArrowDown');
        return ms;
      };
      const ghostMs = await measureIn(sotto.page);
      const server = model.lastMs();
      const floorMs = await measureIn(floor.page);
      if (ghostMs !== undefined && floorMs !== undefined) samples.push({ floor: floorMs, ghost: ghostMs, server });
    }
    const over = samples.map(({ floor: floorMs, ghost, server }) => ghost - floorMs - server);
    console.log(
      `${samples.length} of ${probes.length} keys: ghost p50 ${p50(samples.map(({ ghost }) => ghost))}, floor p50 ${p50(samples.map((one) => one.floor))}, server p50 ${p50(samples.map(({ server }) => server))}, above both p50 ${p50(over)} ms`,
    );

    for (const [name, firstTokenMs, msPerToken] of [
      ['quick', 80, 12],
      ['slow', 900, 5],
    ] as const) {
      Object.assign(timing, { firstTokenMs, msPerToken });
      await sotto.page.keyboard.press('Control+A');
      await sotto.page.keyboard.press('Delete');
      await sotto.page.waitForTimeout(1_500);
      await sotto.page.evaluate('frames.take()');
      const before = model.requests();
      let typed = 0;
      for (const line of TARGET.slice(0, 3)) {
        for (const character of line) {
          await sotto.page.keyboard.type(character);
          await sotto.page.waitForTimeout(130);
          typed++;
          // A person looks now and then.
          if (typed % 23 === 0) await sotto.page.waitForTimeout(1_400);
        }
        await sotto.page.keyboard.press('Escape');
        await sotto.page.keyboard.press('Enter');
      }
      const frames = (await sotto.page.evaluate('frames.take()')) as readonly Frame[];
      const { replaced, blinked } = flickers(frames);
      const drawn = frames.filter(({ text }) => text !== '').length;
      console.log(
        `${name}: ${typed} keys, ${model.requests() - before} requests, ${drawn} different ghost texts, ${replaced.length} replaced, ${blinked.length} went and came back`,
      );
      for (const change of [...replaced, ...blinked].slice(0, 6)) console.log(`  ${change}`);
      await fs.writeFile(path.join(ROOT, 'out', `model-ghost-${name}.json`), JSON.stringify(frames, undefined, 1));
    }
  } finally {
    for (const window of windows) await window.close();
    await project.remove();
    model.stop();
  }
}

function p50(values: readonly number[]): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN).toFixed(0);
}

const { values } = parseArgs({ options: { vsix: { type: 'string' }, keys: { type: 'string', default: '40' } } });
await main(values.vsix ?? (await packExtension()), Number(values.keys));
