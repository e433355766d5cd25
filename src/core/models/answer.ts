import { ModelError } from './model-error.ts';

/** A piece of a model's answer. */
export interface AnswerPiece {
  readonly text: string;
  /** What a thinking model says before its answer, where the server keeps the two apart. */
  readonly thinking?: string;
  /** Why the model stopped, where it did: `stop`, `length`, `content_filter`, whatever the server says. */
  readonly finish?: string;
  /** Of the tokens of this piece, where the server was asked for them. */
  readonly logProbabilities?: readonly number[];
  /** Tokens of the prompt that the server evaluated and that it had in its cache, where it says so. */
  readonly timings?: { readonly evaluated: number; readonly cached: number };
  /** As the server calls the model that answers, with the last piece. */
  readonly model?: string;
}

/** Takes one JSON object of a stream apart; `undefined` where it is not part of the answer, a ping say. */
export type DecodePiece = (json: Readonly<Record<string, unknown>>) => AnswerPiece | undefined;

/** `/v1/completions` and `/v1/chat/completions`, as they stream and as they answer in one. */
export const decodeOpenAi: DecodePiece = (json) => {
  if (!Array.isArray(json['choices'])) return undefined;
  // Tool calls that nobody asked for and a second choice are dropped here, by not being looked at.
  const choice = json['choices'].find((item) => isRecord(item) && (item['index'] ?? 0) === 0) as unknown;
  if (!isRecord(choice)) return { text: '' };
  const message = isRecord(choice['delta']) ? choice['delta'] : choice['message'];
  const text = contentText(isRecord(message) ? message['content'] : undefined) ?? contentText(choice['text']) ?? '';
  // As llama.cpp, vLLM, DeepSeek and others call it, and as OpenRouter and newer ones do.
  const thinking = isRecord(message)
    ? (asText(message['reasoning_content']) ?? asText(message['reasoning']))
    : undefined;
  const finish = choice['finish_reason'];
  if (finish === 'error') throw new ModelError('server-error');
  const logProbabilities = openAiLogProbabilities(choice['logprobs']);
  const timings = llamaTimings(json['timings']);
  const model = asText(json['model']);
  return {
    text,
    ...(thinking === undefined || thinking === '' ? {} : { thinking }),
    ...(typeof finish === 'string' && finish !== '' ? { finish, ...(model === undefined ? {} : { model }) } : {}),
    ...(logProbabilities === undefined ? {} : { logProbabilities }),
    ...(timings === undefined ? {} : { timings }),
  };
};

/** llama.cpp's own routes, `/infill` and `/completion`. */
export const decodeLlama: DecodePiece = (json) => {
  if (typeof json['content'] !== 'string') return undefined;
  const finish = json['stop_type'] === 'limit' ? 'length' : 'stop';
  const logProbabilities = numbersOf(json['completion_probabilities'], 'logprob');
  const timings = llamaTimings(json['timings']);
  return {
    text: json['content'],
    ...(json['stop'] === true ? { finish } : {}),
    ...(logProbabilities === undefined ? {} : { logProbabilities }),
    ...(timings === undefined ? {} : { timings }),
  };
};

/** Ollama's `/api/generate`. */
export const decodeOllama: DecodePiece = (json) => {
  if (typeof json['response'] !== 'string') return undefined;
  const finish = typeof json['done_reason'] === 'string' ? json['done_reason'] : 'stop';
  const logProbabilities = numbersOf(json['logprobs'], 'logprob');
  // All of the prompt that it took, from its cache or not; it does not say which.
  const evaluated = json['prompt_eval_count'];
  return {
    text: json['response'],
    ...(json['done'] === true ? { finish } : {}),
    ...(logProbabilities === undefined ? {} : { logProbabilities }),
    ...(typeof evaluated === 'number' ? { timings: { evaluated, cached: 0 } } : {}),
  };
};

/** Throws what a server reports instead of an answer, in the shapes that are in use. */
export function throwReportedError(json: Readonly<Record<string, unknown>>): void {
  const { error } = json;
  const reported = isRecord(error) ? error['message'] : error;
  // An empty object or string, `null` and `false` are how some servers say that there was none.
  const present = isRecord(error) ? Object.keys(error).length > 0 : Boolean(error);
  if (present) throw new ModelError('server-error', { detail: asText(reported) });
  if (json['object'] === 'error') throw new ModelError('server-error', { detail: asText(json['message']) });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A string, or a list of parts of which those that hold text count. */
function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content
    .map((part: unknown) => (isRecord(part) ? (asText(part['text']) ?? '') : (asText(part) ?? '')))
    .join('');
}

/** The legacy shape is a list of numbers, the newer one a list of objects. */
function openAiLogProbabilities(value: unknown): readonly number[] | undefined {
  if (!isRecord(value)) return undefined;
  const legacy = value['token_logprobs'];
  if (Array.isArray(legacy)) return legacy.filter((item) => typeof item === 'number');
  return numbersOf(value['content'], 'logprob');
}

function numbersOf(list: unknown, key: string): readonly number[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item: unknown) => (isRecord(item) && typeof item[key] === 'number' ? [item[key]] : []));
}

function llamaTimings(value: unknown): AnswerPiece['timings'] {
  if (!isRecord(value)) return undefined;
  const { prompt_n: evaluated, cache_n: cached } = value;
  return typeof evaluated === 'number' && typeof cached === 'number' ? { evaluated, cached } : undefined;
}
