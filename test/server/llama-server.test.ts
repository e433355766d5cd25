import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLlamaServer } from '../../scripts/setup-server.ts';
import { createBackoff } from '../../src/core/models/backoff.ts';
import { chatRequest } from '../../src/core/models/chat.ts';
import { TRANSPORTS, type Filling, type WireRequest } from '../../src/core/models/fim-transport.ts';
import { starcoder } from '../../src/core/models/formats/starcoder.ts';
import { modelSource } from '../../src/core/models/model-source.ts';
import { createProbe, probe } from '../../src/core/models/probe.ts';
import { tryOut } from '../../src/core/models/try-out.ts';
import { startLlamaServer, type RunningServer } from '../support/llama-server.ts';
import { collect, never, testClient } from '../support/model-client.ts';
import { systemClock } from '../../src/node/system-clock.ts';

// `npm run setup:server` builds it, once.
const runtime = await findLlamaServer();

describe.skipIf(runtime === undefined)("llama.cpp's real server (needs llama)", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startLlamaServer(runtime!);
  }, 40_000);
  afterAll(() => server[Symbol.asyncDispose]());

  const client = () => testClient(`${server.url}/v1`);
  const filling: Filling = {
    model: 'tiny',
    hole: {
      repository: 'app',
      path: 'a.py',
      languageId: 'python',
      prefix: 'def add(a, b):\n    return ',
      suffix: '\n\nprint(add(1, 2))\n',
      snippets: [{ path: 'b.py', text: 'def sub(a, b):\n    return a - b\n' }],
    },
    maxTokens: 8,
    stop: starcoder.stop,
    logProbabilities: true,
  };
  const wire = (name: 'llama-completions' | 'llama-infill', changes: Partial<Filling> = {}): WireRequest => {
    const transport = TRANSPORTS[name];
    const changed = { ...filling, ...changes };
    return transport.prompt === 'format' ? transport.request(changed, starcoder) : transport.request(changed);
  };

  test('the probe finds the format in the vocabulary, and the rest', async () => {
    expect(await probe(client(), 'completion', undefined, never)).toMatchObject({
      server: 'llama.cpp',
      local: true,
      transport: 'llama-completions',
      format: starcoder,
      contextLength: 16384,
      logProbabilities: true,
    });
  });

  test('a try-out sees the log-probabilities that are promised', async () => {
    const capabilities = await probe(client(), 'completion', undefined, never);
    expect(await tryOut(client(), capabilities, systemClock, never)).toMatchObject({ logProbabilities: true });
  });

  test.for(['llama-completions', 'llama-infill'] as const)(
    '%s streams its tokens, with probabilities and timings',
    async (name) => {
      const pieces = [];
      for await (const piece of client().stream({ role: 'completion', ...wire(name) }, never)) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(2);
      expect(pieces.flatMap(({ logProbabilities = [] }) => logProbabilities)).toHaveLength(8);
      expect(pieces.at(-1)).toMatchObject({ finish: 'length', timings: expect.anything() as unknown });
    },
  );

  test('our prompt and that of /infill are the same tokens', async () => {
    const evaluated = async (name: 'llama-completions' | 'llama-infill') => {
      let found: { evaluated: number; cached: number } | undefined;
      const request = wire(name, { hole: { ...filling.hole, snippets: [] }, logProbabilities: false });
      for await (const piece of client().stream({ role: 'completion', ...request }, never))
        found = piece.timings ?? found;
      return found!;
    };
    await evaluated('llama-completions');
    const again = await evaluated('llama-infill');
    // All but the last token of the prompt comes out of the cache that the other route filled.
    expect(again.evaluated).toBe(1);
    expect(again.cached).toBeGreaterThan(20);
  });

  test('a chat streams', async () => {
    const messages = [{ role: 'user', content: 'hi' }] as const;
    const request = chatRequest({ role: 'chat', model: 'tiny', messages, maxTokens: 5 });
    const { text, finish, error } = await collect(client().stream(request, never));
    expect({ finish, error }).toEqual({ finish: 'length', error: undefined });
    expect(text).not.toBe('');
  });

  test.for(['leaving the loop', 'the signal'])('%s stops the server', async (how) => {
    const controller = new AbortController();
    const request = wire('llama-completions', { maxTokens: 8_000, stop: ['\u0000'], logProbabilities: false });
    const stream = client().stream({ role: 'completion', ...request }, controller.signal);
    await stream.next();
    expect(await server.busy()).toBe(true);
    if (how === 'the signal') controller.abort('superseded');
    else await stream.return();
    const left = performance.now();
    while (await server.busy()) expect(performance.now() - left).toBeLessThan(2_000);
    if (how === 'the signal') expect((await collect(stream)).error).toBe('superseded');
  });

  test('a source fills a hole, and a prompt that only grows at the end costs a token a keystroke', async () => {
    const probing = createProbe(client());
    const source = modelSource({
      client: client(),
      capabilities: (signal) => probing.capabilities('completion', undefined, signal),
      backoff: createBackoff(systemClock),
      relativePath: (path) => path,
      repository: 'app',
      maxTokens: 6,
      stop: [],
      logProbabilities: false,
    });
    const before = 'x = 1\n'.repeat(50);
    const evaluated: number[] = [];
    for (const typed of ['', 'y', 'yy']) {
      const request = {
        uri: 'file:///a.py',
        path: 'a.py',
        languageId: 'python',
        offset: before.length + typed.length,
        position: { line: 50 },
        before: before + typed,
        after: '',
        documentLength: before.length + typed.length,
      };
      for await (const { timings } of source.fill(request, [], never)) if (timings) evaluated.push(timings.evaluated);
    }
    // The suffix stands after the prefix, so the plain layout evaluates what follows the place that changed.
    expect(evaluated[0]).toBeGreaterThan(150);
    expect(Math.max(...evaluated.slice(1))).toBeLessThan(10);
  });

  describe('the anchored layout', () => {
    const below = 'def last():\n    return 1\n'.repeat(30);
    const above = 'value = compute(1, "a")\n'.repeat(60);
    function anchored() {
      const counted = testClient(`${server.url}/v1`);
      const probing = createProbe(counted);
      const evaluated: number[] = [];
      const source = modelSource({
        client: {
          ...counted,
          async *stream(request, signal) {
            for await (const piece of counted.stream(request, signal)) {
              if (piece.timings !== undefined && piece.finish !== undefined) evaluated.push(piece.timings.evaluated);
              yield piece;
            }
          },
        },
        capabilities: (signal) => probing.capabilities('completion', undefined, signal),
        backoff: createBackoff(systemClock),
        relativePath: (path) => path,
        repository: 'app',
        maxTokens: 6,
        stop: [],
        logProbabilities: false,
        layout: 'anchored',
      });
      return { ...source, evaluated };
    }
    const requestAt = (typed: string, right = '', top = above) => ({
      uri: 'file:///a.py',
      path: 'a.py',
      languageId: 'python',
      offset: top.length + typed.length,
      position: { line: top.split('\n').length - 1 },
      before: top + typed,
      after: `${right}\n${below}`,
      documentLength: top.length + typed.length + right.length + 1 + below.length,
    });

    test('costs a token or so for each key, also where the editor closes brackets', async () => {
      const { fill, evaluated } = anchored();
      for (const [typed, right] of [
        ['', ''],
        ['f(', ')'],
        ['f(a, ', ')'],
        ['f(a, [', '])'],
        ['f(a, [1]', ')'],
        ['f(a, [1])', ''],
      ] as const) {
        await collect(fill(requestAt(typed, right), [], never));
      }
      expect(evaluated[0]).toBeGreaterThan(400);
      expect(Math.max(...evaluated.slice(1))).toBeLessThanOrEqual(4);
    });

    test('has the server evaluate a jump before it is asked', async () => {
      const { fill, prepare, evaluated } = anchored();
      await collect(fill(requestAt('', '', above), [], never));
      const elsewhere = requestAt('', '', `${above}other = 1\n${above}`);
      expect(await prepare(elsewhere, [], never)).toBe(true);
      await collect(fill(elsewhere, [], never));
      expect(evaluated.at(-1)).toBe(1);
    });

    test('begins an answer with the word that is begun, and takes it off', async () => {
      const { fill } = anchored();
      const { text, error } = await collect(fill(requestAt('total = comp'), [], never));
      expect(error).toBeUndefined();
      expect(text).not.toBe('');
    });
  });

  test('a prompt longer than the context is a bad request', async () => {
    const hole = { ...filling.hole, prefix: 'word '.repeat(20_000) };
    const { error } = await collect(
      client().stream({ role: 'completion', ...wire('llama-completions', { hole }) }, never),
    );
    expect(error).toMatchObject({ kind: 'bad-request' });
  });
});
