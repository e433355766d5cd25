import { decodeOpenAi } from '../answer.ts';
import type { FimTransport } from '../fim-transport.ts';
import { renderFim } from '../formats/fim-format.ts';
import type { Json } from '../prompt.ts';
import { wireStops } from '../wire-stops.ts';

/** `/v1/completions` with a prompt built here; `extra` is what this kind of server takes besides. */
export function completions(extra: Readonly<Record<string, Json>>): FimTransport {
  return {
    prompt: 'format',
    request: ({ model, hole, maxTokens, stop, logProbabilities }, format) => ({
      method: 'POST',
      url: 'completions',
      framing: 'events',
      decode: decodeOpenAi,
      seams: [[hole.prefix, hole.suffix]],
      body: {
        model,
        prompt: renderFim(format, hole),
        max_tokens: maxTokens,
        temperature: 0,
        stop: wireStops(stop),
        stream: true,
        ...(logProbabilities ? { logprobs: 1 } : {}),
        ...extra,
      },
    }),
  };
}
