import { expect, test, vi } from 'vitest';
import { createFirstLineLatency } from '../../../src/core/completion/first-line-latency.ts';
import { type CompletionSource, SourceUnavailable } from '../../../src/core/completion/provide-completion.ts';
import { requestFromText } from '../../../src/core/completion/request-from-text.ts';
import { withFallback } from '../../../src/core/completion/with-fallback.ts';
import { failing, scripted } from '../../support/pipeline.ts';

const request = requestFromText({
  path: 'a.ts',
  languageId: 'typescript',
  text: '',
  offset: 0,
  triggerKind: 'automatic',
  time: 0,
});
const away = failing(new SourceUnavailable('refused'));

/** The server is what `server.is` holds; the engine always answers. */
function fallback(is: CompletionSource | undefined) {
  const server = { is };
  const told: string[] = [];
  const both = withFallback(
    () => server.is,
    scripted({ text: 'engine' }),
    (state) => told.push(state === 'answered' ? state : state.message),
  );
  return {
    server,
    told,
    expectsServer: () => both.expectsFirst(),
    async ask(signal = new AbortController().signal): Promise<string> {
      let text = '';
      for await (const piece of both.source(request, [], signal)) text += `${piece.text} (${piece.origin ?? 'engine'})`;
      return text;
    },
  };
}

test('the server answers while there is one', async () => {
  const { ask, told, expectsServer } = fallback(scripted({ text: 'server' }));
  expect(expectsServer()).toBe(true);
  expect(await ask()).toBe('server (model)');
  expect(told).toEqual(['answered']);
  expect(expectsServer()).toBe(true);
});

test('the engine answers where no server is set', async () => {
  const { ask, told, expectsServer } = fallback(undefined);
  expect(expectsServer()).toBe(false);
  expect(await ask()).toBe('engine (engine)');
  expect(told).toEqual([]);
});

test('the engine answers for a server that is away, and is expected to until the server answers again', async () => {
  const { ask, server, told, expectsServer } = fallback(away);
  expect(await ask()).toBe('engine (engine)');
  expect(told).toEqual(['refused']);
  expect(expectsServer()).toBe(false);
  let answers = false;
  const back: CompletionSource = (...args) => (answers ? scripted({ text: 'server' }) : away)(...args);
  server.is = back;
  await ask();
  expect(expectsServer()).toBe(false);
  answers = true;
  expect(await ask()).toBe('server (model)');
  expect(expectsServer()).toBe(true);
});

test('a server that is set instead of one that is away is expected to answer', async () => {
  const { ask, server, expectsServer } = fallback(away);
  await ask();
  server.is = scripted({ text: 'server' });
  expect(expectsServer()).toBe(true);
});

test('a request that was given up says nothing about the server', async () => {
  const { ask, told, expectsServer } = fallback(away);
  await expect(ask(AbortSignal.abort('superseded'))).rejects.toThrow('refused');
  expect(told).toEqual([]);
  expect(expectsServer()).toBe(true);
});

/** A server whose first line takes so long, by a clock that stands still otherwise. */
function slow(tookMs: number, isSure: boolean) {
  const latency = createFirstLineLatency();
  let nowMs = 0;
  let said = 0;
  const server: CompletionSource = async function* () {
    await Promise.resolve();
    nowMs += tookMs;
    yield { text: 'server' };
    said++;
  };
  const told: string[] = [];
  const both = withFallback(
    () => server,
    scripted({ text: 'engine', confidence: 0.95 }),
    (state) => told.push(state === 'answered' ? state : state.message),
    { latency, model: () => 'model', now: () => nowMs, isSure: () => isSure },
  );
  return {
    latency,
    told,
    said: () => said,
    async ask(triggerKind: 'automatic' | 'invoked' = 'automatic'): Promise<string> {
      let text = '';
      for await (const piece of both.source({ ...request, triggerKind }, [], new AbortController().signal)) {
        text += piece.text;
      }
      return text;
    },
  };
}

test('the engine answers alone where it is sure and the server is known to be slow, and the server is read on', async () => {
  const { ask, said, told, latency } = slow(900, true);
  expect([await ask(), await ask(), await ask()]).toEqual(['server', 'server', 'server']);
  expect(await ask()).toBe('engine');
  await vi.waitFor(() => expect(said()).toBe(4));
  expect(told).toHaveLength(4);
  expect(latency.expected('model')).toBe(900);
});

test.each([
  ['the server is quick', 150, true, 'automatic'],
  ['the engine is not sure', 900, false, 'automatic'],
  ['the person asked for it', 900, true, 'invoked'],
] as const)('the server is waited for where %s', async (_, tookMs, isSure, triggerKind) => {
  const { ask, said } = slow(tookMs, isSure);
  for (let times = 0; times < 6; times++) expect(await ask(triggerKind)).toBe('server');
  expect(said()).toBe(6);
});

test('a server that became quick is noticed while the engine answers alone', async () => {
  const { ask, latency } = slow(0, true);
  for (let times = 0; times < 9; times++) latency.took('model', 800);
  for (let times = 0; times < 5; times++) {
    expect(await ask()).toBe('engine');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await ask()).toBe('server');
});

test('a server that fails while the engine answers alone does not fail the answer', async () => {
  const latency = createFirstLineLatency();
  for (let times = 0; times < 3; times++) latency.took('model', 800);
  const both = withFallback(
    () => away,
    scripted({ text: 'engine' }),
    () => {},
    {
      latency,
      model: () => 'model',
      now: () => 0,
      isSure: () => true,
    },
  );
  let text = '';
  for await (const piece of both.source(request, [], new AbortController().signal)) text += piece.text;
  expect(text).toBe('engine');
});

test('how long a model takes is the median of what was seen lately, of each model apart', () => {
  const latency = createFirstLineLatency();
  expect(latency.expected('a')).toBeUndefined();
  for (const ms of [100, 5_000, 120]) latency.took('a', ms);
  expect(latency.expected('a')).toBe(120);
  expect(latency.expected('b')).toBeUndefined();
  for (let times = 0; times < 9; times++) latency.took('a', 700);
  expect(latency.expected('a')).toBe(700);
});
