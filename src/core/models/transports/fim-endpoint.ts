import { decodeOpenAi } from '../answer.ts';
import type { Filling, FimTransport } from '../fim-transport.ts';
import { commentedContext, seamsOf } from '../formats/fim-format.ts';
import type { Json } from '../prompt.ts';
import { sampling } from '../sampling.ts';
import { wireStops } from '../wire-stops.ts';

/** Mistral's route for Codestral; the answer streams as that of a chat does. */
export const mistralFim: FimTransport = fimEndpoint('fim/completions');

/** DeepSeek's, which is documented under `/beta` whatever base address is set. */
export const deepseekFim: FimTransport = fimEndpoint('/beta/completions');

function fimEndpoint(url: string): FimTransport {
  return {
    prompt: 'pieces',
    request: ({ model, hole, maxTokens, stop, variation }) => ({
      method: 'POST',
      url,
      framing: 'events',
      decode: decodeOpenAi,
      seams: seamsOf(hole),
      body: {
        model,
        prompt: prefixWithContext(hole),
        suffix: hole.suffix,
        max_tokens: maxTokens,
        ...sampling(variation),
        stop: wireStops(stop),
        stream: true,
      },
    }),
  };
}

function prefixWithContext(hole: Filling['hole']): Json {
  const { inPrefix = [] } = commentedContext(hole);
  return { parts: [...inPrefix, { source: hole.prefix }] };
}
