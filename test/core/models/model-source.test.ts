import { describe, expect, test } from 'vitest';
import type { CompletionSource } from '../../../src/core/completion/provide-completion.ts';
import { createBackoff } from '../../../src/core/models/backoff.ts';
import type { ModelError } from '../../../src/core/models/model-error.ts';
import { modelSource, type FillRequest, type ModelSourceOptions } from '../../../src/core/models/model-source.ts';
import { createProbe } from '../../../src/core/models/probe.ts';
import { collect, never, testClient } from '../../support/model-client.ts';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';

function sourceFor(server: Pick<ScriptedServer, 'url'>, options: Partial<ModelSourceOptions> = {}) {
  const client = testClient(server.url);
  const probing = createProbe(client);
  let time = 0;
  const { fill: source, prepare } = modelSource({
    client,
    capabilities: (signal) => probing.capabilities('completion', 'qwen2.5-coder', signal),
    backoff: createBackoff({ now: () => time }),
    relativePath: (path) => path.replace('/home/me/app/', ''),
    repository: 'app',
    maxTokens: 64,
    stop: ['<SECRET_'],
    logProbabilities: false,
    ...options,
  });
  // What the pipeline takes; core/models may not import its types.
  source satisfies CompletionSource;
  return { source, prepare, client, later: (ms: number) => (time += ms) };
}

function requestAt(marked: string, changes: Partial<FillRequest> = {}): FillRequest {
  const [before = '', after = ''] = marked.split('█');
  return {
    uri: 'file:///home/me/app/a.ts',
    path: '/home/me/app/a.ts',
    languageId: 'typescript',
    offset: before.length,
    before,
    after,
    documentLength: before.length + after.length,
    ...changes,
  };
}

const promptsOf = (server: ScriptedServer) => server.prompts.map(({ text }) => text);

describe('a completion request', () => {
  test('becomes a prompt, and the answer comes as it is generated', async () => {
    await using server = await scriptedServer({ kind: 'vllm', answer: ['4', '2'] });
    const { source } = sourceFor(server);
    expect(await collect(source(requestAt('const a = █;\n'), [], never))).toMatchObject({
      text: '42',
      error: undefined,
    });
    expect(promptsOf(server)).toEqual(['<|fim_prefix|>const a = <|fim_suffix|>;\n<|fim_middle|>']);
  });

  test('brings log-probabilities where the server tells them, and does without where it refuses them', async () => {
    await using server = await scriptedServer({ kind: 'vllm', answer: ['4', '2'], logProbability: -0.5 });
    const { source } = sourceFor(server, { logProbabilities: true });
    const asked = async () => {
      const told: number[] = [];
      for await (const piece of source(requestAt('const a = █;\n'), [], never))
        told.push(...(piece.logProbabilities ?? []));
      return told;
    };
    expect(await asked()).toEqual([-0.5, -0.5]);
    server.fault = 'no-log-probabilities';
    expect(await asked()).toEqual([]);
    expect(await asked()).toEqual([]);
    // One that was refused, then none that could be.
    expect(server.requests.filter(({ body }) => 'logprobs' in body)).toHaveLength(2);
    expect(server.prompts).toHaveLength(3);
  });

  test('names files as the repository knows them: the home folder stays at home', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const { source } = sourceFor(server);
    await collect(source(requestAt('x█'), [{ path: '/home/me/app/b.ts', text: 'B' }], never));
    expect(promptsOf(server)[0]).toBe(
      '<|repo_name|>app\n<|file_sep|>b.ts\nB\n<|file_sep|>a.ts\n<|fim_prefix|>x<|fim_suffix|><|fim_middle|>',
    );
    expect(JSON.stringify(server.requests)).not.toContain('/home/me');
  });

  test('holds whole lines where the window cuts the document', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const { source } = sourceFor(server);
    const cut = { offset: 5_000, documentLength: 9_000 };
    await collect(source(requestAt('f of a line\nsecond\nthi█rd\nfourth\nhalf o', cut), [], never));
    expect(promptsOf(server)[0]).toBe('<|fim_prefix|>second\nthi<|fim_suffix|>rd\nfourth\n<|fim_middle|>');
  });

  test('holds whole lines where the window ends a few characters before the document', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const { source } = sourceFor(server);
    const marked = 'first\nse█cond\nthird\nhalf of';
    const whole = marked.length - '█'.length;
    await collect(source(requestAt(marked, { documentLength: whole + 1 }), [], never));
    expect(promptsOf(server)[0]).toBe('<|fim_prefix|>first\nse<|fim_suffix|>cond\nthird\n<|fim_middle|>');
  });

  test('holds whole lines where the window begins in the first line of the document', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const { source } = sourceFor(server);
    await collect(source(requestAt('half a line\nse█', { offset: 5_000, documentLength: 5_000 }), [], never));
    expect(promptsOf(server)[0]).toBe('<|fim_prefix|>se<|fim_suffix|><|fim_middle|>');
  });

  test('has all of a document with CRLF, which counts them as two', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    const { source } = sourceFor(server);
    const request = requestAt('a\nb\nc█d\ne', {
      offset: 'a\r\nb\r\nc'.length,
      documentLength: 'a\r\nb\r\ncd\r\ne'.length,
    });
    await collect(source(request, [], never));
    expect(promptsOf(server)[0]).toBe('<|fim_prefix|>a\nb\nc<|fim_suffix|>d\ne<|fim_middle|>');
  });

  test('fits the context of the model: snippets go first', async () => {
    await using server = await scriptedServer({ kind: 'vllm', models: ['qwen2.5-coder'] });
    const { source } = sourceFor(server, { maxTokens: 8 });
    const snippets = [
      { path: '/home/me/app/big.ts', text: 'x = 1;\n'.repeat(4_000) },
      { path: '/home/me/app/small.ts', text: 'small' },
    ];
    await collect(source(requestAt('p█s'), snippets, never));
    const named = snippets.map(({ path }) => promptsOf(server)[0]!.includes(path.split('/').at(-1)!));
    expect(named).toEqual([false, true]);
  });

  test('is cut at a stop string that did not go on the wire, and the server stops', async () => {
    await using server = await scriptedServer({
      kind: 'vllm',
      msPerToken: 1,
      answer: ['a', '<|repo', '_name|>', 'b', ...Array(500).fill('c')],
    });
    const { source } = sourceFor(server);
    expect((await collect(source(requestAt('█'), [], never))).text).toBe('a');
    await server.idle();
    expect(server.abandoned).toBe(1);
  });

  test('is cut before one of our own placeholders', async () => {
    await using server = await scriptedServer({ kind: 'vllm', answer: ['key = "', '<SECRET', '_1>', '"'] });
    const { source } = sourceFor(server);
    expect((await collect(source(requestAt('█'), [], never))).text).toBe('key = "');
  });

  test('ends against a model that does not', async () => {
    await using server = await scriptedServer({ kind: 'vllm', answer: ['word '] });
    server.fault = 'endless';
    const { source } = sourceFor(server);
    expect((await collect(source(requestAt('█'), [], never))).text.length).toBeLessThan(64 * 32 + 10);
    await server.idle();
  });
});

