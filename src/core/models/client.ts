import type { Clock } from '../base/clock.ts';
import type { AnswerPiece, DecodePiece } from './answer.ts';
import type { Egress, EgressRequest, Endpoint, Role } from './egress.ts';
import { ModelError } from './model-error.ts';
import { readAnswer } from './read-answer.ts';
import { DEFAULT_LIMITS, readChunks, readText, type Limits } from './read-chunks.ts';
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

  async function respond(request: EgressRequest, watch: Watch): Promise<Response> {
    const { OpenAI, APIError, APIConnectionError } = await sdk;
    const client = new OpenAI({
      // Each option that would else be read from an `OPENAI_*` variable has a value here. `OPENAI_CUSTOM_HEADERS` cannot
      // be kept out this way, but no header that the package makes passes the exit; nor does a key ever come here.
      baseURL: egress.endpoint(request.role).baseUrl,
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
      fetch: async () => shorten(await egress.send(request, watch.signal), watch, limits),
    });
    watch.expectWithin(limits.answerMs);
    try {
      return await client.request({ method: request.method === 'GET' ? 'get' : 'post', path: '/' }).asResponse();
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

/** The package reads the body of a failure to its end, however long that is; so it gets only its beginning. */
async function shorten(response: Response, watch: Watch, limits: Limits): Promise<Response> {
  const { status, headers } = response;
  if (status === 204 || status === 205) throw statusError(status, headers, undefined);
  if (response.ok) return response;
  const text = await readStart(response, watch, limits).catch((error: unknown) => {
    // The status says enough; what its explanation broke off with does not matter.
    if (watch.signal.aborted && !(watch.signal.reason instanceof ModelError)) throw error;
    return '';
  });
  return new Response(text, { status, headers });
}

const MAX_EXPLANATION = 2_000;

async function readStart(response: Response, watch: Watch, limits: Limits): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of readChunks(response, watch, { ...limits, maxBytes: Infinity })) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= MAX_EXPLANATION) break;
  }
  return text.slice(0, MAX_EXPLANATION);
}
