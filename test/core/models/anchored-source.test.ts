import { describe, expect, test } from 'vitest';
import { createBackoff } from '../../../src/core/models/backoff.ts';
import { modelSource, type FillRequest, type ModelSourceOptions } from '../../../src/core/models/model-source.ts';
import { createProbe } from '../../../src/core/models/probe.ts';
import { qwenCoder } from '../../../src/core/models/formats/qwen-coder.ts';
import { layoutTokens } from '../../../src/core/models/formats/fim-format.ts';
import { endBeforeHole } from '../../../src/core/completion/end-before-hole.ts';
import { collect, never, testClient } from '../../support/model-client.ts';
import { scriptedServer, type ScriptedOptions, type ScriptedServer } from '../../support/scripted-server.ts';

function anchored(server: Pick<ScriptedServer, 'url'>, options: Partial<ModelSourceOptions> = {}) {
  const client = testClient(server.url);
  const probing = createProbe(client);
  let forgotten = 0;
  const source = modelSource({
    client,
    capabilities: (signal) => probing.capabilities('completion', 'qwen2.5-coder', signal),
    onOtherServer() {
      forgotten++;
      probing.forget();
    },
    backoff: createBackoff({ now: () => 0 }),
    relativePath: (path) => path,
    repository: 'app',
    maxTokens: 64,
    stop: [],
    logProbabilities: false,
    layout: 'anchored',
    endBefore: endBeforeHole,
    ...options,
  });
  return { ...source, forgotten: () => forgotten };
}

const llama = (answer: readonly string[], more: Partial<ScriptedOptions> = {}) =>
  scriptedServer({ kind: 'llama.cpp', vocabulary: layoutTokens(qwenCoder), answer, ...more });

const LINES = 'one();\ntwo();\nthree();\n';

function requestAt(marked: string): FillRequest {
  const [before = '', after = ''] = (LINES + marked).split('█');
  return {
    uri: 'file:///a.ts',
    path: 'a.ts',
    languageId: 'typescript',
    offset: before.length,
    before,
    after,
    documentLength: before.length + after.length,
  };
}

const promptsOf = (server: ScriptedServer) => server.prompts.map(({ text }) => text);
const BLOCK = '<|fim_prefix|>one();\n<|fim_suffix|>\nfour();\n<|fim_middle|>two();\nthree();\n';

describe('with the anchored layout', () => {
  test('each key only appends to the prompt, and closers of the editor are not in it', async () => {
    await using server = await llama(['x']);
    const { fill } = anchored(server);
    for (const line of ['f█', 'f(█)', 'f(a.█)', 'f(a.b, █)'])
      await collect(fill(requestAt(`${line}\nfour();\n`), [], never));
    expect(promptsOf(server)).toEqual([BLOCK, `${BLOCK}f(`, `${BLOCK}f(a.`, `${BLOCK}f(a.b,`]);
  });

  test('a word that is begun is cut from the prompt, asked for as the beginning, and cut from the answer', async () => {
    await using server = await llama([' retu', 'rn 1', ';']);
    const { fill } = anchored(server);
    const answer = await collect(fill(requestAt('g: ret█\nfour();\n'), [], never));
    expect(answer.text).toBe('urn 1;');
    expect(promptsOf(server)).toEqual([`${BLOCK}g:`]);
    expect(server.requests.at(-1)!.body).toMatchObject({ grammar: String.raw`root ::= " ret" [^\x00]*` });
  });

  test('an answer that goes another way than the word is none', async () => {
    await using server = await llama([' other', ' thing']);
    expect(await collect(anchored(server).fill(requestAt('g: ret█\n'), [], never))).toMatchObject({
      text: '',
      error: undefined,
    });
  });

  test('the closer that Enter moved down is not said again', async () => {
    await using server = await llama(['g();', '\n', '}', '\nmore();']);
    const { fill } = anchored(server);
    await collect(fill(requestAt('if (a) {█}\n'), [], never));
    expect((await collect(fill(requestAt('if (a) {\n  █\n}\n'), [], never))).text.trimEnd()).toBe('g();');
  });

  test('other snippets wait until nobody does', async () => {
    await using server = await llama(['x']);
    const { fill, prepare } = anchored(server);
    const at = requestAt('f█\nfour();\n');
    await collect(fill(at, [{ path: 'b.ts', text: 'B' }], never));
    const other = [{ path: 'c.ts', text: 'C' }];
    await collect(fill(requestAt('f(█)\nfour();\n'), other, never));
    expect(promptsOf(server)[1]).toContain('b.ts\nB');
    expect(promptsOf(server)[1]).not.toContain('c.ts');
    expect(await prepare(at, other, never)).toBe(true);
    expect(server.requests.at(-1)!.body).toMatchObject({ n_predict: 0 });
    expect(promptsOf(server)[2]).toContain('c.ts\nC');
  });

  test('a jump is prepared once', async () => {
    await using server = await llama(['x']);
    const { fill, prepare } = anchored(server);
    await collect(fill(requestAt('f█\nfour();\n'), [], never));
    expect(await prepare(requestAt('f█\nfour();\n'), [], never)).toBe(false);
    const jumped = requestAt('f\nfour();\nfive();\nsix();\n█');
    expect(await prepare(jumped, [], never)).toBe(true);
    expect(await prepare(jumped, [], never)).toBe(false);
    await collect(fill(jumped, [], never));
    expect(promptsOf(server).at(-1)).toBe(promptsOf(server).at(-2));
  });

  test('nothing is prepared on a server that is paid for, or forgets', async () => {
    await using server = await scriptedServer({ kind: 'vllm' });
    expect(await anchored(server).prepare(requestAt('f█'), [], never)).toBe(false);
    expect(server.prompts).toEqual([]);
  });

  test('a model without a known format is asked in words, as ever', async () => {
    await using server = await scriptedServer({ kind: 'openai', models: ['some-chat'] });
    const probing = createProbe(testClient(server.url));
    const { fill } = anchored(server, {
      capabilities: (signal) => probing.capabilities('completion', 'some-chat', signal),
    });
    await collect(fill(requestAt('f█\n'), [], never));
    expect(promptsOf(server)[0]).toContain('three();\nf{{FILL_HERE}}');
  });
});

