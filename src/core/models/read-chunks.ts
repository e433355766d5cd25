import { ModelError } from './model-error.ts';
import { connectionError } from './to-model-error.ts';
import type { Watch } from './watch.ts';

/** How much of an answer we bear with. */
export interface Limits {
  /** Until the server begins to answer. */
  readonly answerMs: number;
  /** Between two pieces of an answer, keep-alive comments included. */
  readonly silenceMs: number;
  /** Of one answer on the wire, after unpacking. */
  readonly maxBytes: number;
  /** Of one line or event, in UTF-16 units. */
  readonly maxEventLength: number;
}

/**
 * Under 15 s of silence in all, as promised. A token is some 200 bytes on the wire, so `maxBytes` is 80,000 tokens; the
 * largest single event that is honest is a whole answer from a server that does not stream.
 */
export const DEFAULT_LIMITS: Limits = {
  answerMs: 14_000,
  silenceMs: 14_000,
  maxBytes: 16_000_000,
  maxEventLength: 4_000_000,
};

/**
 * The bytes of a response as they come, under the limits. Leaving the loop early closes the connection, which is how a
 * server learns that it may stop.
 */
export async function* readChunks(
  response: Response,
  watch: Watch,
  limits: Limits,
  silenceMs: () => number = () => limits.silenceMs,
): AsyncGenerator<Uint8Array, void> {
  if (Number(response.headers.get('content-length') ?? 0) > limits.maxBytes) {
    void response.body?.cancel().catch(() => undefined);
    throw new ModelError('too-large');
  }
  if (response.body === null) return;
  const reader = response.body.getReader();
  let total = 0;
  try {
    for (;;) {
      watch.expectWithin(silenceMs());
      const { done, value } = await Promise.race([reader.read(), watch.aborted]).catch((error: unknown) => {
        throw watch.signal.aborted ? watch.signal.reason : connectionError(error, 'reset');
      });
      watch.pause();
      if (done) return;
      total += value.length;
      if (total > limits.maxBytes) throw new ModelError('too-large');
      yield value;
    }
  } finally {
    watch.pause();
    void reader.cancel().catch(() => undefined);
  }
}

/** The whole of a body as text, if it is no longer than `maxBytes`. */
export async function readText(response: Response, watch: Watch, limits: Limits): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of readChunks(response, watch, limits)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
