import type * as OpenAiPackage from 'openai';
import type { Clock } from '../base/clock.ts';
import type { AnswerPiece, DecodePiece } from './answer.ts';
import type { Egress, EgressRequest, Endpoint, Role } from './egress.ts';
import { ModelError } from './model-error.ts';
import { readAnswer } from './read-answer.ts';
import { DEFAULT_LIMITS, readText, type Limits } from './read-chunks.ts';
import { connectionError, statusError } from './to-model-error.ts';
import { createWatch, type Watch } from './watch.ts';

export interface StreamRequest extends EgressRequest {
  readonly framing: 'events' | 'lines';
  readonly decode: DecodePiece;
}

export interface ModelClient {
  /** The answer as it comes. Leaving the loop, or the signal, aborts the request on the wire. */
  stream(request: StreamRequest, signal: AbortSignal): AsyncGenerator<AnswerPiece, void>;
  /** An answer in one: lists of models, questions about what a server can do. */
  json(request: EgressRequest, signal: AbortSignal): Promise<unknown>;
  /** As `Egress.endpoint`. */
  endpoint(role: Role): Endpoint;
}

export interface ClientOptions {
  readonly egress: Egress;
  readonly clock: Clock;
  readonly limits?: Partial<Limits>;
}

/**
 * Talks to any server that is like OpenAI's. The `openai` package carries the request and sorts out what a failed one
 * means; what is sent is made by the exit, and the stream is read by us: see docs/decisions/0004-model-client.md.
 */
export function createClient({ egress, clock, limits: changed = {} }: ClientOptions): ModelClient {
  const limits = { ...DEFAULT_LIMITS, ...changed };
  // Loaded with the first client, not with the extension: it costs more than the rest of the start.
  const sdk = import('openai');
  const carrier = createCarrier(sdk, egress, clock, limits);
  // Whoever asks first hears of it.
  carrier.catch(() => undefined);

  async function respond(request: EgressRequest, watch: Watch): Promise<Response> {
    const { APIError, APIConnectionError } = await sdk;
    const carry = await carrier;
    watch.expectWithin(limits.answerMs);
    try {
      return await Promise.race([carry(request, watch), watch.aborted]);
    } catch (error) {
      if (watch.signal.aborted) throw watch.signal.reason;
      if (error instanceof APIConnectionError) throw connectionError(error.cause, 'unreachable');
      if (error instanceof APIError && error.status !== undefined) {
        throw statusError(error.status, error.headers ?? new Headers(), error.message);
      }
      throw error;
    } finally {
      watch.pause();
    }
  }

  return {
    endpoint: (role) => egress.endpoint(role),

    async *stream(request, signal) {
      signal.throwIfAborted();
      const watch = createWatch(clock, signal);
      try {
        const response = await respond(request, watch);
        yield* readAnswer(response, watch, { framing: request.framing, decode: request.decode, limits, clock });
      } finally {
        watch.dispose();
      }
    },

    async json(request, signal) {
      signal.throwIfAborted();
      const watch = createWatch(clock, signal);
      try {
        const text = await readText(await respond(request, watch), watch, limits);
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw error instanceof SyntaxError ? new ModelError('bad-response', { cause: error }) : error;
      } finally {
        watch.dispose();
      }
    },
  };
}

/**
 * One client of the package for all requests: making one costs as much as all that the exit does. Its `fetch` hands the
 * request to the exit as it was given to us, by a ticket in the path that nobody else sees.
 */
async function createCarrier(
  sdk: Promise<typeof OpenAiPackage>,
  egress: Egress,
  clock: Clock,
  limits: Limits,
): Promise<(request: EgressRequest, watch: Watch) => Promise<Response>> {
  const { OpenAI } = await sdk;
  const waiting = new Map<string, { readonly request: EgressRequest; readonly watch: Watch }>();
  let tickets = 0;
  const client = new OpenAI({
    // Each option that would else be read from an `OPENAI_*` variable has a value here. `OPENAI_CUSTOM_HEADERS` cannot be
    // kept out this way, but no header and no address that the package makes passes the exit; nor does a key come here.
    baseURL: 'https://exit.invalid',
    apiKey: 'added at the exit',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    // A second net: our own watch is quicker.
    timeout: limits.answerMs + 1_000,
    dangerouslyAllowBrowser: true,
    fetch: async (url) => {
      const ticket = new URL(url as string).pathname;
      const { request, watch } = waiting.get(ticket)!;
      const response = await egress.send(request, watch.signal);
      watch.pause();
      return shorten(response, clock);
    },
  });
  return async (request, watch) => {
    const ticket = `/${++tickets}`;
    waiting.set(ticket, { request, watch });
    try {
      return await client.request({ method: request.method === 'GET' ? 'get' : 'post', path: ticket }).asResponse();
    } finally {
      waiting.delete(ticket);
    }
  };
}

/** The package reads the body of a failure to its end, however long that is; so it gets only its beginning. */
async function shorten(response: Response, clock: Clock): Promise<Response> {
  const { status, headers } = response;
  if (status === 204 || status === 205) throw statusError(status, headers, undefined);
  if (response.ok) return response;
  return new Response(await readStart(response, clock), { status, headers });
}

const MAX_EXPLANATION = 2_000;
const EXPLANATION_MS = 2_000;

/** What comes of a text at once. The status says enough; what its explanation breaks off with does not matter. */
async function readStart({ body }: Response, clock: Clock): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(() => undefined);
  const timer = clock.after(EXPLANATION_MS, leave);
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < MAX_EXPLANATION) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // As above.
  } finally {
    timer.dispose();
    leave();
  }
  return text.slice(0, MAX_EXPLANATION);
}
