import { isRecord } from './answer.ts';
import type { ModelClient } from './client.ts';
import { apiBase, type Role } from './egress.ts';
import { TRANSPORTS, type TransportName } from './fim-transport.ts';
import { layoutTokens, type FimFormat } from './formats/fim-format.ts';
import { FORMATS, formatFor } from './formats/format-for.ts';
import { ModelError } from './model-error.ts';
import { control } from './prompt.ts';
import {
  asker,
  isLoopback,
  modelEntry,
  modelNames,
  optional,
  serverKind,
  type Ask,
  type ServerKind,
} from './server-kind.ts';

/** What a server can do with one of its models. */
export interface Capabilities {
  readonly server: ServerKind;
  /** On this machine: its requests cost nothing, and are worked through one by one. */
  readonly local: boolean;
  readonly models: readonly string[];
  readonly model: string;
  readonly transport: TransportName;
  /** How the prompt is built, where that is done here. */
  readonly format: FimFormat | undefined;
  readonly logProbabilities: boolean;
  /** In tokens. */
  readonly contextLength: number | undefined;
}

export interface Probe {
  /** Asks the server once for each model, and remembers. `model` is the person's choice; else the server's first one. */
  capabilities(role: Role, model: string | undefined, signal: AbortSignal): Promise<Capabilities>;
  /** After a change of settings, or when a server came back and may be another. */
  forget(): void;
}

export function createProbe(client: ModelClient): Probe {
  const known = new Map<string, Promise<Capabilities>>();
  return {
    async capabilities(role, model, signal) {
      const key = `${apiBase(client.endpoint(role)).href} ${model ?? ''}`;
      let found = known.get(key);
      if (found === undefined) {
        // Several requests may wait for it, so no single one's signal may end it; the client's own limits do.
        found = probe(client, role, model, new AbortController().signal);
        known.set(key, found);
        found.catch(() => known.delete(key));
      }
      return unlessAborted(found, signal);
    },
    forget: () => known.clear(),
  };
}

export async function probe(
  client: ModelClient,
  role: Role,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<Capabilities> {
  const ask = asker(client, role, signal);
  const base = apiBase(client.endpoint(role));
  // Some servers have one model and no list of it.
  const list = await optional(ask('models'));
  const server = await serverKind(base, list, ask);
  const models = modelNames(list);
  const model = wanted ?? models[0];
  if (model === undefined) throw new ModelError('not-found', { detail: 'the server lists no model' });
  const entry = modelEntry(list, model);
  const found = {
    server,
    local: isLoopback(base.hostname),
    models,
    model,
    logProbabilities: LOG_PROBABILITIES.has(server),
  };
  switch (server) {
    case 'llama.cpp':
      return { ...found, ...(await llamaDetails(ask, model, entry)) };
    case 'ollama':
      return { ...found, ...(await ollamaDetails(ask, model)) };
    case 'lm-studio': {
      const details = modelEntry(await optional(ask('../api/v0/models')), model);
      const contextLength = numberAt(details, 'loaded_context_length') ?? numberAt(details, 'max_context_length');
      return { ...found, ...byName('openai-completions', model), contextLength };
    }
    case 'vllm':
      return { ...found, ...byName('vllm-completions', model), contextLength: numberAt(entry, 'max_model_len') };
    case 'mistral': {
      const fills = isRecord(entry?.['capabilities']) && entry['capabilities']['completion_fim'] === true;
      const transport = fills || /codestral/.test(model) ? 'mistral-fim' : 'chat-filler';
      return { ...found, transport, format: undefined, contextLength: numberAt(entry, 'max_context_length') };
    }
    case 'deepseek':
      return { ...found, transport: 'deepseek-fim', format: undefined, contextLength: undefined };
    case 'openai-compatible':
      return { ...found, ...byName('openai-completions', model), contextLength: numberAt(entry, 'context_length') };
  }
}

/** Those that give log-probabilities while they stream; the others refuse the field or ignore it. */
const LOG_PROBABILITIES: ReadonlySet<ServerKind> = new Set(['llama.cpp', 'vllm']);

async function llamaDetails(ask: Ask, model: string, entry: Readonly<Record<string, unknown>> | undefined) {
  const properties = await optional(ask('../props'));
  const settings = isRecord(properties) ? properties['default_generation_settings'] : undefined;
  const contextLength =
    numberAt(settings, 'n_ctx') ?? numberAt(isRecord(entry) ? entry['meta'] : undefined, 'n_ctx') ?? undefined;
  // The file's name may say anything, but the vocabulary does not lie: a format is right when its tokens are tokens.
  const named = formatFor(model);
  const candidates = named === undefined ? FORMATS : [named, ...FORMATS.filter((format) => format !== named)];
  const singles = new Map<string, Promise<boolean>>();
  const isToken = (content: string): Promise<boolean> => {
    const known = singles.get(content) ?? tokenCount(ask, content).then((count) => count === 1);
    singles.set(content, known);
    return known;
  };
  for (const format of candidates) {
    const answers = await Promise.all(layoutTokens(format).map(isToken));
    if (answers.every(Boolean)) return { transport: 'llama-completions', format, contextLength } as const;
  }
  // A format that we do not know, but that the server finds in the model's file.
  const infill = TRANSPORTS['llama-infill'];
  const infills = infill.prompt === 'pieces' && (await optional(ask('../infill', INFILL_TRIAL))) !== undefined;
  return { transport: infills ? 'llama-infill' : 'chat-filler', format: undefined, contextLength } as const;
}

const INFILL_TRIAL = { input_prefix: 'a', input_suffix: 'b', n_predict: 1, stream: false } as const;

async function tokenCount(ask: Ask, content: string): Promise<number> {
  const prompt = { parts: [control(content)] };
  const answer = await optional(ask('../tokenize', { content: prompt, add_special: false, parse_special: true }));
  return isRecord(answer) && Array.isArray(answer['tokens']) ? answer['tokens'].length : 0;
}

async function ollamaDetails(ask: Ask, model: string) {
  const shown = await optional(ask('../api/show', { model }));
  const info = isRecord(shown) && isRecord(shown['model_info']) ? shown['model_info'] : {};
  const key = Object.keys(info).find((name) => name.endsWith('.context_length'));
  const details = isRecord(shown) && isRecord(shown['details']) ? shown['details'] : {};
  const parent = typeof details['parent_model'] === 'string' ? details['parent_model'] : '';
  // What was made from a known model under a name of one's own is still of its family.
  const format = formatFor(model) ?? formatFor(parent);
  // What a model could hold is not what Ollama loads it with, which is cut without a word; this is its smallest default.
  const contextLength = Math.min(numberAt(info, key ?? '') ?? OLLAMA_CONTEXT, OLLAMA_CONTEXT);
  return { transport: format === undefined ? 'chat-filler' : 'ollama-generate', format, contextLength } as const;
}

const OLLAMA_CONTEXT = 4_096;

function byName(transport: TransportName, model: string): Pick<Capabilities, 'transport' | 'format'> {
  const format = formatFor(model);
  return { transport: format === undefined ? 'chat-filler' : transport, format };
}

function numberAt(record: unknown, key: string): number | undefined {
  const value = isRecord(record) ? record[key] : undefined;
  return typeof value === 'number' && value > 0 ? value : undefined;
}

async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
