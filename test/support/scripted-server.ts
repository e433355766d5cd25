import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type ScriptedKind = 'llama.cpp' | 'vllm' | 'lm-studio' | 'ollama' | 'mistral' | 'deepseek' | 'openai';

/** What goes wrong instead of an answer, or in the middle of one. */
export type Fault =
  | 'unauthorized'
  | 'model-missing'
  | 'rate-limited'
  | 'overloaded'
  | 'silent'
  | 'silent-after-first'
  | 'reset-after-first'
  | 'cut'
  | 'html'
  | 'redirect'
  | 'endless'
  | 'tool-call'
  | 'no-log-probabilities';

export interface ScriptedOptions {
  readonly kind: ScriptedKind;
  readonly models?: readonly string[];
  /** What the model says, a piece per token. */
  readonly answer?: readonly string[];
  /** Tokens that the model's vocabulary has in one piece; a llama.cpp server can be asked. */
  readonly vocabulary?: readonly string[];
  readonly msPerToken?: number;
  /** What it says where it is talked to, if that is something else than what it fills in. */
  readonly chat?: { readonly answer: readonly string[]; readonly msPerToken: number };
  /** Natural logarithm, told of each token to who asks for it. */
  readonly logProbability?: number;
  /** What it completes with instead where a `seed` is asked for, by its number from 1. */
  readonly variants?: readonly (readonly string[])[];
  /**
   * In tokens of four characters; a longer prompt is refused, whatever the server says of its context elsewhere. Ollama says
   * nothing and takes the end of it.
   */
  readonly contextLength?: number;
}

