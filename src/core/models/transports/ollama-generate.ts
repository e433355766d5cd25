import { decodeOllama } from '../answer.ts';
import type { FimTransport } from '../fim-transport.ts';
import { renderFim } from '../formats/fim-format.ts';
import { wireStops } from '../wire-stops.ts';

/** Ollama's own route. `raw` keeps the model's chat template away from the prompt; the stream is a JSON object a line. */
export const ollamaGenerate: FimTransport = {
  prompt: 'format',
  request: ({ model, hole, maxTokens, stop, logProbabilities }, format) => ({
    method: 'POST',
    url: '../api/generate',
    framing: 'lines',
    decode: decodeOllama,
    seams: [[hole.prefix, hole.suffix]],
    body: {
      model,
      prompt: renderFim(format, hole),
      raw: true,
      stream: true,
      // Loading a model again takes far longer than a pause in typing.
      keep_alive: '30m',
      options: { num_predict: maxTokens, temperature: 0, stop: wireStops(stop) },
      ...(logProbabilities ? { logprobs: true } : {}),
    },
  }),
};
