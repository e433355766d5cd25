import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeOllama, decodeOpenAi } from '../../../src/core/models/answer.ts';
import { ModelError } from '../../../src/core/models/model-error.ts';
import { readAnswer } from '../../../src/core/models/read-answer.ts';
import { DEFAULT_LIMITS } from '../../../src/core/models/read-chunks.ts';
import { createWatch } from '../../../src/core/models/watch.ts';
import { collect, never } from '../../support/model-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';

const CHUNK = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

interface Served {
  readonly headers?: Record<string, string>;
  readonly lines?: boolean;
  readonly limits?: Partial<typeof DEFAULT_LIMITS>;
  /** The connection breaks at the end. */
  readonly breaks?: boolean;
}

async function answer(
  body: string | readonly Uint8Array[],
  { headers = {}, lines = false, limits, breaks = false }: Served = {},
) {
  const chunks = typeof body === 'string' ? [new TextEncoder().encode(body)] : body;
  let next = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[next++];
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (breaks) controller.error(new TypeError('terminated'));
      else controller.close();
    },
  });
  const watch = createWatch(systemClock, never);
  const result = await collect(
    readAnswer(new Response(stream, { headers }), watch, {
      framing: lines ? 'lines' : 'events',
      decode: lines ? decodeOllama : decodeOpenAi,
      limits: { ...DEFAULT_LIMITS, ...limits },
      clock: systemClock,
    }),
  );
  watch.dispose();
  return { ...result, error: result.error instanceof ModelError ? result.error.kind : result.error };
}

const DONE = 'data: [DONE]\n\n';
const whole = (text: string, finish = 'stop') => ({ text, finish, error: undefined });

describe('shapes that servers in use send', () => {
  test.for<[string, string, ReturnType<typeof whole>]>([
    [
      'lines that end with CR alone',
      CHUNK('x', 'stop').replaceAll('\n', '\r') + DONE.replaceAll('\n', '\r'),
      whole('x'),
    ],
    ['a byte order mark', `\ufeff${CHUNK('x', 'stop')}${DONE}`, whole('x')],
    ['blank data', `data:\n\ndata: \n\ndata\n\n${CHUNK('x', 'stop')}${DONE}`, whole('x')],
    [
      'a role first, then text',
      `data: {"choices":[{"delta":{"role":"assistant","content":null}}]}\n\n${CHUNK('x', 'stop')}`,
      whole('x'),
    ],
    ['an empty finish reason is none', `${CHUNK('a', '')}${CHUNK('b', 'stop')}`, whole('ab')],
    [
      'usage after the end, without choices',
      `${CHUNK('x', 'stop')}data: {"choices":[],"usage":{"total_tokens":3}}\n\n${DONE}`,
      whole('x'),
    ],
    ['choices that are null', `data: {"choices":null}\n\n${CHUNK('x', 'stop')}`, whole('x')],
    [
      'an error that is null',
      `data: {"error":null,"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}\n\n`,
      whole('x'),
    ],
    [
      'a second choice is dropped',
      `data: {"choices":[{"index":1,"delta":{"content":"no"}},{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}\n\n`,
      whole('x'),
    ],
    [
      'content in parts',
      `data: {"choices":[{"delta":{"content":[{"type":"text","text":"a"},{"type":"image"},{"text":"b"}]},"finish_reason":"stop"}]}\n\n`,
      whole('ab'),
    ],
    ['legacy text', `data: {"choices":[{"text":"x","finish_reason":"length"}]}\n\n`, whole('x', 'length')],
    [
      'thinking aloud is no answer',
      `data: {"choices":[{"delta":{"reasoning_content":"hm"}}]}\n\n${CHUNK('x', 'stop')}`,
      whole('x'),
    ],
    ['pings as events', `event: ping\ndata: {"type":"ping"}\n\n${CHUNK('x', 'stop')}`, whole('x')],
    ['values that are no objects', `data: null\n\ndata: 1\n\n${CHUNK('x', 'stop')}`, whole('x')],
    ['nothing to say', `${CHUNK('', 'stop')}${DONE}`, whole('')],
    [
      'an error after the end spoils nothing',
      `${CHUNK('x', 'stop')}data: {"error":{"message":"late"}}\n\n`,
      whole('x'),
    ],
    [
      'one JSON object instead of a stream',
      ' {"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}',
      whole('x'),
    ],
  ])('%s', async ([, body, expected]) => {
    expect(await answer(body)).toEqual(expected);
  });

  test('an end without a reason', async () => {
    expect(await answer(CHUNK('x') + DONE)).toEqual({ text: 'x', finish: undefined, error: undefined });
  });

  test('a connection that breaks after the end spoils nothing', async () => {
    const bytes = [new TextEncoder().encode(CHUNK('x', 'stop'))];
    expect(await answer(bytes, { breaks: true })).toEqual(whole('x'));
  });

  test('a page that says it is something else is not taken for a stream', async () => {
    expect((await answer('<html>', { headers: { 'content-type': 'text/event-stream' } })).error).toBe('bad-response');
    expect(await answer(CHUNK('x', 'stop'), { headers: { 'content-type': 'text/html' } })).toEqual(whole('x'));
    expect((await answer('upstream connect error')).error).toBe('bad-response');
  });
});

