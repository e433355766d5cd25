// `bench safety --corpus sse`: serves recorded bytes on 127.0.0.1 and reports what the client makes of them.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeOpenAi } from '../src/core/models/answer.ts';
import { createClient } from '../src/core/models/client.ts';
import { createEgress } from '../src/core/models/egress.ts';
import { ModelError, type ModelErrorKind } from '../src/core/models/model-error.ts';
import type { Limits } from '../src/core/models/read-chunks.ts';
import { systemClock } from '../src/node/system-clock.ts';

/** A row of the corpus; `{OTHER}` and `{OTHERPORT}` in a header stand for the second host. */
export interface SseRow {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly SseChunk[];
  readonly gap_ms?: number;
  readonly end: 'close' | 'reset' | 'hang';
}

export type SseChunk =
  | string
  | { readonly b64: string; readonly times?: number }
  | { readonly fill: string; readonly n: number; readonly times?: number }
  | { readonly cat: readonly SseChunk[]; readonly times?: number };

export interface SseResult {
  readonly id: string;
  readonly text: string;
  readonly state: 'complete' | 'incomplete' | 'error';
  readonly finish: string | null;
  readonly error: string | null;
  readonly retryAfterMs: number | null;
  readonly retries: number;
  readonly secondHostSawBody: boolean;
  readonly secondHostSawAuth: boolean;
  readonly rssGrowthMB: number;
  readonly ms: number;
}

/** One after the other, because each row's memory is measured; rows that end in silence wait together at the end. */
export async function runSse(rows: readonly SseRow[], limits: Partial<Limits> = {}): Promise<readonly SseResult[]> {
  const results = new Map<string, SseResult>();
  for (const row of rows.filter(({ end }) => end !== 'hang')) results.set(row.id, await runRow(row, limits));
  const silent = rows.filter(({ end }) => end === 'hang');
  for (const result of await Promise.all(silent.map((row) => runRow(row, limits)))) results.set(result.id, result);
  return rows.map(({ id }) => results.get(id)!);
}

async function runRow(row: SseRow, limits: Partial<Limits>): Promise<SseResult> {
  const second = { sawBody: false, sawAuth: false };
  await using other = await listen(async (request, response) => {
    second.sawAuth ||= request.headers.authorization !== undefined;
    for await (const chunk of request) second.sawBody ||= (chunk as Buffer).length > 0;
    response.end();
  });
  let requests = 0;
  await using server = await listen(async (request, response) => {
    requests++;
    request.resume();
    await serve(row, other.port, response);
  });

  globalThis.gc?.();
  const startRss = process.memoryUsage.rss();
  let peakRss = startRss;
  const started = performance.now();
  const origin = `http://127.0.0.1:${server.port}`;
  const egress = createEgress({
    fetch,
    endpoints: { chat: { baseUrl: `${origin}/v1`, key: { origin, value: 'bench-credential' } } },
    redact: (text) => ({ text, findings: [] }),
    neutralise: (text) => text,
    maxBytes: 1_000_000,
    onSent: () => undefined,
  });
  const client = createClient({ egress, clock: systemClock, limits });
  const request = {
    role: 'chat',
    method: 'POST',
    url: 'chat/completions',
    body: { model: 'm', messages: [{ role: 'user', content: 'bench prompt' }], stream: true },
    framing: 'events',
    decode: decodeOpenAi,
  } as const;

  let text = '';
  let finish: string | null = null;
  let error: ModelError | undefined;
  try {
    for await (const piece of client.stream(request, new AbortController().signal)) {
      text += piece.text;
      finish = piece.finish ?? finish;
      peakRss = Math.max(peakRss, process.memoryUsage.rss());
    }
  } catch (caught) {
    if (!(caught instanceof ModelError)) throw caught;
    error = caught;
  }
  peakRss = Math.max(peakRss, process.memoryUsage.rss());
  return {
    id: row.id,
    text,
    state: error === undefined ? 'complete' : text === '' ? 'error' : 'incomplete',
    finish,
    error: error === undefined ? null : corpusWord(error.kind),
    retryAfterMs: error?.retryAfterMs ?? null,
    retries: requests - 1,
    secondHostSawBody: second.sawBody,
    secondHostSawAuth: second.sawAuth,
    rssGrowthMB: Math.round((peakRss - startRss) / 1e5) / 10,
    ms: Math.round(performance.now() - started),
  };
}

/** The corpus's words for our kinds of error. */
export function corpusWord(kind: ModelErrorKind): string {
  return WORDS[kind];
}

const WORDS: Readonly<Record<ModelErrorKind, string>> = {
  refused: 'refused',
  unreachable: 'unreachable',
  unauthorized: 'auth',
  'not-found': 'not_found',
  'bad-request': 'bad_request',
  'rate-limited': 'rate_limit',
  'server-error': 'server',
  redirected: 'redirect',
  'timed-out': 'timeout',
  reset: 'reset',
  incomplete: 'truncated',
  empty: 'empty',
  'too-large': 'too_large',
  'bad-response': 'protocol',
};

async function serve(row: SseRow, otherPort: number, response: ServerResponse): Promise<void> {
  const headers = Object.entries(row.headers).map(
    ([name, value]) =>
      [
        name,
        value.replaceAll('{OTHERPORT}', String(otherPort)).replaceAll('{OTHER}', `localhost:${otherPort}`),
      ] as const,
  );
  response.writeHead(row.status, Object.fromEntries(headers));
  response.flushHeaders();
  for (const chunk of row.chunks) {
    for (const bytes of bytesOf(chunk)) {
      if (response.destroyed) return;
      if (!response.write(bytes)) await writable(response);
    }
    if ((row.gap_ms ?? 0) > 0) await sleep(row.gap_ms);
  }
  if (row.end === 'close') response.end();
  else if (row.end === 'reset') {
    // A reset also drops what the client's side has received but not yet read.
    await sleep(20);
    response.socket?.resetAndDestroy();
  }
}

/** What a chunk of the corpus stands for, in writes of a moderate size. */
export function* bytesOf(chunk: SseChunk): Generator<Buffer> {
  if (typeof chunk === 'string') return yield Buffer.from(chunk, 'base64');
  for (let i = 0; i < (chunk.times ?? 1); i++) {
    if ('b64' in chunk) yield Buffer.from(chunk.b64, 'base64');
    else if ('fill' in chunk) yield Buffer.alloc(chunk.n, chunk.fill);
    else for (const part of chunk.cat) yield* bytesOf(part);
  }
}

/** When more may be written, or the client has gone. */
async function writable(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.once('drain', go).once('close', go);
  });
}

async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<AsyncDisposable & { readonly port: number }> {
  const server: Server = createServer(
    (request, response) => void handle(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
