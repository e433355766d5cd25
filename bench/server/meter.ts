/** What llama.cpp says of a prompt. */
export interface PromptCount {
  /** Tokens that it evaluated for this request: `timings.prompt_n`. (`tokens_evaluated` counts the cached ones, too.) */
  readonly evaluated: number;
  readonly cached: number;
}

/**
 * A `fetch` between the product and the server. It asks for the counts with the first token already, because whoever has
 * enough of an answer never sees its last message, and for few tokens, because the answer is not what is measured. The
 * prompt passes as it is.
 */
export interface Meter {
  readonly fetch: typeof fetch;
  /** Of the last request that generated; `undefined` where the server told nothing. */
  take(): PromptCount | undefined;
}

export function createMeter(maxTokens: number): Meter {
  let last: PromptCount | undefined;
  const metered = async (...[url, init]: Parameters<typeof fetch>): Promise<Response> => {
    const body = generation(init?.body);
    if (body === undefined) return fetch(url, init);
    last = undefined;
    for (const name of ['max_tokens', 'n_predict']) {
      if (typeof body[name] === 'number') body[name] = Math.min(body[name], maxTokens);
    }
    const changed = JSON.stringify({ ...body, timings_per_token: true });
    const response = await fetch(url, { ...init, body: changed });
    if (!response.ok || response.body === null) return response;
    const watched = response.body.pipeThrough(watch((count) => (last = count)));
    return new Response(watched, { status: response.status, headers: response.headers });
  };
  return {
    fetch: metered,
    take() {
      const count = last;
      last = undefined;
      return count;
    },
  };
}

/** The body of a request that generates text, which can be told by its asking for a stream. */
function generation(body: unknown): Record<string, unknown> | undefined {
  // As the product's exit hands it over.
  if (!(body instanceof Uint8Array)) return undefined;
  const parsed = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
  return parsed['stream'] === true ? parsed : undefined;
}

/** Passes all on, and looks for the counts on the way. */
function watch(found: (count: PromptCount) => void): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  let seen = '';
  let isFound = false;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      if (isFound) return;
      seen += decoder.decode(chunk, { stream: true });
      const count = countIn(seen);
      if (count === undefined) return;
      isFound = true;
      found(count);
    },
  });
}

export function countIn(stream: string): PromptCount | undefined {
  const [, timings] = /"timings":(\{[^}]*\})/.exec(stream) ?? [];
  if (timings === undefined) return undefined;
  const { prompt_n: evaluated, cache_n: cached } = JSON.parse(timings) as Record<string, unknown>;
  return typeof evaluated === 'number' ? { evaluated, cached: typeof cached === 'number' ? cached : 0 } : undefined;
}
