// What the model client costs over built-in fetch, and how soon a server notices that nobody listens any more.
//   node bench/client-overhead.ts [--rounds 200] [--out FILE]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { decodeOpenAi } from '../src/core/models/answer.ts';
import { createClient, type ModelClient } from '../src/core/models/client.ts';
import { createEgress } from '../src/core/models/egress.ts';
import { systemClock } from '../src/node/system-clock.ts';
import { percentile } from './lib/statistics.ts';

export interface OverheadResult {
  readonly rounds: number;
  /** Milliseconds until the first token, built-in fetch with no more than a search for the token, and ours. */
  readonly firstToken: Readonly<Record<'fetch' | 'client' | 'difference', Percentiles>>;
  /** Until all 60 pieces. */
  readonly whole: Readonly<Record<'fetch' | 'client' | 'difference', Percentiles>>;
  /** From leaving the loop until the server sees the connection closed. */
  readonly cancelToIdleMs: Percentiles;
}

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

const PIECES = 60;
const PROMPT = 'const value = compute(input);\n'.repeat(270);

/** The server runs in a process of its own, so that its work does not count as ours; the two sides take turns. */
export async function measureOverhead(rounds: number): Promise<OverheadResult> {
  const server = fork(import.meta.filename, ['--serve'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const [port] = (await once(server, 'message')) as [number];
    const url = `http://127.0.0.1:${port}/v1/`;
    const client = clientFor(url);
    const times = { fetch: [] as Timing[], client: [] as Timing[] };
    const cancels: number[] = [];
    for (let round = -20; round < rounds; round++) {
      const order = round % 2 === 0 ? (['fetch', 'client'] as const) : (['client', 'fetch'] as const);
      for (const side of order) {
        const timing = await (side === 'fetch' ? viaFetch(url) : viaClient(client));
        if (round >= 0) times[side].push(timing);
      }
      if (round >= 0 && round % 4 === 0) cancels.push(await cancelToIdle(client, url));
    }
    const compare = (key: keyof Timing) => ({
      fetch: percentiles(times.fetch.map((timing) => timing[key])),
      client: percentiles(times.client.map((timing) => timing[key])),
      difference: percentiles(times.client.map((timing, i) => timing[key] - times.fetch[i]![key])),
    });
    return { rounds, firstToken: compare('first'), whole: compare('whole'), cancelToIdleMs: percentiles(cancels) };
  } finally {
    server.kill();
  }
}

interface Timing {
  readonly first: number;
  readonly whole: number;
}

function clientFor(url: string): ModelClient {
  const egress = createEgress({
    fetch,
    endpoints: { completion: { baseUrl: url } },
    redact: (text) => ({ text, findings: [] }),
    neutralise: (text) => text,
    maxBytes: 1_000_000,
    onSent: () => undefined,
  });
  return createClient({ egress, clock: systemClock });
}

const BODY = { model: 'm', prompt: PROMPT, max_tokens: 64, stream: true } as const;

const request = (url: string) =>
  ({ role: 'completion', method: 'POST', url, body: BODY, framing: 'events', decode: decodeOpenAi }) as const;

async function viaClient(client: ModelClient): Promise<Timing> {
  const started = performance.now();
  let first = 0;
  for await (const piece of client.stream(request('completions'), new AbortController().signal)) {
    if (first === 0 && piece.text !== '') first = performance.now() - started;
  }
  return { first, whole: performance.now() - started };
}

async function viaFetch(url: string): Promise<Timing> {
  const started = performance.now();
  const response = await fetch(`${url}completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(BODY),
  });
  const decoder = new TextDecoder();
  let first = 0;
  let rest = '';
  for await (const chunk of response.body!) {
    const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = events.pop()!;
    for (const event of events) {
      if (event === 'data: [DONE]') continue;
      const { choices } = JSON.parse(event.slice('data: '.length)) as { choices: { text: string }[] };
      if (first === 0 && choices[0]!.text !== '') first = performance.now() - started;
    }
  }
  return { first, whole: performance.now() - started };
}

async function cancelToIdle(client: ModelClient, url: string): Promise<number> {
  for await (const piece of client.stream(request('endless'), new AbortController().signal)) {
    if (piece.text !== '') break;
  }
  // The clocks of two processes differ in their start, not in their pace: both count from 1970 here.
  const left = performance.timeOrigin + performance.now();
  for (;;) {
    const { closedAt } = (await (await fetch(`${url}closed`)).json()) as { closedAt: number | null };
    if (closedAt !== null) return closedAt - left;
    await sleep(1);
  }
}

function percentiles(values: readonly number[]): Percentiles {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return { p50: round(percentile(values, 0.5)), p95: round(percentile(values, 0.95)) };
}

/** A server that answers at once, and one route that goes on until the connection is closed. */
async function serve(): Promise<void> {
  let closedAt: number | null = null;
  const event = (text: string, finish: string | null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, text, finish_reason: finish }] })}\n\n`;
  const server = createServer((incoming, response) => {
    incoming.resume();
    if (incoming.url === '/v1/closed') return void response.end(JSON.stringify({ closedAt }));
    incoming.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (incoming.url === '/v1/endless') {
        closedAt = null;
        const timer = setInterval(() => response.write(event('x', null)), 2);
        response.once('close', () => {
          clearInterval(timer);
          closedAt = performance.timeOrigin + performance.now();
        });
        return;
      }
      for (let i = 0; i < PIECES; i++) response.write(event('token ', null));
      response.end(`${event('', 'stop')}data: [DONE]\n\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send!((server.address() as AddressInfo).port);
  // Whoever measures is gone: so are we.
  process.on('disconnect', () => process.exit());
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '200' },
      out: { type: 'string' },
      serve: { type: 'boolean', default: false },
    },
  });
  if (values.serve) await serve();
  else {
    const result = await measureOverhead(Number(values.rounds));
    console.log(JSON.stringify(result, undefined, 2));
    if (values.out !== undefined) fs.writeFileSync(values.out, `${JSON.stringify(result)}\n`);
  }
}