describe('a model that misbehaves', () => {
  test.for([
    ['repeats the prompt for ever', ['three();\n']],
    ['says its own tokens', ['a', '<|fim_middle|>', 'b']],
    ['says halves of characters', ['\ud83d', '\ude00', '\ud83d']],
    ['talks', ['Sure! ', 'Here is the code:\n', '```ts\n', 'x\n```']],
  ] as const)('and %s: the answer ends, with no token in it', async ([, answer]) => {
    await using server = await llama(answer);
    if (answer.length === 1) server.fault = 'endless';
    const { fill } = anchored(server);
    const { text, error } = await collect(fill(requestAt('█\n'), [], never));
    expect(error).toBeUndefined();
    expect(text.length).toBeLessThan(64 * 32 + 20);
    expect(text).not.toContain('<|');
    await server.idle();
  });

  test('is looked at anew when another one answers under the same name', async () => {
    await using server = await llama(['x']);
    const { fill, forgotten } = anchored(server);
    server.answersAs = 'one.gguf';
    await collect(fill(requestAt('f(█)'), [], never));
    await collect(fill(requestAt('f((█))'), [], never));
    expect(forgotten()).toBe(0);
    server.answersAs = 'other.gguf';
    await collect(fill(requestAt('f(a, [█])'), [], never));
    expect(forgotten()).toBe(1);
    // Two that answer in turns are no news.
    for (const name of ['one.gguf', 'other.gguf', 'one.gguf']) {
      server.answersAs = name;
      await collect(fill(requestAt('f(a, [█])'), [], never));
    }
    expect(forgotten()).toBeLessThanOrEqual(2);
  });

  test('has a shorter context than it said: a shorter prompt follows at once', async () => {
    await using server = await llama(['x'], { contextLength: 600 });
    const { fill } = anchored(server, { layout: 'plain' });
    const long = requestAt(`${'const value = compute(1);\n'.repeat(150)}█`);
    expect(await collect(fill(long, [], never))).toMatchObject({ text: 'x', error: undefined });
    expect(server.prompts).toHaveLength(1);
    expect(server.prompts[0]!.text.length).toBeLessThanOrEqual(4 * 600);
    await collect(fill(long, [], never));
    // It was learned.
    expect(server.requests.filter(({ path }) => path === '/v1/completions')).toHaveLength(3);
  });

  test('has a shorter context than it said and cuts the prompt without a word: the next one is shorter', async () => {
    await using server = await scriptedServer({ kind: 'ollama', models: ['qwen2.5-coder'], contextLength: 600 });
    const { fill } = anchored(server, { layout: 'plain' });
    const long = requestAt(`${'const value = compute(1);\n'.repeat(150)}█`);
    const asked = async () => {
      await collect(fill(long, [], never));
      return server.requests.findLast(({ path }) => path === '/api/generate')!.body['prompt'] as string;
    };
    const first = await asked();
    expect(first.length).toBeGreaterThan(4 * 600);
    for (let time = 0; time < 2; time++) {
      const next = await asked();
      // Whole again, from its first token on.
      expect(next).toBe(promptsOf(server).at(-1));
      expect(next).toMatch(/^<\|fim_prefix\|>/);
    }
  });

  test('counts what it takes of a prompt in few tokens: that alone makes no prompt shorter', async () => {
    await using server = await scriptedServer({ kind: 'ollama', models: ['qwen2.5-coder'] });
    const { fill } = anchored(server, { layout: 'plain' });
    // As long as a window is, and of words that are one token each.
    const long = requestAt(`${'const configuration = resolve(environment);\n'.repeat(80)}█`);
    for (let time = 0; time < 3; time++) await collect(fill(long, [], never));
    const [first, ...others] = promptsOf(server);
    expect(new Set(others)).toEqual(new Set([first]));
  });
});
