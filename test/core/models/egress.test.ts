import { describe, expect, test } from 'vitest';
import {
  createEgress,
  type EgressOptions,
  type EgressRequest,
  type SentRequest,
} from '../../../src/core/models/egress.ts';
import type { Redact } from '../../../src/core/models/clean-body.ts';
import { ModelError } from '../../../src/core/models/model-error.ts';
import { control, source } from '../../../src/core/models/prompt.ts';
import { never } from '../../support/model-client.ts';

/** A stand-in for core/safety: `SECRET` and digits are a secret, and so is what lies around a fence. */
const redact: Redact = (text, { fences = [] } = {}) => {
  const kept = fences.toReversed().reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  if (fences.length > 0 && /SECRET\d+/.test(kept) && !/SECRET\d+/.test(text)) return { text: 'broken', findings: [] };
  const findings = [...text.matchAll(/SECRET\d+/g)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  return { text: text.replaceAll(/SECRET\d+/g, '<hidden>'), findings };
};

interface Outcome {
  readonly sent: readonly SentRequest[];
  readonly fetched: readonly { readonly url: string; readonly init: RequestInit }[];
  readonly error: unknown;
}

async function send(
  request: Partial<EgressRequest>,
  options: Partial<EgressOptions> = {},
  answer = new Response('{}'),
): Promise<Outcome> {
  const sent: SentRequest[] = [];
  const fetched: { url: string; init: RequestInit }[] = [];
  const egress = createEgress({
    fetch: async (url, init) => {
      fetched.push({ url: url as string, init: init! });
      return answer;
    },
    endpoints: {
      completion: { baseUrl: 'https://models.example/v1', key: { origin: 'https://models.example', value: 'k-1' } },
    },
    redact,
    neutralise: (text) => text.replaceAll('<|', '< |'),
    maxBytes: 10_000,
    onSent: (item) => sent.push(item),
    ...options,
  });
  const whole: EgressRequest = { role: 'completion', method: 'POST', url: 'completions', ...request };
  const error: unknown = await egress.send(whole, never).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return { sent, fetched, error };
}

const bodyOf = ({ fetched }: Outcome) => new TextDecoder().decode(fetched[0]!.init.body as Uint8Array);
const headersOf = ({ fetched }: Outcome) => fetched[0]!.init.headers as Record<string, string>;
const refusalOf = ({ error }: Outcome) => (error instanceof ModelError ? error.refusal : error);

describe('what is sent', () => {
  test('a secret anywhere in the text for the model is replaced', async () => {
    const outcome = await send({
      body: {
        prompt: { parts: [source('a SECRET1')] },
        messages: [{ role: 'user', content: 'b SECRET2' }],
        input_extra: [{ filename: 'SECRET3', text: 'SECRET4' }],
      },
    });
    expect(bodyOf(outcome)).not.toContain('SECRET');
    expect(bodyOf(outcome)).toContain('b <hidden>');
  });

  test("a model's own tokens pass where we put them, and are made harmless in text out of files", async () => {
    const outcome = await send({
      body: { prompt: { parts: [control('<|fim_prefix|>'), source('x = "<|fim_suffix|>"')] }, note: '<|im_start|>' },
    });
    expect(JSON.parse(bodyOf(outcome))).toEqual({
      prompt: '<|fim_prefix|>x = "< |fim_suffix|>"',
      note: '< |im_start|>',
    });
  });

  test('protocol fields are left as they are', async () => {
    const body = { model: 'm<|x|>', stop: ['<|fim_pad|>'], messages: [{ role: 'user', content: '' }], max_tokens: 3 };
    expect(JSON.parse(bodyOf(await send({ body })))).toEqual(body);
  });

  test('half a character at the edge of a window does not make the request invalid', async () => {
    expect(JSON.parse(bodyOf(await send({ body: { prompt: '🚀'.slice(1) } })))).toEqual({ prompt: '\ufffd' });
  });

  test('exactly what was sent is reported, without the credentials', async () => {
    const outcome = await send({ body: { prompt: 'SECRET1' } });
    expect(outcome.sent).toEqual([
      { role: 'completion', method: 'POST', url: 'https://models.example/v1/completions', body: bodyOf(outcome) },
    ]);
  });

  test('no header is sent that the exit did not make', async () => {
    expect(Object.keys(headersOf(await send({}))).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'content-type',
      'user-agent',
    ]);
  });
});

