import { decodeLlama } from '../answer.ts';
import type { FimTransport } from '../fim-transport.ts';
import { seamsOf } from '../formats/fim-format.ts';
import { sampling } from '../sampling.ts';
import { wireStops } from '../wire-stops.ts';

/** llama.cpp's `/infill`: the server puts in the tokens that it finds in the model's file. */
export const llamaInfill: FimTransport = {
  prompt: 'pieces',
  request: ({ hole, maxTokens, stop, logProbabilities, variation }) => ({
    method: 'POST',
    url: '../infill',
    framing: 'events',
    decode: decodeLlama,
    seams: seamsOf(hole),
    body: {
      input_prefix: hole.prefix,
      input_suffix: hole.suffix,
      input_extra: hole.snippets.map(({ path, text }) => ({ filename: path, text })),
      prompt: '',
      n_predict: maxTokens,
      ...sampling(variation),
      stop: wireStops(stop),
      stream: true,
      cache_prompt: true,
      ...(logProbabilities ? { n_probs: 1 } : {}),
    },
  }),
};