describe('one request in flight for a document', () => {
  test('the older one is aborted on the wire', async () => {
    await using server = await scriptedServer({ kind: 'vllm', msPerToken: 2 });
    server.fault = 'endless';
    const { source } = sourceFor(server);
    const first = source(requestAt('a█'), [], never);
    await first.next();
    const second = source(requestAt('ab█'), [], never);
    await second.next();
    expect((await collect(first)).error).toBe('superseded');
    await second.return();
    await server.idle();
    expect(server.abandoned).toBe(2);
  });

  test('other documents are left alone', async () => {
    await using server = await scriptedServer({ kind: 'vllm', msPerToken: 1 });
    const { source } = sourceFor(server);
    const first = source(requestAt('a█'), [], never);
    await first.next();
    await collect(source(requestAt('b█', { uri: 'file:///other' }), [], never));
    expect((await collect(first)).error).toBeUndefined();
  });
});

describe('a server that fails', () => {
  const posts = (server: ScriptedServer) => server.requests.filter(({ path }) => path === '/v1/completions').length;

  test('is left alone for as long as it asks, and comes back by itself', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    server.fault = 'rate-limited';
    const { source, later } = sourceFor(server);
    expect((await collect(source(requestAt('█'), [], never))).error).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 7_000,
    });
    server.fault = undefined;
    later(6_000);
    expect((await collect(source(requestAt('█'), [], never))).error).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 1_000,
    });
    expect(posts(server)).toBe(1);
    later(1_000);
    expect((await collect(source(requestAt('█'), [], never))).text).toBe('abc');
  });

  test('without a word of its own it is asked less and less often', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    server.fault = 'overloaded';
    const { source, later } = sourceFor(server);
    for (let second = 0; second < 60; second++) {
      await collect(source(requestAt('█'), [], never));
      later(1_000);
    }
    expect(posts(server)).toBe(6);
  });

  test('an error that is about this request alone does not hold up the next', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    server.fault = 'cut';
    const { source } = sourceFor(server);
    expect((await collect(source(requestAt('█'), [], never))).error).toMatchObject({ kind: 'incomplete' });
    server.fault = undefined;
    expect((await collect(source(requestAt('█'), [], never))).text).toBe('abc');
  });

  test('can be told to the pipeline in its own words', async () => {
    class Away extends Error {}
    const explain = (error: ModelError) => new Away(error.kind);
    const { source } = sourceFor({ url: 'http://127.0.0.1:1/v1' }, { explain });
    expect((await collect(source(requestAt('█'), [], never))).error).toBeInstanceOf(Away);
  });
});