describe('where it is sent', () => {
  test.for([
    ['completions', 'https://models.example/v1/completions'],
    ['../infill', 'https://models.example/infill'],
    ['/beta/completions', 'https://models.example/beta/completions'],
    ['https://models.example/x', 'https://models.example/x'],
  ] as const)('%s goes to %s', async ([url, target]) => {
    expect((await send({ url })).fetched[0]?.url).toBe(target);
  });

  test('an address without a path means /v1', async () => {
    const endpoints = { completion: { baseUrl: 'http://localhost:8080' } };
    expect((await send({}, { endpoints })).fetched[0]?.url).toBe('http://localhost:8080/v1/completions');
  });

  test.for([
    'https://evil.example/v1',
    '//evil.example/x',
    '\\\\evil.example\\x',
    'http://models.example/v1',
    'https://models.example:444/',
  ])('%s is refused as another origin', async (url) => {
    const outcome = await send({ url, body: { prompt: 'x' } });
    expect(refusalOf(outcome)).toBe('other-origin');
    expect(outcome.fetched).toEqual([]);
    expect(outcome.sent).toEqual([]);
  });

  test.for(['', 'models.example', 'ftp://models.example', 'https://user@models.example/v1', 'javascript:alert(1)'])(
    'an endpoint at “%s” is no address',
    async (baseUrl) => {
      expect(refusalOf(await send({}, { endpoints: { completion: { baseUrl } } }))).toBe('bad-address');
    },
  );

  test('a role without a server of its own does not borrow that of another', async () => {
    expect(refusalOf(await send({ role: 'chat' }))).toBe('no-server');
  });

  test('a key entered for one origin is not sent to another', async () => {
    const key = { origin: 'https://models.example', value: 'k-1' };
    const outcome = await send({}, { endpoints: { completion: { baseUrl: 'https://other.example/v1', key } } });
    expect(refusalOf(outcome)).toBe('key-of-other-origin');
    expect(outcome.fetched).toEqual([]);
  });

  test.for([301, 302, 303, 307, 308])('a redirect with %i is an error and is not followed', async (status) => {
    const answer = new Response(null, { status, headers: { location: 'https://evil.example' } });
    const outcome = await send({}, {}, answer);
    expect(outcome.error).toMatchObject({ kind: 'redirected' });
    expect(outcome.fetched[0]?.init.redirect).toBe('manual');
  });
});

describe('fails closed', () => {
  const broken = () => {
    throw new Error('too slow');
  };

  test.for([
    ['a redactor that throws', { redact: broken }],
    ['a neutraliser that throws', { neutralise: broken }],
  ] as const)('%s sends nothing', async ([, options]) => {
    const outcome = await send({ body: { prompt: 'x' } }, options);
    expect(refusalOf(outcome)).toBe('redaction-failed');
    expect(outcome.fetched).toEqual([]);
  });

  test('a redactor that damages the tokens of the prompt sends nothing', async () => {
    const prompt = { parts: [source('SECRET'), control('<|fim_suffix|>'), source('1')] };
    expect(refusalOf(await send({ body: { prompt } }))).toBe('redaction-failed');
  });

  test('a secret around the cursor sends nothing', async () => {
    const outcome = await send({
      body: { suffix: '123"', prompt: 'key = "SECRET1' },
      seams: [['key = "SECRET1', '23"']],
    });
    expect(refusalOf(outcome)).toBe('secret-at-cursor');
    expect(outcome.fetched).toEqual([]);
  });

  test('a request over the size sends nothing', async () => {
    expect(refusalOf(await send({ body: { prompt: 'ä'.repeat(6_000) } }))).toBe('prompt-too-large');
  });

  test('text hidden in a protocol field sends nothing', async () => {
    expect(refusalOf(await send({ body: { model: { nested: 'SECRET1' } } }))).toBe('redaction-failed');
  });
});