export interface ScriptedServer extends AsyncDisposable {
  /** The base address that a person would enter. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** What reached the model, after whatever the server did to it. */
  readonly prompts: readonly SeenPrompt[];
  fault: Fault | undefined;
  /** From now on that is what it says where it is talked to. */
  say(answer: string, msPerToken?: number): void;
  /** From now on that is what it fills in. */
  fill(answer: string): void;
  logProbability: number | undefined;
  /** The model's name in its answers, where they hold one. */
  answersAs: string | undefined;
  /** Streams that were left before they ended. */
  readonly abandoned: number;
  /** Resolves when nothing is being generated. */
  idle(): Promise<void>;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Of the client, so that connections can be told apart. */
  readonly port: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SeenPrompt {
  readonly text: string;
  /** Whether the server put a chat template around it: FIM tokens in there are a fault of ours. */
  readonly templated: boolean;
}

/** Imitates a kind of model server, on 127.0.0.1 and on a port of its own, as far as Sotto uses it. */
export async function scriptedServer(options: ScriptedOptions): Promise<ScriptedServer> {
  const state = new Script(options);
  const server = createServer(
    (request, response) => void state.answer(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return Object.assign(state, {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

type Body = Readonly<Record<string, unknown>>;
type Frame = (text: string, finish: string | null, logProbability?: number) => unknown;

class Script {
  readonly requests: RecordedRequest[] = [];
  readonly prompts: SeenPrompt[] = [];
  fault: Fault | undefined;
  logProbability: number | undefined;
  answersAs: string | undefined;
  abandoned = 0;
  #chat: ScriptedOptions['chat'];
  #answer: readonly string[];
  readonly #contextLength: number;
  readonly #options: Required<Omit<ScriptedOptions, 'chat' | 'logProbability' | 'contextLength'>>;
  readonly #running = new Set<Promise<void>>();

  constructor({ chat, logProbability, contextLength = Infinity, ...options }: ScriptedOptions) {
    this.#contextLength = contextLength;
    this.logProbability = logProbability;
    this.#options = {
      models: ['test-model'],
      answer: ['a', 'b', 'c'],
      vocabulary: [],
      variants: [],
      msPerToken: 0,
      ...options,
    };
    this.#chat = chat;
    this.#answer = this.#options.answer;
  }

  fill(answer: string): void {
    this.#answer = answer.match(/[^]{1,8}/g) ?? [];
  }

  say(answer: string, msPerToken = 5): void {
    this.#chat = { answer: answer.match(/[^]{1,16}/g) ?? [], msPerToken };
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    this.requests.push({
      method: request.method ?? '',
      path,
      headers: request.headers,
      port: request.socket.remotePort,
      body,
    });
    const route = this.#routes()[`${request.method} ${path}`];
    if (route === undefined) {
      const status = this.#options.kind === 'lm-studio' ? 200 : 404;
      return json(response, status, { error: `Unexpected endpoint or method. (${request.method} ${path})` });
    }
    if (request.method === 'POST' && this.#refuse(response)) return;
    const work = route(body, response);
    this.#running.add(work);
    try {
      await work;
    } finally {
      this.#running.delete(work);
    }
  }

  #routes(): Readonly<Record<string, (body: Body, response: ServerResponse) => Promise<void>>> {
    const { kind, models } = this.#options;
    const owner = { 'llama.cpp': 'llamacpp', vllm: 'vllm', ollama: 'library' }[kind as string] ?? 'organization';
    const list = async (_: Body, response: ServerResponse) =>
      json(response, 200, {
        object: 'list',
        data: models.map((id) => ({
          id,
          object: 'model',
          owned_by: owner,
          ...(kind === 'vllm' ? { max_model_len: 8192 } : {}),
          ...(kind === 'mistral' ? { max_context_length: 32768, capabilities: { completion_fim: true } } : {}),
        })),
      });
    const chat = (body: Body, response: ServerResponse) =>
      this.#stream(
        response,
        'events',
        template(body['messages']),
        true,
        (content, finish) => ({
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta: this.#delta(content), finish_reason: finish }],
        }),
        this.#chat,
      );
    const completions = async (body: Body, response: ServerResponse) => {
      const problem = this.#rejects(body);
      if (problem !== undefined) return json(response, 400, { error: { message: problem, code: 400 } });
      const wraps = kind === 'ollama';
      const prompt = wraps ? template([{ role: 'user', content: body['prompt'] }]) : String(body['prompt']);
      const logProbability = 'logprobs' in body ? this.logProbability : undefined;
      const frame: Frame = (text, finish) => ({
        ...(openAiFrame(text, finish, logProbability) as object),
        ...(this.answersAs === undefined ? {} : { model: this.answersAs }),
      });
      const { variants, msPerToken } = this.#options;
      const said = { answer: variants[Number(body['seed']) - 1] ?? this.#answer, msPerToken };
      return this.#stream(response, 'events', prompt, wraps, frame, said);
    };
    const common = { 'GET /v1/models': list, 'POST /v1/chat/completions': chat };
    switch (kind) {
      case 'llama.cpp':
        return {
          ...common,
          'POST /v1/completions': completions,
          'GET /props': async (_, response) => json(response, 200, { default_generation_settings: { n_ctx: 16384 } }),
          'POST /tokenize': async ({ content }, response) =>
            json(response, 200, { tokens: this.#tokens(String(content)) }),
          'POST /infill': (body, response) => this.#infill(body, response),
        };
      case 'vllm':
      case 'openai':
        return { ...common, 'POST /v1/completions': completions };
      case 'lm-studio':
        return {
          ...common,
          'POST /v1/completions': completions,
          'GET /api/v0/models': async (_, response) =>
            json(response, 200, { data: models.map((id) => ({ id, max_context_length: 32768 })) }),
        };
      case 'ollama':
        return {
          ...common,
          'POST /v1/completions': completions,
          'GET /api/version': async (_, response) => json(response, 200, { version: '0.12.0' }),
          'POST /api/show': async (_, response) =>
            json(response, 200, { details: {}, model_info: { 'qwen2.context_length': 32768 } }),
          'POST /api/generate': (body, response) => {
            const raw = body['raw'] === true;
            const whole = raw ? String(body['prompt']) : template([{ role: 'user', content: body['prompt'] }]);
            const prompt = whole.slice(-4 * Math.min(this.#contextLength, whole.length));
            const counted = { prompt_eval_count: Math.ceil(prompt.length / 4) };
            return this.#stream(response, 'lines', prompt, !raw, (content, finish) =>
              finish === null
                ? { response: content, done: false }
                : { response: '', done: true, done_reason: finish, ...counted },
            );
          },
        };
      case 'mistral':
        return {
          ...common,
          'POST /v1/fim/completions': ({ prompt, suffix }, response) =>
            this.#stream(
              response,
              'events',
              `[SUFFIX]${String(suffix)}[PREFIX]${String(prompt)}`,
              false,
              (content, finish) => ({
                choices: [{ index: 0, delta: { content }, finish_reason: finish }],
              }),
            ),
        };
      case 'deepseek':
        return {
          ...common,
          'POST /beta/completions': ({ prompt, suffix }, response) =>
            this.#stream(response, 'events', `${String(prompt)}⟂${String(suffix)}`, false, openAiFrame),
        };
    }
  }

  #rejects(body: Body): string | undefined {
    const { kind } = this.#options;
    const tokens = Math.ceil(String(body['prompt']).length / 4);
    if (tokens > this.#contextLength)
      return `the request (${tokens} tokens) exceeds the available context size (${this.#contextLength} tokens)`;
    if (this.fault === 'no-log-probabilities' && 'logprobs' in body) return 'logprobs: at most 0';
    if (kind === 'vllm' && 'suffix' in body) return 'suffix is not currently supported';
    const stops = Array.isArray(body['stop']) ? body['stop'].length : 0;
    return (kind === 'vllm' || kind === 'openai') && stops > 4 ? 'at most 4 stop strings' : undefined;
  }

  async #infill(body: Body, response: ServerResponse): Promise<void> {
    const [pre, suf, mid] = this.#options.vocabulary;
    if (mid === undefined) return json(response, 501, { error: { message: 'Infill is not supported', code: 501 } });
    const prompt = `${pre}${String(body['input_prefix'])}${suf}${String(body['input_suffix'])}${mid}`;
    if (body['stream'] !== true) return json(response, 200, { content: 'a', stop: true });
    return this.#stream(response, 'events', prompt, false, (content, finish) =>
      finish === null
        ? { content, stop: false }
        : { content: '', stop: true, stop_type: finish === 'stop' ? 'eos' : 'limit' },
    );
  }

  #tokens(content: string): readonly number[] {
    if (this.#options.vocabulary.includes(content)) return [1];
    return Array.from(content, (character) => character.codePointAt(0)!);
  }

  #delta(content: string): unknown {
    if (this.fault !== 'tool-call') return { content };
    return { tool_calls: [{ index: 0, function: { name: 'run', arguments: '{"command":"rm -rf ~"}' } }] };
  }

  /** Whether the fault is one that leaves no answer to begin. */
  #refuse(response: ServerResponse): boolean {
    if (this.fault === undefined) return false;
    const refuse = REFUSALS[this.fault];
    refuse?.(response);
    return refuse !== undefined;
  }

  async #stream(
    response: ServerResponse,
    framing: 'events' | 'lines',
    prompt: string,
    templated: boolean,
    frame: Frame,
    { answer, msPerToken } = { answer: this.#answer, msPerToken: this.#options.msPerToken },
  ): Promise<void> {
    this.prompts.push({ text: prompt, templated });
    const type = framing === 'events' ? 'text/event-stream' : 'application/x-ndjson';
    response.writeHead(200, { 'content-type': type });
    const write = (value: unknown) =>
      response.write(framing === 'events' ? `data: ${JSON.stringify(value)}\n\n` : `${JSON.stringify(value)}\n`);
    let left = false;
    response.once('close', () => (left = !response.writableEnded));
    for (let i = 0; this.fault === 'endless' || i < answer.length; i++) {
      if (left) {
        this.abandoned++;
        return;
      }
      write(frame(answer[i % answer.length]!, null));
      if (i === 0 && this.fault === 'silent-after-first') return;
      if (i === 0 && this.fault === 'reset-after-first') {
        await sleep(5);
        response.socket?.resetAndDestroy();
        return;
      }
      if (i === 0 && this.fault === 'cut') {
        response.end();
        return;
      }
      await sleep(msPerToken);
    }
    write(frame('', this.fault === 'tool-call' ? 'tool_calls' : 'stop'));
    response.end(framing === 'events' ? 'data: [DONE]\n\n' : '');
  }
}

const REFUSALS: Readonly<Partial<Record<Fault, (response: ServerResponse) => void>>> = {
  unauthorized: (response) => json(response, 401, { error: { message: 'your credentials are wrong' } }),
  'model-missing': (response) => json(response, 404, { error: { message: 'model not found' } }),
  'rate-limited': (response) => json(response, 429, { error: { message: 'slow down' } }, { 'retry-after': '7' }),
  overloaded: (response) => json(response, 503, { error: { message: 'overloaded' } }),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>portal</html>'),
  redirect: (response) => response.writeHead(307, { location: 'http://127.0.0.1:1/v1/completions' }).end(),
  silent: () => undefined,
};

const openAiFrame: Frame = (text, finish, logProbability) => ({
  object: 'text_completion',
  choices: [
    {
      index: 0,
      text,
      finish_reason: finish,
      ...(logProbability === undefined ? {} : { logprobs: { token_logprobs: text === '' ? [] : [logProbability] } }),
    },
  ],
});

/** A chat template as ChatML has it. */
function template(messages: unknown): string {
  const list = Array.isArray(messages) ? (messages as { role: unknown; content: unknown }[]) : [];
  const turns = list.map(({ role, content }) => `<|im_start|>${String(role)}\n${String(content)}<|im_end|>\n`);
  return `${turns.join('')}<|im_start|>assistant\n`;
}

function json(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}
