import type { Place } from './anchored-hole.ts';
import type { AnswerPiece } from './answer.ts';
import type { Backoff } from './backoff.ts';
import type { ModelClient } from './client.ts';
import { fitHole, usualContextLength } from './context-budget.ts';
import { cutAtStop } from './cut-at-stop.ts';
import { apiBase } from './egress.ts';
import { TRANSPORTS, type Filling, type WireRequest } from './fim-transport.ts';
import type { FimFormat, HoleSnippet } from './formats/fim-format.ts';
import { withoutCut } from './heal-word.ts';
import { createHoleKeeper } from './hole-keeper.ts';
import { learnLimits } from './learn-limits.ts';
import { ModelError } from './model-error.ts';
import type { Capabilities } from './probe.ts';
import { defaultLayout, type PromptLayout } from './prompt-layout.ts';

/** What a source reads of a completion request. */
export interface FillRequest {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  readonly documentLength: number;
  /** Another answer than the likeliest, for each number another one. */
  readonly variation?: number | undefined;
}

export interface ModelSource {
  /** Fits the pipeline's `CompletionSource`. */
  fill(request: FillRequest, snippets: readonly HoleSnippet[], signal: AbortSignal): AsyncGenerator<AnswerPiece, void>;
  /**
   * Has the server evaluate the prompt of a place, without an answer, where a completion there would cost it much: after a
   * jump, with other snippets. For when nobody waits. Resolves with whether it was asked to; never throws.
   */
  prepare(request: FillRequest, snippets: readonly HoleSnippet[], signal: AbortSignal): Promise<boolean>;
}

export interface ModelSourceOptions {
  readonly client: ModelClient;
  /** What the probe found; asked at each request, so that it may change under us. */
  readonly capabilities: (signal: AbortSignal) => Promise<Capabilities>;
  /** The server may be another one: what the probe found no longer holds. */
  readonly onOtherServer?: () => void;
  readonly backoff: Backoff;
  /** What a path is called towards the server: relative to the repository. */
  readonly relativePath: (path: string) => string;
  readonly repository: string;
  readonly maxTokens: number;
  /** Further texts that an answer ends before: the beginning of our placeholders. */
  readonly stop: readonly string[];
  readonly logProbabilities: boolean;
  /** The person's choice; else what the model's family has. */
  readonly layout?: PromptLayout | undefined;
  /** Ends an answer where it comes to what stands right of the cursor and the model was not told of. */
  readonly endBefore?: (
    pieces: AsyncIterable<AnswerPiece>,
    right: string,
    languageId: string,
  ) => AsyncIterable<AnswerPiece>;
  /** What to throw instead, so that the pipeline can tell a server that is away from a fault. */
  readonly explain?: (error: ModelError) => Error;
}

