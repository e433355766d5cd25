import type { AnswerPiece } from './answer.ts';
import type { Backoff } from './backoff.ts';
import type { ModelClient } from './client.ts';
import { cutAtStop } from './cut-at-stop.ts';
import { apiBase } from './egress.ts';
import { TRANSPORTS, type Filling, type WireRequest } from './fim-transport.ts';
import type { FimFormat, Hole, HoleSnippet } from './formats/fim-format.ts';
import { ModelError } from './model-error.ts';
import type { Capabilities } from './probe.ts';

/** What a source reads of a completion request. */
export interface FillRequest {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly offset: number;
  readonly position: { readonly line: number };
  readonly before: string;
  readonly after: string;
  readonly documentLength: number;
}

/** Fits the pipeline's `CompletionSource`. */
export type ModelSource = (
  request: FillRequest,
  snippets: readonly HoleSnippet[],
  signal: AbortSignal,
) => AsyncGenerator<AnswerPiece, void>;

export interface ModelSourceOptions {
  readonly client: ModelClient;
  /** What the probe found; asked at each request, so that it may change under us. */
  readonly capabilities: (signal: AbortSignal) => Promise<Capabilities>;
  readonly backoff: Backoff;
  /** What a path is called towards the server: relative to the repository. */
  readonly relativePath: (path: string) => string;
  readonly repository: string;
  readonly maxTokens: number;
  /** Further texts that an answer ends before: the beginning of our placeholders. */
  readonly stop: readonly string[];
  readonly logProbabilities: boolean;
  /** What to throw instead, so that the pipeline can tell a server that is away from a fault. */
  readonly explain?: (error: ModelError) => Error;
}

/** Asks the model behind the server that is set for completions. */
export function modelSource(options: ModelSourceOptions): ModelSource {
  const { client, backoff, explain = (error) => error } = options;
  const inFlight = new Map<string, AbortController>();
  let refusesLogProbabilities = false;

  async function* fill(request: FillRequest, snippets: readonly HoleSnippet[], signal: AbortSignal) {
    const server = apiBase(client.endpoint('completion')).origin;
    backoff.check(server);
    try {
      const capabilities = await options.capabilities(signal);
      let length = 0;
      for await (const piece of ask(capabilities, request, snippets, signal)) {
        backoff.worked(server);
        yield piece;
        // Against a server that does not heed `max_tokens`; tokens of blanks alone are this long.
        length += piece.text.length;
        if (length > options.maxTokens * LONGEST_TOKEN) return;
      }
    } catch (error) {
      if (error instanceof ModelError && !signal.aborted) backoff.failed(server, error);
      throw error;
    }
  }

  /** With log-probabilities where they can be had; without, where the server refuses a request for them (vLLM can be set to). */
  async function* ask(
    capabilities: Capabilities,
    request: FillRequest,
    snippets: readonly HoleSnippet[],
    signal: AbortSignal,
  ) {
    const stream = (logProbabilities: boolean) => {
      const { wire, stop, unwrap } = wireRequest(options, { ...capabilities, logProbabilities }, request, snippets);
      return cutAtStop(unwrap(client.stream({ role: 'completion', ...wire }, signal)), stop);
    };
    const wanted = options.logProbabilities && capabilities.logProbabilities && !refusesLogProbabilities;
    try {
      yield* stream(wanted);
    } catch (error) {
      if (!wanted || !(error instanceof ModelError) || error.kind !== 'bad-request') throw error;
      yield* stream(false);
      // Only now is it known what was wrong.
      refusesLogProbabilities = true;
    }
  }

  return async function* (request, snippets, signal) {
    const own = new AbortController();
    const joined = AbortSignal.any([signal, own.signal]);
    // A local server works through its requests one by one: the one that nobody waits for would hold up the next.
    inFlight.get(request.uri)?.abort('superseded');
    inFlight.set(request.uri, own);
    try {
      yield* fill(request, snippets, joined);
    } catch (error) {
      throw error instanceof ModelError ? explain(error) : error;
    } finally {
      if (inFlight.get(request.uri) === own) inFlight.delete(request.uri);
    }
  };
}

const LONGEST_TOKEN = 32;

interface Wired {
  readonly wire: WireRequest;
  readonly stop: readonly string[];
  readonly unwrap: (pieces: AsyncIterable<AnswerPiece>) => AsyncIterable<AnswerPiece>;
}

function wireRequest(
  options: ModelSourceOptions,
  { transport: name, format, model, contextLength, logProbabilities }: Capabilities,
  request: FillRequest,
  snippets: readonly HoleSnippet[],
): Wired {
  const transport = TRANSPORTS[name];
  const stop = [...(format?.stop ?? []), ...options.stop];
  const filling: Filling = {
    model,
    hole: fitHole(holeOf(options, request, snippets), contextLength, options.maxTokens),
    maxTokens: options.maxTokens,
    stop,
    logProbabilities,
  };
  if (transport.prompt === 'format') {
    return { wire: transport.request(filling, formatOf(format)), stop, unwrap: (pieces) => pieces };
  }
  const { unwrap = (pieces) => pieces } = transport;
  return { wire: transport.request(filling), stop: [...stop, ...(transport.stop ?? [])], unwrap };
}

function formatOf(format: FimFormat | undefined): FimFormat {
  if (format === undefined) throw new ModelError('bad-request', { detail: 'no FIM format is known for this model' });
  return format;
}

function holeOf(options: ModelSourceOptions, request: FillRequest, snippets: readonly HoleSnippet[]): Hole {
  const { before, after, offset, position, documentLength } = request;
  // Where the window cuts the document, it begins and ends with a whole line: half a line is half a word, or half a secret.
  const cutAbove = position.line > lineEnds(before);
  // A CRLF counts two in the document and one in the window.
  const cutBelow = documentLength - offset > after.length + lineEnds(after);
  return {
    repository: options.repository,
    path: options.relativePath(request.path),
    languageId: request.languageId,
    prefix: cutAbove && before.includes('\n') ? before.slice(before.indexOf('\n') + 1) : before,
    suffix: cutBelow && after.includes('\n') ? after.slice(0, after.lastIndexOf('\n') + 1) : after,
    snippets: snippets.map(({ path, text }) => ({ path: options.relativePath(path), text })),
  };
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1;
}

/** Code has some three characters a token; the worst case is left to the server, which then says so. */
const CHARACTERS_PER_TOKEN = 3;

/** Leaves out the snippets that no longer fit the model's context, and cuts a prefix or suffix that does not fit alone. */
function fitHole(hole: Hole, contextLength: number | undefined, maxTokens: number): Hole {
  if (contextLength === undefined) return hole;
  const room = (contextLength - maxTokens - 64) * CHARACTERS_PER_TOKEN;
  const suffix = hole.suffix.slice(0, Math.max(0, Math.floor(room / 3)));
  const prefix = hole.prefix.slice(-Math.max(1, room - suffix.length));
  let left = room - prefix.length - suffix.length;
  const snippets = hole.snippets.filter(({ path, text }) => {
    const length = path.length + text.length + 16;
    if (length > left) return false;
    left -= length;
    return true;
  });
  return { ...hole, prefix, suffix, snippets };
}
