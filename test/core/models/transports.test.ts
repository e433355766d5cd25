import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import {
  TRANSPORTS,
  type Filling,
  type TransportName,
  type WireRequest,
} from '../../../src/core/models/fim-transport.ts';
import { qwenCoder } from '../../../src/core/models/formats/qwen-coder.ts';
import { collect, never, testClient } from '../../support/model-client.ts';
import { scriptedServer, type ScriptedKind, type ScriptedServer } from '../../support/scripted-server.ts';

const filling: Filling = {
  model: 'm',
  hole: {
    repository: 'app',
    path: 'a.ts',
    languageId: 'typescript',
    prefix: 'const a = ',
    suffix: ';\n',
    snippets: [],
  },
  maxTokens: 20,
  stop: qwenCoder.stop,
  logProbabilities: false,
};

function wire(name: TransportName): WireRequest {
  const transport = TRANSPORTS[name];
  return transport.prompt === 'format' ? transport.request(filling, qwenCoder) : transport.request(filling);
}

/** FIM tokens inside a chat template do not fail: they make the model write nonsense. */
function expectNoFimInTemplates(server: ScriptedServer): void {
  for (const { text, templated } of server.prompts) {
    if (templated) expect(text).not.toMatch(/fim_(prefix|suffix|middle)|\[SUFFIX\]/);
  }
}

describe('each kind of server gets the prompt as its model needs it', () => {
  const FIM = '<|fim_prefix|>const a = <|fim_suffix|>;\n<|fim_middle|>';

  test.for<[ScriptedKind, TransportName, string]>([
    ['llama.cpp', 'llama-completions', FIM],
    ['llama.cpp', 'llama-infill', FIM],
    ['vllm', 'vllm-completions', FIM],
    ['lm-studio', 'openai-completions', FIM],
    ['ollama', 'ollama-generate', FIM],
    ['mistral', 'mistral-fim', '[SUFFIX];\n[PREFIX]const a = '],
    ['deepseek', 'deepseek-fim', 'const a = ⟂;\n'],
  ])('%s by %s', async ([kind, name, prompt]) => {
    const vocabulary = ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'];
    await using server = await scriptedServer({ kind, vocabulary, answer: ['4', '2'] });
    const client = testClient(server.url);
    const answer = await collect(client.stream({ role: 'completion', ...wire(name) }, never));
    expect(answer).toEqual({ text: '42', finish: 'stop', error: undefined });
    expect(server.prompts).toEqual([{ text: prompt, templated: false }]);
    expectNoFimInTemplates(server);
  });

  test('a chat model is asked in words, and its answer is taken out of its tags', async () => {
    const answer = ['<think>hm, <COMP', '</think>', 'Sure: <COMPL', 'ETION>4', '2', '</COMPLE', 'TION> done'];
    await using server = await scriptedServer({ kind: 'openai', answer });
    const transport = TRANSPORTS['chat-filler'];
    if (transport.prompt === 'format') throw new Error('the chat model is asked with pieces');
    const pieces = testClient(server.url).stream({ role: 'completion', ...transport.request(filling) }, never);
    const { text } = await collect(transport.unwrap!(pieces));
    expect(text).toBe('42</COMPLETION> done');
    expect(transport.stop).toEqual(['</COMPLETION>']);
    expect(server.prompts[0]).toMatchObject({ templated: true });
    expectNoFimInTemplates(server);
  });

  test('a chat model that forgets the tags has its fenced answer taken', async () => {
    await using server = await scriptedServer({ kind: 'openai', answer: ['```ts\n', 'f(x)\n', '```'] });
    const transport = TRANSPORTS['chat-filler'];
    const pieces = testClient(server.url).stream({ role: 'completion', ...wire('chat-filler') }, never);
    const { text } = await collect((transport.prompt === 'pieces' && transport.unwrap?.(pieces)) || pieces);
    expect(text).toBe('f(x)');
  });
});

describe('traps of single servers', () => {
  test('the scripted Ollama wraps what comes to /v1/completions, so that a test can see it', async () => {
    await using server = await scriptedServer({ kind: 'ollama' });
    await collect(testClient(server.url).stream({ role: 'completion', ...wire('openai-completions') }, never));
    expect(() => expectNoFimInTemplates(server)).toThrow();
  });

  test('at most four stop strings go on the wire, and vLLM gets no suffix', async () => {
    for (const name of Object.keys(TRANSPORTS) as TransportName[]) {
      const { body } = wire(name) as { body: Record<string, unknown> };
      const options = body['options'] as Record<string, unknown> | undefined;
      const stop = (body['stop'] ?? options?.['stop']) as readonly string[];
      expect(stop.length, name).toBeGreaterThan(0);
      expect(stop.length, name).toBeLessThanOrEqual(4);
    }
    expect(wire('vllm-completions').body).not.toHaveProperty('suffix');
  });
});

