import { decodeOpenAi } from '../answer.ts';
import type { Filling, FimTransport, WireRequest } from '../fim-transport.ts';
import { renderFim, seamsOf, type FimFormat } from '../formats/fim-format.ts';
import { beginsWithGrammar } from '../heal-word.ts';
import type { Json } from '../prompt.ts';
import { sampling } from '../sampling.ts';
import { wireStops } from '../wire-stops.ts';

/** `/v1/completions` with a prompt built here; `extra` is what this kind of server takes besides. */
export function completions(extra: (filling: Filling) => Readonly<Record<string, Json>> = () => ({})): FimTransport {
  return {
    prompt: 'format',
    request: (filling, format) => completionsRequest(filling, format, extra(filling)),
  };
}

/** What llama.cpp takes besides. */
export function llamaExtra({ beginsWith = '', maxTokens }: Filling): Readonly<Record<string, Json>> {
  return {
    cache_prompt: true,
    // Of OpenAI's name for it a 0 means 1.
    ...(maxTokens === 0 ? { n_predict: 0 } : {}),
    ...(beginsWith === '' ? {} : { grammar: beginsWithGrammar(beginsWith) }),
  };
}

function completionsRequest(
  { model, hole, maxTokens, stop, logProbabilities, variation }: Filling,
  format: FimFormat,
  extra: Readonly<Record<string, Json>>,
): WireRequest {
  return {
    method: 'POST',
    url: 'completions',
    framing: 'events',
    decode: decodeOpenAi,
    seams: seamsOf(hole),
    body: {
      model,
      prompt: renderFim(format, hole),
      max_tokens: maxTokens,
      ...sampling(variation),
      stop: wireStops(stop),
      stream: true,
      ...(logProbabilities ? { logprobs: 1 } : {}),
      ...extra,
    },
  };
}
