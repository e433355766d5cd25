import { describe, expect, test } from 'vitest';
import { createProbe, probe } from '../../../src/core/models/probe.ts';
import { tryOut } from '../../../src/core/models/try-out.ts';
import { never, testClient } from '../../support/model-client.ts';
import { scriptedServer, type ScriptedOptions } from '../../support/scripted-server.ts';

async function found(options: ScriptedOptions, model?: string) {
  await using server = await scriptedServer(options);
  const { format, ...rest } = await probe(testClient(server.url), 'completion', model, never);
  return { ...rest, format: format?.name };
}

const STARCODER = ['<fim_prefix>', '<fim_suffix>', '<fim_middle>'];

describe('what a server can do', () => {
  test('llama.cpp: the format is that of the vocabulary, whatever the file is called', async () => {
    expect(await found({ kind: 'llama.cpp', models: ['tiny.gguf'], vocabulary: STARCODER })).toEqual({
      server: 'llama.cpp',
      local: true,
      models: ['tiny.gguf'],
      model: 'tiny.gguf',
      transport: 'llama-completions',
      format: 'starcoder',
      logProbabilities: true,
      contextLength: 16384,
    });
  });

  test('llama.cpp: a name whose tokens the model lacks is not believed', async () => {
    const options = { kind: 'llama.cpp', models: ['qwen2.5-coder-renamed.gguf'], vocabulary: STARCODER } as const;
    expect((await found(options)).format).toBe('starcoder');
  });

  test('llama.cpp: tokens that we do not know, but the server does', async () => {
    const vocabulary = ['<NEW_PRE>', '<NEW_SUF>', '<NEW_MID>'];
    expect(await found({ kind: 'llama.cpp', vocabulary })).toMatchObject({
      transport: 'llama-infill',
      format: undefined,
    });
  });

  test('llama.cpp: a chat model is asked in words', async () => {
    expect(await found({ kind: 'llama.cpp' })).toMatchObject({ transport: 'chat-filler' });
  });

  test.for<[ScriptedOptions, object]>([
    [
      { kind: 'vllm', models: ['Qwen/Qwen2.5-Coder-7B'] },
      {
        server: 'vllm',
        transport: 'vllm-completions',
        format: 'qwen-coder',
        contextLength: 8192,
        logProbabilities: true,
      },
    ],
    [
      { kind: 'lm-studio', models: ['qwen2.5-coder-7b'] },
      { server: 'lm-studio', transport: 'openai-completions', format: 'qwen-coder', contextLength: 32768 },
    ],
    [
      { kind: 'ollama', models: ['qwen2.5-coder:7b'] },
      { server: 'ollama', transport: 'ollama-generate', format: 'qwen-coder', contextLength: 4096 },
    ],
    [
      { kind: 'ollama', models: ['llama3.2:3b'] },
      { server: 'ollama', transport: 'chat-filler', format: undefined },
    ],
    [
      { kind: 'openai', models: ['gpt-4o'] },
      { server: 'openai-compatible', transport: 'chat-filler' },
    ],
  ])('%j', async ([options, expected]) => {
    expect(await found(options)).toMatchObject(expected);
  });

  test("the person's choice of a model counts, listed or not", async () => {
    const options = { kind: 'vllm', models: ['a', 'starcoder2-3b'] } as const;
    expect(await found(options, 'starcoder2-3b')).toMatchObject({ model: 'starcoder2-3b', format: 'starcoder' });
    expect(await found(options, 'hidden')).toMatchObject({ model: 'hidden', transport: 'chat-filler' });
  });

  test('a server without models is an error that says so', async () => {
    await expect(found({ kind: 'openai', models: [] })).rejects.toMatchObject({ kind: 'not-found' });
    expect(await found({ kind: 'openai', models: [] }, 'starcoder')).toMatchObject({ transport: 'openai-completions' });
  });
});

describe('remembering', () => {
  test('a server is asked once, also by requests at the same time', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const { capabilities, forget } = createProbe(testClient(server.url));
    await Promise.all([capabilities('completion', undefined, never), capabilities('chat', undefined, never)]);
    await capabilities('completion', undefined, never);
    expect(server.requests).toHaveLength(1);
    forget();
    await capabilities('completion', undefined, never);
    expect(server.requests).toHaveLength(2);
  });

  test('a failure is not remembered, and a request that left does not spoil it for others', async () => {
    const { capabilities } = createProbe(testClient('http://127.0.0.1:1/v1'));
    await expect(capabilities('completion', undefined, never)).rejects.toMatchObject({ kind: 'unreachable' });
    await using server = await scriptedServer({ kind: 'vllm' });
    const probing = createProbe(testClient(server.url));
    const controller = new AbortController();
    const left = probing.capabilities('completion', undefined, controller.signal);
    const stayed = probing.capabilities('completion', undefined, never);
    controller.abort('superseded');
    await expect(left).rejects.toBe('superseded');
    await expect(stayed).resolves.toMatchObject({ server: 'vllm' });
  });
});

describe('trying it out', () => {
  test.for(['vllm', 'ollama', 'openai'] as const)('%s: says how long the first token took', async (kind) => {
    await using server = await scriptedServer({ kind, models: ['qwen2.5-coder'] });
    const client = testClient(server.url);
    let time = 0;
    const clock = { now: () => (time += 5) };
    const capabilities = await probe(client, 'completion', undefined, never);
    // This server promises log-probabilities by its kind, and gives none.
    expect(await tryOut(client, capabilities, clock, never)).toEqual({ firstTokenMs: 5, logProbabilities: false });
  });

  test('fails as a completion would', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const client = testClient(server.url);
    const capabilities = await probe(client, 'completion', undefined, never);
    server.fault = 'unauthorized';
    await expect(tryOut(client, capabilities, { now: () => 0 }, never)).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});