/** Asks the model behind the server that is set for completions. */
export function modelSource(options: ModelSourceOptions): ModelSource {
  const { client, backoff, explain = (error) => error } = options;
  const inFlight = new Map<string, Set<AbortController>>();
  const holes = createHoleKeeper();
  const limits = learnLimits();
  let refusesLogProbabilities = false;
  let preparing: AbortController | undefined;
  const answeredBy = new Set<string>();

  async function* fill(request: FillRequest, snippets: readonly HoleSnippet[], signal: AbortSignal) {
    const server = apiBase(client.endpoint('completion')).origin;
    backoff.check(server);
    try {
      const capabilities = await options.capabilities(signal);
      let length = 0;
      for await (const piece of ask(capabilities, request, snippets, signal)) {
        backoff.worked(server);
        if (piece.model !== undefined) noticeModel(piece.model);
        yield piece;
        // Against a server that does not heed `max_tokens`; tokens of blanks alone are this long.
        length += piece.text.length;
        if (length > options.maxTokens * LONGEST_TOKEN) return;
      }
    } catch (error) {
      if (error instanceof ModelError && !signal.aborted) {
        backoff.failed(server, error);
        if (GONE.has(error.kind)) forgetServer();
      }
      throw error;
    }
  }

  /** Under the same address another model may answer than the one that was found there. One that answers in turns with others is no news. */
  function noticeModel(model: string): void {
    if (answeredBy.size > 0 && !answeredBy.has(model)) forgetServer();
    answeredBy.add(model);
  }

  function forgetServer(): void {
    refusesLogProbabilities = false;
    holes.forget();
    limits.forget();
    options.onOtherServer?.();
  }

  /** With log-probabilities where they can be had; without, where the server refuses a request for them (vLLM can be set to). */
  async function* ask(
    capabilities: Capabilities,
    request: FillRequest,
    snippets: readonly HoleSnippet[],
    signal: AbortSignal,
  ) {
    const stream = (logProbabilities: boolean) => {
      const laidOut = layOut(capabilities, request, snippets, false);
      if (laidOut.anchored !== undefined) holes.sent(request.uri, laidOut.anchored);
      const { wire, unwrap } = wireRequest({ ...laidOut.filling, logProbabilities }, capabilities, options.stop);
      const { hole } = laidOut.filling;
      const pieces = limits.watch(client.stream({ role: 'completion', ...wire }, signal), hole, capabilities.model);
      return unwrap(pieces, laidOut.anchored);
    };
    const wanted = options.logProbabilities && capabilities.logProbabilities && !refusesLogProbabilities;
    try {
      yield* stream(wanted);
    } catch (error) {
      if (!(error instanceof ModelError) || error.kind !== 'bad-request') throw error;
      // Too long a prompt says nothing of log-probabilities; a shorter one may do.
      if (limits.isTooLong(error, capabilities.model)) yield* stream(wanted);
      else if (wanted) {
        yield* stream(false);
        // Only now is it known what was wrong.
        refusesLogProbabilities = true;
      } else throw error;
    }
  }

  function layOut(
    { model, transport, format, contextLength }: Capabilities,
    request: FillRequest,
    snippets: readonly HoleSnippet[],
    isIdle: boolean,
  ) {
    const { repository, maxTokens, layout = defaultLayout(format?.name) } = options;
    const { uri, languageId, variation } = request;
    const budget = limits.budget(model, contextLength ?? (format && usualContextLength(format.name)), maxTokens);
    const document = { repository, path: options.relativePath(request.path), languageId };
    const named = snippets.map(({ path, text }) => ({ path: options.relativePath(path), text }));
    const place = placeOf(request);
    const anchored =
      layout === 'anchored' && TRANSPORTS[transport].prompt === 'format'
        ? holes.layOut({ ...document, uri }, place, named, { budget, isIdle })
        : undefined;
    const plain = () => fitHole({ ...document, ...wholeLines(place), snippets: named }, budget);
    const hole = anchored?.hole ?? plain();
    const filling: Omit<Filling, 'logProbabilities'> = {
      model,
      hole,
      maxTokens,
      stop: [...(format?.stop ?? []), ...options.stop],
      variation,
      ...(anchored === undefined ? {} : { beginsWith: anchored.cut }),
    };
    return { filling, anchored };
  }

  function wireRequest(filling: Filling, { transport: name, format }: Capabilities, ownStop: readonly string[]) {
    const transport = TRANSPORTS[name];
    const wire: WireRequest =
      transport.prompt === 'format' ? transport.request(filling, formatOf(format)) : transport.request(filling);
    const outer = transport.prompt === 'pieces' ? transport : undefined;
    const stop = [...(format?.stop ?? []), ...ownStop, ...(outer?.stop ?? [])];
    const { endBefore = (pieces) => pieces } = options;
    const unwrap = (
      pieces: AsyncIterable<AnswerPiece>,
      anchored: { readonly cut: string; readonly right: string } | undefined,
    ): AsyncIterable<AnswerPiece> => {
      const bare = cutAtStop(outer?.unwrap?.(pieces) ?? pieces, stop);
      if (anchored === undefined) return bare;
      const { cut, right } = anchored;
      return endBefore(cut === '' ? bare : withoutCut(bare, cut), right, filling.hole.languageId);
    };
    return { wire, unwrap };
  }

  return {
    async *fill(request, snippets, signal) {
      const own = new AbortController();
      const joined = AbortSignal.any([signal, own.signal]);
      const others = inFlight.get(request.uri) ?? new Set();
      // A local server works through its requests one by one: the one that nobody waits for would hold up the next.
      if (request.variation === undefined) for (const other of others) other.abort('superseded');
      inFlight.set(request.uri, others.add(own));
      try {
        yield* fill(request, snippets, joined);
      } catch (error) {
        throw error instanceof ModelError ? explain(error) : error;
      } finally {
        others.delete(own);
        if (others.size === 0 && inFlight.get(request.uri) === others) inFlight.delete(request.uri);
      }
    },

    async prepare(request, snippets, signal) {
      // What is being answered there is evaluated already.
      if (inFlight.has(request.uri)) return false;
      const own = new AbortController();
      try {
        backoff.check(apiBase(client.endpoint('completion')).origin);
        const capabilities = await options.capabilities(signal);
        // The only one that is known to keep what it evaluated, and to cost nobody anything.
        if (capabilities.transport !== 'llama-completions' || !capabilities.local) return false;
        const { filling, anchored } = layOut(capabilities, request, snippets, true);
        if (anchored === undefined || !holes.isWorthPreparing(request.uri, anchored)) return false;
        holes.sent(request.uri, anchored);
        preparing?.abort('superseded');
        preparing = own;
        const { wire } = wireRequest(
          { ...filling, maxTokens: 0, beginsWith: '', logProbabilities: false },
          capabilities,
          [],
        );
        const pieces = client.stream({ role: 'completion', ...wire }, AbortSignal.any([signal, own.signal]));
        for await (const _ of pieces);
        return true;
      } catch {
        // The next completion evaluates it, and says what is wrong.
        return false;
      } finally {
        if (preparing === own) preparing = undefined;
      }
    },
  };
}

const LONGEST_TOKEN = 32;

/** After these the server that answers next may have been started anew, with another model. */
const GONE: ReadonlySet<ModelError['kind']> = new Set(['unreachable', 'not-found', 'reset']);

function formatOf(format: FimFormat | undefined): FimFormat {
  if (format === undefined) throw new ModelError('bad-request', { detail: 'no FIM format is known for this model' });
  return format;
}

function placeOf({ before, after, offset, documentLength }: FillRequest): Place {
  return { before, after, cutAbove: !isAll(before, offset), cutBelow: !isAll(after, documentLength - offset) };
}

/** Whether the window has all that many characters of the document, in which a CRLF counts two. */
function isAll(window: string, chars: number): boolean {
  return chars === window.length || chars === window.length + lineEnds(window);
}

/** Where the window cuts the document, it begins and ends with a whole line: half a line is half a word, or half a secret. */
function wholeLines({ before, after, cutAbove, cutBelow }: Place): {
  readonly prefix: string;
  readonly suffix: string;
} {
  return {
    prefix: cutAbove && before.includes('\n') ? before.slice(before.indexOf('\n') + 1) : before,
    suffix: cutBelow && after.includes('\n') ? after.slice(0, after.lastIndexOf('\n') + 1) : after,
  };
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1;
}