describe('answers that are none', () => {
  test.for<[string, string, string, string]>([
    ['an error in a list of one', CHUNK('a') + 'data: {"error":"overloaded"}\n\n', 'a', 'server-error'],
    ["vLLM's error", 'data: {"object":"error","message":"too long","code":400}\n\n', '', 'server-error'],
    ['an error event', 'event: error\ndata: {"message":"x"}\n\n', '', 'server-error'],
    ['an error event that is no JSON', 'event: error\ndata: oops\n\n', '', 'server-error'],
    ['a finish reason of error', CHUNK('a', 'error'), '', 'server-error'],
    ['an error with status 200', '{"error":{"message":"no such model"}}', '', 'server-error'],
    ['a JSON object that is no answer', '{"detail":"Not Found"}', '', 'bad-response'],
    ['a JSON answer that was cut', '{"choices":[{"message":{"con', '', 'bad-response'],
    ['comments alone', ': ping\n\n: ping\n\n', '', 'empty'],
    ['white space alone', '\n\n \n', '', 'empty'],
    ['a role and then nothing', 'data: {"choices":[{"delta":{"role":"assistant"}}]}\n\n', '', 'incomplete'],
    ['JSON nested beyond reason', `data: ${'['.repeat(200_000)}\n\n`, '', 'bad-response'],
  ])('%s', async ([, body, text, error]) => {
    expect(await answer(body)).toMatchObject({ text, error });
  });

  test('one event in many lines is as limited as one line', async () => {
    const body = `${'data: aaaaaaaaa\n'.repeat(200)}\n`;
    expect((await answer(body, { limits: { maxEventLength: 1_000 } })).error).toBe('too-large');
  });

  test('an endless answer ends at the limit, and what came is kept', async () => {
    const bytes = Array.from({ length: 200 }, () => new TextEncoder().encode(CHUNK('t')));
    const { text, error } = await answer(bytes, { limits: { maxBytes: 5_000 } });
    expect(error).toBe('too-large');
    expect(text.length).toBeGreaterThan(20);
  });

  test('a size that is announced is not read', async () => {
    const headers = { 'content-length': String(DEFAULT_LIMITS.maxBytes + 1) };
    expect((await answer('data: x\n\n', { headers })).error).toBe('too-large');
  });
});

describe('a JSON object a line', () => {
  const line = (response: string, done = false) => `${JSON.stringify({ response, done })}\n`;

  test.for<[string, string, string, string | undefined]>([
    ['an answer', line('a') + line('b') + line('', true), 'ab', undefined],
    ['without a last line end', line('a') + line('', true).trim(), 'a', undefined],
    ['cut', line('a') + '{"respon', 'a', 'incomplete'],
    ['an error', '{"error":"model \'x\' not found"}\n', '', 'server-error'],
    ['no JSON', line('a') + 'oops\n', 'a', 'bad-response'],
    ['nothing', '', '', 'empty'],
  ])('%s', async ([, body, text, error]) => {
    expect(await answer(body, { lines: true })).toMatchObject({ text, error });
  });
});

test('no cut of any text changes it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(400), { maxLength: 6 }),
      async (texts, lineEnd, cuts) => {
        const body = texts.map((text) => CHUNK(text)).join('') + CHUNK('', 'stop') + DONE;
        const bytes = new TextEncoder().encode(body.replaceAll('\n', lineEnd));
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
        expect((await answer(chunks)).text).toBe(texts.join(''));
      },
    ),
    { numRuns: 200 },
  );
});

test.each(['reasoning_content', 'reasoning'])(
  'what a model thinks aloud (%s) is told apart from its answer',
  (name) => {
    expect(decodeOpenAi({ choices: [{ delta: { [name]: 'hm', content: null } }] })).toEqual({
      text: '',
      thinking: 'hm',
    });
    expect(decodeOpenAi({ choices: [{ delta: { [name]: '', content: 'x' } }] })).toEqual({ text: 'x' });
  },
);
