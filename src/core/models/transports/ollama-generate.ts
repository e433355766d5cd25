import { decodeOllama } from '../answer.ts';
import type { FimTransport } from '../fim-transport.ts';
import { renderFim, seamsOf } from '../formats/fim-format.ts';
import { sampling } from '../sampling.ts';
import { wireStops } from '../wire-stops.ts';

/** Ollama's own route. `raw` keeps the model's chat template away from the prompt; the stream is a JSON object a line. */
export const ollamaGenerate: FimTransport = {
  prompt: 'format',
  request: ({ model, hole, maxTokens, stop, logProbabilities, variation }, format) => ({
    method: 'POST',
    url: '../api/generate',
    framing: 'lines',
    decode: decodeOllama,
    seams: seamsOf(hole),
    body: {
      model,
      prompt: renderFim(format, hole),
      raw: true,
      stream: true,
      // Loading a model again takes far longer than a pause in typing.
      keep_alive: '30m',
      options: { num_predict: maxTokens, ...sampling(variation), stop: wireStops(stop) },
      ...(logProbabilities ? { logprobs: true } : {}),
    },
  }),
};