describe('faults', () => {
  const impatient = { silenceMs: 150, answerMs: 150 };

  test.for([
    ['unauthorized', 'unauthorized', ''],
    ['model-missing', 'not-found', ''],
    ['rate-limited', 'rate-limited', ''],
    ['overloaded', 'server-error', ''],
    ['silent', 'timed-out', ''],
    ['silent-after-first', 'timed-out', 'a'],
    ['reset-after-first', 'reset', 'a'],
    ['cut', 'incomplete', 'a'],
    ['html', 'bad-response', ''],
    ['redirect', 'redirected', ''],
  ] as const)('%s ends as %s', async ([fault, kind, text]) => {
    await using server = await scriptedServer({ kind: 'vllm' });
    server.fault = fault;
    const limits = fault.startsWith('silent') ? impatient : {};
    const answer = await collect(
      testClient(server.url, limits).stream({ role: 'completion', ...wire('vllm-completions') }, never),
    );
    expect(answer.error).toMatchObject({ kind });
    expect(answer.text).toBe(text);
  });

  test('the same faults on a line-based stream', async () => {
    for (const [fault, kind] of [
      ['cut', 'incomplete'],
      ['html', 'bad-response'],
      ['silent-after-first', 'timed-out'],
    ] as const) {
      await using server = await scriptedServer({ kind: 'ollama' });
      server.fault = fault;
      const limits = fault.startsWith('silent') ? impatient : {};
      const stream = testClient(server.url, limits).stream({ role: 'completion', ...wire('ollama-generate') }, never);
      expect((await collect(stream)).error).toMatchObject({ kind });
    }
  });

  test('a failure whose explanation never ends is still that failure', async () => {
    const fetchForever = async () =>
      new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(900).fill(65)) }), {
        status: 503,
      });
    const client = testClient('http://127.0.0.1:1/v1', {}, { fetch: fetchForever });
    const { error } = await collect(client.stream({ role: 'completion', ...wire('vllm-completions') }, never));
    expect(error).toMatchObject({ kind: 'server-error' });
  });

  test('a tool call that nobody asked for is no text', async () => {
    await using server = await scriptedServer({ kind: 'openai' });
    server.fault = 'tool-call';
    const answer = await collect(testClient(server.url).stream({ role: 'chat', ...wire('chat-filler') }, never));
    expect(answer).toEqual({ text: '', finish: 'tool_calls', error: undefined });
  });

  test('nobody there', async () => {
    const client = testClient('http://127.0.0.1:1/v1');
    const answer = await collect(client.stream({ role: 'completion', ...wire('vllm-completions') }, never));
    expect(answer.error).toMatchObject({ kind: 'unreachable' });
  });
});

describe('leaving', () => {
  test('the loop stops the server', async () => {
    await using server = await scriptedServer({ kind: 'vllm', msPerToken: 2 });
    server.fault = 'endless';
    for await (const piece of testClient(server.url).stream(
      { role: 'completion', ...wire('vllm-completions') },
      never,
    )) {
      expect(piece.text).toBe('a');
      break;
    }
    await server.idle();
    expect(server.abandoned).toBe(1);
  });

  test('the signal stops the server, and its reason passes as it is', async () => {
    await using server = await scriptedServer({ kind: 'vllm', msPerToken: 2 });
    server.fault = 'endless';
    const controller = new AbortController();
    const stream = testClient(server.url).stream(
      { role: 'completion', ...wire('vllm-completions') },
      controller.signal,
    );
    const pieces = (async function* () {
      for await (const piece of stream) {
        yield piece;
        controller.abort('superseded');
      }
    })();
    expect((await collect(pieces)).error).toBe('superseded');
    await server.idle();
    expect(server.abandoned).toBe(1);
  });

  test('the signal ends the wait for a server, even where fetch does not heed it', async () => {
    const deaf = () => new Promise<Response>(() => undefined);
    const client = testClient('http://127.0.0.1:1/v1', {}, { fetch: deaf });
    const controller = new AbortController();
    const left = collect(client.stream({ role: 'completion', ...wire('vllm-completions') }, controller.signal));
    setTimeout(() => controller.abort('deadline'), 20);
    expect((await left).error).toBe('deadline');
  });

  test('a signal that has aborted already sends nothing', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const stream = testClient(server.url).stream(
      { role: 'completion', ...wire('vllm-completions') },
      AbortSignal.abort('superseded'),
    );
    expect((await collect(stream)).error).toBe('superseded');
    expect(server.requests).toEqual([]);
  });

  test('an answer is over at its end, though the server keeps the connection open', async () => {
    const stream = new TransformStream<Uint8Array, Uint8Array>();
    const writer = stream.writable.getWriter();
    const text = 'data: {"choices":[{"text":"x"}]}\n\ndata: [DONE]\n\n';
    void writer.write(new TextEncoder().encode(text)).catch(() => undefined);
    const client = testClient('http://127.0.0.1:1/v1', {}, { fetch: async () => new Response(stream.readable) });
    const answer = await collect(client.stream({ role: 'completion', ...wire('vllm-completions') }, never));
    expect(answer).toEqual({ text: 'x', finish: undefined, error: undefined });
    // Then it is given up.
    await expect(writer.closed).rejects.toBeUndefined();
  });

  test('answers that ended well leave one connection for the next', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const client = testClient(server.url);
    const ports = new Set<unknown>();
    for (let i = 0; i < 4; i++) {
      await collect(client.stream({ role: 'completion', ...wire('vllm-completions') }, never));
      // The end of the body is read in the background.
      await sleep(20);
      ports.add(server.requests.at(-1)?.port);
    }
    expect(ports.size).toBe(1);
  });
});

test('nothing out of the environment reaches the server', async () => {
  const variables = {
    OPENAI_API_KEY: 'env-key',
    OPENAI_BASE_URL: 'http://127.0.0.1:1/',
    OPENAI_ORG_ID: 'env-org',
    OPENAI_PROJECT_ID: 'env-project',
    OPENAI_ADMIN_KEY: 'env-admin',
    OPENAI_CUSTOM_HEADERS: 'x-env: env-header',
    OPENAI_LOG: 'debug',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  try {
    await using server = await scriptedServer({ kind: 'openai' });
    await collect(testClient(server.url).stream({ role: 'completion', ...wire('openai-completions') }, never));
    expect(JSON.stringify(server.requests[0])).not.toContain('env-');
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  } finally {
    vi.unstubAllEnvs();
  }
});
